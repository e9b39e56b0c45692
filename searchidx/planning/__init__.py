"""Which plan answers a query? The parsed query and the statistics of an index go in, a `Plan` comes out.

Read `planner.py` first, which shows all steps in order. The other modules follow in the order of these steps:

- `stretches.py` and `terms.py`: which syllables does the query consist of?
- `accents/`: which spellings of unaccented syllables did the writer mean?
- `half_typed.py`: is the last word only the beginning of a word? `completions.py`: which terms complete it?
- `forms/`: in which other forms may articles have parts of the query, such as abbreviations and dates?
- `conditions.py` with `leaf_conditions.py`, `article_conditions.py` and `addresses.py`: which documents
  match?
- `signals.py` with `words.py` and `replacing_forms.py`, then `rescoring_plan.py` with `phrase_boosts.py`,
  `names.py`, `known_phrases.py`, `exact_title.py` and `typed_form.py`: how are documents ranked?
- `by_date.py`: in which order do documents come if the user wants the newest or the oldest first?
- `patterns.py`: what is highlighted?

`similar.py` with `telling_words.py` makes the plan that finds the articles related to an article.
`constants.py` holds the weights of the ranking, and `statistics.py` looks up document frequencies.
"""
