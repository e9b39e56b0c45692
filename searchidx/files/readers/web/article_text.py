"""The text of a page: that of its article, without menus, links to other articles and comments."""

from __future__ import annotations

import logging
import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml import etree
from trafilatura import bare_extraction

from searchidx.files.readers.headline import without_title
from searchidx.files.readers.markup.markup_text import BLOCK_TAGS, CELL_TAGS
from searchidx.files.readers.whitespace import tidy_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_MAX_ELEMENTS: Final = 100_000
"""The greatest number of elements of a page whose article is searched, which takes up to 5 seconds."""

_MAX_DEPTH: Final = 200
"""The greatest depth of tags in a page whose article is searched."""

_TOO_DEEP: Final = "/*" * (_MAX_DEPTH + 1)

_OTHER_ARTICLES: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:tin|bai|bai-viet|tin-tuc)?[_-]?(?:lien-?quan|cung-?chuyen-?muc|cung-?loai)|tin-?khac|"
    r"(?:doc|xem)-?(?:them|nhieu|tiep)|tin-?(?:moi|nong)(?:-?nhat)?|binh-?luan|y-?kien|quang-?cao)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""The Vietnamese class or id of a box with links to other articles, comments or advertisements."""

_LEAD: Final = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|chapeau|standfirst|description|summary|intro|excerpt|mo-?ta|trich-?dan)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""The class of the paragraph that sums an article up, above its text."""

_MAX_NAME_CHARACTERS: Final = 500
"""The length of the beginning of a class or id that is read."""

_BOX_TAGS: Final = ("div", "section", "aside", "ul", "article")
"""Tags of boxes with links to other articles."""

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

_HIDDEN: Final = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math"),
        *("select", "button", "textarea", "input", "nav", "menu"),
    )
)
"""Tags whose texts are not shown, or are no text of an article."""

_LIBRARY_ERRORS: Final = (
    *(etree.LxmlError, ArithmeticError, AssertionError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)
"""What trafilatura raises for pages that it was not made for."""


def article_text(root: HtmlElement, heading: str) -> str:
    """Return the text of the article of a page, one paragraph a line, or "". The tree is changed.

    `heading` is the headline of the page. It is not in the text. If no article is found, or the page has too
    many tags, the text is all that the page shows.
    """
    text = ""
    if not _is_too_large(root):
        lead = _lead(root, heading)
        text = without_title(_extracted(root), heading)
        if lead and lead[: _LEAD_LENGTHS.start] not in text:
            text = _with_lead(lead, text)
    return text or without_title(shown_text(root), heading)


def shown_text(root: HtmlElement) -> str:
    """Return all text that a page shows, one block a line."""
    return tidy_lines("".join(_parts(root)))


def _parts(root: HtmlElement) -> Iterator[str]:
    """Yield the texts of a tree in order, and a line feed where a block begins or ends."""
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _HIDDEN:
            hidden += 1 if event == "start" else -1
        if element.tag in BLOCK_TAGS or element.tag in CELL_TAGS:
            yield "\n"
        text = element.text if event == "start" else element.tail
        if text and not hidden:
            yield text.replace("\n", " ")


def _is_too_large(root: HtmlElement) -> bool:
    count = sum(1 for _ in islice(root.iter(), _MAX_ELEMENTS + 1))
    return count > _MAX_ELEMENTS or bool(root.getroottree().xpath(f"boolean({_TOO_DEEP})"))


def _extracted(root: HtmlElement) -> str:
    """Return the text that trafilatura finds, or ""."""
    _prepare(root)
    _silence()
    try:
        # Without `fast`, trafilatura also runs two other libraries, which find no more. `favor_recall` keeps
        # the first paragraphs of many articles, which are named like teasers of other articles.
        document = bare_extraction(root, fast=True, favor_recall=True, include_comments=False)
    except _LIBRARY_ERRORS:
        return ""
    return tidy_lines(getattr(document, "text", None) or "")


def _prepare(root: HtmlElement) -> None:
    """Change a tree so that trafilatura finds the article better, and in a short time.

    Boxes of other articles are removed. Captions are made paragraphs. Tables that lay out the page are named
    so. Cells lose their spans, because a few tags can ask for millions of cells.
    """
    etree.strip_elements(root, "noscript", with_tail=False)
    for element in list(root.iter(*_BOX_TAGS)):
        name = f"{element.get('class', '')} {element.get('id', '')}"[:_MAX_NAME_CHARACTERS]
        if _OTHER_ARTICLES.search(name) and element.find(".//h1") is None:
            element.drop_tree()
    for element in root.iter("table", "td", "th", "figure", "figcaption"):
        if element.tag == "table":
            if any(element.find(f".//{tag}") is not None for tag in _LAYOUT_TAGS):
                element.set("role", "presentation")
        elif element.tag in _CAPTION_TAGS:
            element.tag = _CAPTION_TAGS[element.tag]
        else:
            element.attrib.pop("colspan", None)
            element.attrib.pop("rowspan", None)
    for element in root.iterfind(".//*[@class]"):
        if "caption" in element.get("class", "").lower():
            del element.attrib["class"]


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
