"""How good are rankings, word segmentation and suggestions, and would anybody else measure the same?

Collections with judgements (or gold texts, or tables of queries) go in, tables of measures come out. Read
`collection`, `forms`, `systems` with `bm25`, `run`, `metrics`, `significance`, `report` and `__main__` in
this order; `floors`, `ablation`, `snapshot`, `suggestions`, `segmentation` and `identity` are tools of their
own.
"""
