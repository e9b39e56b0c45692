"""How fast is searchidx, how much memory does it take, and how large is its index, compared with other tools?

Articles from ../shared/data go in, and tables come out. docs/benchmarks.md explains the comparisons.
`analysis`, with `plain_loop`, measures the analysis of text. The folder `search` measures indexing and
searching.
"""
