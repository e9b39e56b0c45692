"""Which accents were meant by syllables that were typed without any."""
