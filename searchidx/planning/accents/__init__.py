"""Which accents were meant where none were typed? Syllables and statistics go in, probabilities come out.

`spellings.py` lists the possible spellings of a syllable, `markov.py` weighs them by their neighbours, and
`feedback.py` corrects doubtful ones by what the best documents hold.
"""
