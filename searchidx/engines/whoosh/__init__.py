"""How does plain Whoosh read an index of the columnar engine, whose segments are not its own?

In go segments and states; out come the answers to what Whoosh's own searcher asks. `toc` writes the table of
contents with the schema, `codec` opens segments and reads terms, `matcher` walks over a posting list and
`codec_documents` reads what is kept by document. No other folder imports Whoosh, and no search loads it.
"""
