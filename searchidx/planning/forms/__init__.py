"""Which parts of a query can be written in another way, and how?

An article that has another form of a part matches the query as if it had the typed form. Read `find.py`
first, which collects the forms from all sources and extends them to whole leaves. The sources are:

- `abbreviations.py`: abbreviations and their long forms, as the articles define them.
- `listed.py`: the common abbreviations of `analyzers`, and the synonyms that the user gave to the index.
- `dates.py`: `6/2/2017`, `06-02-2017` and `ngày 6 tháng 2 năm 2017`. `announced_days.py` says
  where `2-9` is a date.
- `times.py`: `15h30`, `15 giờ 30`.
- `ordinals.py`: `thế kỷ 21`, `thế kỷ XXI`.
- `numbers.py`: `26000` and `26.000`, telephone numbers, and quantities such as `25.000đ` or `1,5 triệu`.
  `amounts.py` finds the numbers, `telephones.py` the telephone numbers, `quantities.py` writes a number with
  its unit, and `units.py` has the names of units.
- `joined.py`: parts that are written as one word in some articles, such as `covid 19` and `covid19`.
- `parted.py`: words that are written as several parts in some articles, such as `wifi` and `Wi-Fi`.
- `partly_accented.py`: syllables that were typed with only some of their accents, such as `đuong`.

`end_forms.py` finds the joined and divided forms of a last word before it is read as a beginning.
`larger_numbers.py` finds the larger numbers that a phrase must not be the end of. `replaced_clauses.py` finds
the clauses of a query that a form replaces. `form.py` has the values that the sources and `find.py` return.
"""
