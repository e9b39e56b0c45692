"""How good are rankings, word segmentation and suggestions, and can the results be reproduced?

Collections with judgements, gold texts or tables of queries go in, tables of measures come out.
Read `collection`, `forms`, `systems` with `bm25`, `run`, `metrics`, `significance`, `report` and `__main__`
in this order. `floors`, `ablation`, `snapshot`, `suggestions`, `corrections`, `segmentation` and `identity`
are separate tools.
"""
