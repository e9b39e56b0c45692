"""Which plan answers a query? The parsed query and the statistics of an index go in, a `Plan` comes out.

Read `plan.py` first, which shows all steps in order. Then read `stretches.py` and `terms.py` (what the query
asks for), `conditions.py` (which documents match), `accents/` (which spellings are meant), `signals.py` and
`rescoring.py` (how documents are ranked), and `patterns.py` (what is highlighted).
"""
