"""How does the command `searchidx` work: from the arguments of a shell to the lines on a terminal?

The inputs are `sys.argv`, the environment and the values that the library returns. The outputs are lines of
text and an exit status.

Read `process` first, which starts and ends the process. Then read the folder `commands`, which has one
function for each command. A command reads its input with `arguments`, and learns from `display` what the
terminal can show. These modules make the output:

- `search`, `similar`: `results`, `facet_columns`, `timeline`
- `trends`: `trends`
- `show`, `info`, `analyze`, `terms`: `article`, `tables`, `analysis_report`
- all answers in JSON: `results_json`
- `index`: `progress`, `indexing_report`
- all of them: `wording`, `json_text`, `wrap`
"""
