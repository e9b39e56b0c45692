"""How are texts with markup read?

`markdown` reads Markdown files, and `front_matter` the keys and values at their beginning. `epub` reads the
chapters of a book, and `epub_package` finds them. `markup_text` turns HTML into text, for chapters and mails.
"""
