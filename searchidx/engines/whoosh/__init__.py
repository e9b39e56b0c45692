"""How can plain Whoosh read an index of the columnar engine, whose segments have a format of their own?

Segments and states go in; what Whoosh's searcher asks of an index comes out. `toc` commits a state by writing
Whoosh's table of contents. `codec` opens segments and reads terms, `matcher` walks over a posting list, and
`codec_documents` reads the data of documents. No other folder imports Whoosh, and no search loads it.
"""
