"""How does the command `searchidx` work: from the arguments of a shell to the lines on a terminal?

The inputs are `sys.argv`, the environment and the values that the library returns. The outputs are lines of
text and an exit status.

Read `process` first, which starts and ends the process. Then read `commands`, which has one function for each
command. A command reads its input with `arguments`. It finds out about the terminal with `display` and makes
its output with `results` and `wrap`, `results_json`, `analysis_report`, or `progress` and `indexing_report`.
`messages` has the functions that several of these modules share.
"""
