"""What does the corpus go on with? The words of an index, by their beginnings.

A text goes in that somebody has begun to type, and the searcher of an index. `complete` returns the texts
that may be meant, `terms` the single terms. `complete.py` shows the steps of `complete`:

1. `typed_text` divides the text into the words before and the beginning of the last word, and gives the words
   before the accents that they lack.
2. `heads` lists the syllables that may come next. Document frequencies of pairs, which `followers` looks up,
   say how probable each is.
3. `endings` lets each of them end a word: `công an thành` goes on to `công an thành phố`.
4. `evidence` counts how often titles go on so that also have the other words.
5. `ranking` joins the estimates of steps 2 and 3 with these counts.
6. The best endings are proposed that find something, which `evidence` says, too.

`prefix_terms` has `terms`.
"""
