"""How are files of records read, in which an object or a row is an article?

- `jsonl` reads a JSON object in each line (`jsonl_lines`), and `json_items` the items of one JSON text
  (`json_buffer`). `json_values` checks the values of both.
- `delimited` reads the rows of CSV and TSV files (`delimited_rows`), and finds the delimiter (`delimiters`).
- `parquet` and `arrow` read tables batch by batch. `arrow_values` turns their values into those of a record.
- `unpacking` decompresses files, and `text_blocks` decodes them block by block. `columns` has the names of
  columns, and `known_keys` says whether a file has articles at all.
"""
