"""Which parts of a page lead to other articles, or are comments or advertisements?"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from analyzers.fold import fold
from searchidx.files.readers.web.tags import names_of, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BOX_NAME: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:tin|bai|bai-viet|tin-tuc)?[_-]?(?:lien-?quan|cung-?chuyen-?muc|cung-?loai)|tin-?khac|"
    r"(?:doc|xem)-?(?:them|nhieu|tiep)|tin-?(?:moi|nong)(?:-?nhat)?|binh-?luan|y-?kien|quang-?cao)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""The Vietnamese class or id of a box with links to other articles, comments or advertisements."""

_BOX_TAGS: Final = ("div", "section", "aside", "ul", "article")
"""Tags of boxes with links to other articles."""

_HEADING: Final = re.compile(
    r"(?:(?:cac )?(?:tin(?: tuc)?|bai(?: viet)?) (?:lien quan|cung chuyen muc|khac|moi(?: nhat)?|cu hon)|"
    r"(?:xem|doc) (?:them|tiep|nhieu)|(?:moi (?:ban|quy vi) )?(?:xem|doc) them(?: tai day)?|"
    r"cung chuyen muc|co the ban quan tam)\W*"
)
"""A heading above links to other articles, folded: `TIN LIÊN QUAN`, `Xem thêm:`."""

_MAX_HEADING_CHARACTERS: Final = 40

_MAX_HEADINGS: Final = 100
"""The number of such headings of a page that are looked at."""

_LINK_BLOCKS: Final = ("ul", "ol", "div", "p", "section", "table", "article", "h3", "h4", "h5")
"""The tags behind such a heading that may have the links."""

_PAGE_TAGS: Final = ("html", "body", "main")
"""Tags that are never removed, because they may have the article."""

_MIN_LINK_SHARE: Final = 0.7
"""The smallest share of the letters of a list of links that is in links. Dates may follow the links."""


def remove_other_articles(root: HtmlElement) -> None:
    """Remove the boxes that are named as such, and the links below headings such as `TIN LIÊN QUAN`."""
    for element in list(root.iter(*_BOX_TAGS)):
        if is_other_box(element) and element.find(".//h1") is None:
            element.drop_tree()
    headings = (element for element in root.iter() if _is_heading(element.text))
    for element in list(islice(headings, _MAX_HEADINGS)):
        _remove_list(element)


def is_other_box(element: HtmlElement) -> bool:
    """Return whether the class or id of an element says that it is about other articles, or for comments."""
    return _BOX_NAME.search(names_of(element)) is not None


def _is_heading(text: str | None) -> bool:
    line = (text or "")[: 2 * _MAX_HEADING_CHARACTERS].strip()
    if not line or len(line) > _MAX_HEADING_CHARACTERS:
        return False
    return _HEADING.fullmatch(" ".join(fold(line).lower().split())) is not None


def _remove_list(element: HtmlElement) -> None:
    """Remove a heading and the links behind it, if it has any: in its element, or in elements below it."""
    heading = text_of(element)
    if not heading:
        return
    while (parent := element.getparent()) is not None and text_of(parent) == heading:
        element = parent
    parts = [element, *links] if (links := _links_behind(element)) else []
    if not parts:
        containers = (each for each in (element, parent) if _is_list_of_links(each, heading))
        parts = list(islice(containers, 1))
    for part in parts:
        if part.getparent() is not None and part.find(".//h1") is None:
            part.drop_tree()


def _links_behind(element: HtmlElement) -> list[HtmlElement]:
    """Return the siblings directly behind an element that have links and hardly anything else."""
    found = []
    if not (element.tail or "").strip():
        for sibling in element.itersiblings():
            if sibling.tag not in _LINK_BLOCKS or not _is_list_of_links(sibling):
                break
            found.append(sibling)
            if (sibling.tail or "").strip():
                break
    return found


def _is_list_of_links(element: HtmlElement | None, heading: str = "") -> bool:
    """Return whether an element begins with the heading, and nearly all text behind it is in links."""
    if element is None or element.tag in _PAGE_TAGS:
        return False
    text = text_of(element)  # "" if it is long
    in_links = sum(len(text_of(link)) for link in element.iter("a"))
    is_list = in_links > 0 and in_links >= _MIN_LINK_SHARE * (len(text) - len(heading))
    return is_list and text != "" and text.startswith(heading)
