"""What is the article of a web page? The bytes of a page go in, and its text and metadata come out.

Read the modules in this order:

- `page`: the whole way from bytes to an article
- `charset`: which encoding the bytes have, and `parsing`: the tree of tags, within limits
- `fonts`: text in the letters of old Vietnamese fonts is converted
- `marked_bylines`: the bylines that a page marks as such
- `metadata`: title, date, author, source, category, address and tags. Its parts are `tags` (meta tags),
  `json_ld` (the data that pages write for search engines), `headline_choice` and `publication_date`
- `article_text`: the text without menus, links to other articles and comments, with `other_articles` (what is
  removed), `short_text` (very short articles) and `shown_text` (all that a page shows)
"""
