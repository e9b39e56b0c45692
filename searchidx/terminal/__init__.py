"""How does the command `searchidx` work: from the arguments of a shell to the lines on a terminal?

In go `sys.argv`, the environment and what the library returns; out come lines and an exit status.

Read `process` first (the start and the end of the process), then `commands` (one function for each command).
For input, a command uses `arguments`; for output, `display` (colours and width), then `results` and `wrap`,
`results_json`, `analysis_report`, or `progress` and `indexing_report`. All print text with `messages`.
"""
