"""The text of an article that is so short that trafilatura takes the whole page for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.files.readers.page_parts.closing_lines import ends_sentence
from searchidx.files.readers.web.shown_text import shown_text
from searchidx.files.readers.web.tags import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_MAX_LENGTH: Final = 250
"""The length in characters from which trafilatura finds an article by itself."""

_MAX_PAGE_LENGTH: Final = 20_000
"""The length in characters of the longest text that may be that of a page with a short article."""

_ARTICLE_TAGS: Final = ("article", "main")


def without_page(root: HtmlElement, heading: str, text: str) -> str:
    """Return the text of the short article of a page if `text` has more of the page than it, or else `text`.

    The article is the `<article>` or `<main>` with the heading of the page. If the page has none and `text`
    has lines before the heading, the article is the smallest element with the heading and a sentence.
    """
    lines = text.split("\n")
    if len(text) > _MAX_PAGE_LENGTH or len(lines) == 1:
        return text
    for element in _articles(root, heading, has_whole_page=heading in lines[1:]):
        article = [line for line in shown_text(element).split("\n") if line != heading]
        if any(map(ends_sentence, article)) or (article and element.tag in _ARTICLE_TAGS):
            is_part = sum(map(len, article)) <= _MAX_LENGTH and not set(lines) <= {heading, *article}
            return "\n".join(article) if is_part else text
    return text


def _articles(root: HtmlElement, heading: str, *, has_whole_page: bool) -> Iterator[HtmlElement]:
    """Yield the elements that may have the article, the likeliest first."""
    tag = next((each for each in root.iter("h1") if text_of(each) == heading), None)
    if tag is None:
        elements = list(root.iter(*_ARTICLE_TAGS))
        yield from elements if len(elements) == 1 else ()
        return
    ancestors = list(tag.iterancestors())
    yield from (each for each in ancestors if each.tag in _ARTICLE_TAGS)
    if has_whole_page:
        yield from ancestors
