"""The text of a page: that of its article, without menus, links to other articles and comments."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree
from trafilatura import bare_extraction

from searchidx.files.readers.headline import without_title
from searchidx.files.readers.page_parts.bylines import is_credit, is_signature
from searchidx.files.readers.page_parts.closing_lines import may_be_signed
from searchidx.files.readers.web.marked_bylines import is_byline
from searchidx.files.readers.web.other_articles import remove_other_articles
from searchidx.files.readers.web.parsing import is_too_large
from searchidx.files.readers.web.short_text import without_page
from searchidx.files.readers.web.shown_text import shown_text
from searchidx.files.readers.web.tags import text_of
from searchidx.files.readers.whitespace import tidy_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from searchidx.files.readers.web.marked_bylines import MarkedByline

_LEAD: Final = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|chapeau|standfirst|description|summary|intro|excerpt|mo-?ta|trich-?dan)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""The class of the paragraph that sums an article up, above its text."""

_LAYOUT_TAGS: Final = ("p", "div", "table", "ul", "h1", "h2", "h3", "blockquote", "center")
"""Tags in the cells of a table that lays out the page. A table of values rarely has them."""

_CAPTION_TAGS: Final = {"figure": "div", "figcaption": "p"}
"""The tags of pictures, which trafilatura leaves out with their captions, and tags that it reads."""

_LEAD_TAGS: Final = ("p", "h2", "h3", "h4", "div", "strong")
_LEAD_SEARCH_ELEMENTS: Final = 80
"""The number of elements behind the heading that may be the lead."""

_LEAD_LENGTHS: Final = range(30, 1500)
"""The possible lengths of a lead in characters."""

_MAX_LINES_ABOVE_LEAD: Final = 4
_MIN_PARAGRAPH_LENGTH: Final = 60
"""At most four lines of fewer characters may be between the heading and the lead: the date, an author."""

_LIBRARY_ERRORS: Final = (
    *(etree.LxmlError, ArithmeticError, AssertionError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)
"""What trafilatura raises for pages that it was not made for."""


class ArticleText(NamedTuple):
    """The text of an article, one paragraph a line, or "".

    Bylines that the page marks are its last lines. `signature` is the last line if it is the name of an
    author that only its place behind the caption of a picture shows, or else "".
    """

    body: str
    signature: str = ""


def article_text(root: HtmlElement, heading: str, bylines: Sequence[MarkedByline]) -> ArticleText:
    """Return the text of the article of a page. The tree is changed.

    If no article is found, or the page has too many tags, the text is all that the page shows.

    Args:
        root: the tree of the page.
        heading: the headline of the page. It is not in the text.
        bylines: the bylines that the page marks (`marked_bylines`).
    """
    if is_too_large(root):
        return ArticleText(without_title(shown_text(root), heading))
    lead = _lead(root, heading)
    captions = _prepare(root)
    bylines = [each for each in bylines if each.is_closing or is_byline(each.line)]
    for byline in bylines:
        if byline.element.getparent() is not None:
            byline.element.drop_tree()
    text = without_page(root, heading, without_title(_extracted(root), heading))
    if lead and lead[: _LEAD_LENGTHS.start] not in text:
        text = _with_lead(lead, text)
    text = text or without_title(shown_text(root), heading)
    lines = text.split("\n")
    if bylines:
        return ArticleText(_with_bylines(lines, bylines))
    is_signed = len(lines) > 1 and lines[-2] in captions and lines[-1] not in captions
    return ArticleText(text, lines[-1] if is_signed and is_signature(lines[-1]) else "")


def _with_bylines(lines: Sequence[str], bylines: Sequence[MarkedByline]) -> str:
    """Return the lines of the text and of the bylines behind them.

    A byline above the text is moved below it only if it is recognised there, or if there are no paragraphs.
    """
    added = [byline.line for byline in bylines if byline.is_closing]
    if not added:
        has_paragraphs = any(len(line) >= _MIN_PARAGRAPH_LENGTH for line in lines)
        is_expected = not has_paragraphs or may_be_signed(lines)
        added = [byline.line for byline in bylines if is_expected or is_credit(byline.line)]
    return "\n".join((*filter(None, lines), *(line for line in added if line not in lines[-2:])))


def _extracted(root: HtmlElement) -> str:
    """Return the text that trafilatura finds, or ""."""
    tree = _with_entities(root)
    _silence()
    try:
        # Without `fast`, trafilatura also runs two other libraries, which find no more. `favor_recall` keeps
        # the first paragraphs of many articles, which are named like teasers of other articles.
        document = bare_extraction(tree, fast=True, favor_recall=True, include_comments=False)
    except _LIBRARY_ERRORS:
        return ""
    return tidy_lines(getattr(document, "text", None) or "")


def _with_entities(root: HtmlElement) -> HtmlElement:
    """Return a tree with `&amp;` for each `&` in its texts, because trafilatura decodes entities in them."""
    if not any("&" in text for text in root.itertext()):
        return root
    tree = deepcopy(root)
    for element in tree.iter():
        element.text = element.text and element.text.replace("&", "&amp;")
        element.tail = element.tail and element.tail.replace("&", "&amp;")
    return tree


def _prepare(root: HtmlElement) -> set[str]:
    """Change a tree so that trafilatura finds the article better, and in a short time. Return the captions.

    Boxes of other articles are removed. Captions are made paragraphs. Tables that lay out the page are named
    so. Cells lose their spans, because a few tags can ask for millions of cells.
    """
    etree.strip_elements(root, "noscript", with_tail=False)
    remove_other_articles(root)
    captions = set()
    for element in root.iter("table", "td", "th", "figure", "figcaption"):
        if element.tag == "table":
            if any(element.find(f".//{tag}") is not None for tag in _LAYOUT_TAGS):
                element.set("role", "presentation")
        elif element.tag in _CAPTION_TAGS:
            if element.tag == "figcaption":
                captions.add(text_of(element))
            element.tag = _CAPTION_TAGS[element.tag]
        else:
            element.attrib.pop("colspan", None)
            element.attrib.pop("rowspan", None)
    for element in root.iterfind(".//*[@class]"):
        if "caption" in element.get("class", "").lower():
            captions.add(text_of(element))
            del element.attrib["class"]
    return captions - {""}


def _lead(root: HtmlElement, heading: str) -> str:
    """Return the paragraph between heading and text that sums the article up, or "".

    It is looked for by itself because it is often outside of the element that has the text.
    """
    tag = next((each for each in root.iter("h1") if " ".join(each.text_content().split()) == heading), None)
    if tag is None:
        return ""
    for element in islice(tag.xpath("following::*[@class]"), _LEAD_SEARCH_ELEMENTS):
        if element.tag in _LEAD_TAGS and _LEAD.search(element.get("class", "")[:1000]):
            text = " ".join(element.text_content().split())
            if len(text) in _LEAD_LENGTHS:
                return text
    return ""


def _with_lead(lead: str, text: str) -> str:
    """Return the text with the lead above its first paragraph, but below lines such as that of the date."""
    lines = text.split("\n")
    is_long = [len(line) >= _MIN_PARAGRAPH_LENGTH for line in lines[:_MAX_LINES_ABOVE_LEAD]]
    above = is_long.index(True) if True in is_long else 0
    return "\n".join(filter(None, (*lines[:above], lead, *lines[above:])))


def _silence() -> None:
    """Keep Python from printing the warnings of trafilatura if the program has not configured logging."""
    logger = logging.getLogger("trafilatura")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
