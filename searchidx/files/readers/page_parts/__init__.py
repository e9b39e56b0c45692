"""Which parts of a copied web page are title, body, author and furniture?

Start at `article_parts`. `furniture` and `bylines` recognise single lines, with `byline_names`, `places` and
`closing_lines`. `authors` takes the names out of a byline.
"""
