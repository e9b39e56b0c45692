"""Which accents did the writer mean by syllables without accents?

The syllables of a query and the statistics of an index go in, spellings with probabilities come out.

`possible_spellings.py` lists the spellings of a syllable, and `partly_typed.py` those of one that was typed
with only some of its accents. `spellings.py` chooses those that are weighed, and `markov.py` computes their
probabilities from the neighbouring syllables. `twin_frequencies.py` counts spellings with i and with y
together. `questions.py` has the phrases of
questions, which articles seldom contain. `feedback.py` corrects doubtful spellings by the best documents.
"""
