"""How the arrays of an index are laid out in its files: arrays go in and bytes come out, and back.

`x.py` reads what `x_writer.py` writes; the layout, with an example, stands at the top of one of the two.
Start with `container`, then `fields`, `document_lists` and `small_ints`, `dictionary` and `posting_lists`,
then the others.
"""
