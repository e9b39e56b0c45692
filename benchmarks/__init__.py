"""How fast is it, how much memory does it take, and how large is an index, beside what else there is?

Articles from ../shared/data go in, tables come out; docs/benchmarks.md says what is compared. `analysis`
(with `plain_loop`) measures the analysis of text, and the folder `search` measures indexing and searching.
"""
