"""The bylines that a page marks as such: `<p class="body-author">Hà Linh/Báo Mẫu</p>`."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.dates import date_line
from searchidx.files.readers.page_parts.authors import author_of
from searchidx.files.readers.page_parts.bylines import is_credit, is_signature
from searchidx.files.readers.page_parts.furniture import MAX_LINE_LENGTH
from searchidx.files.readers.web.other_articles import is_other_box
from searchidx.files.readers.web.parsing import is_too_large
from searchidx.files.readers.web.tags import names_of, one_line, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_AUTHOR_NAME: Final = re.compile(
    r"(?<![a-z])(?:authors?|by-?line|tac-?gia|nguoi-?viet|but-?danh|pen-?name|phong-?vien)(?![a-z])"
    r"|author-?name"
)
"""The class, id, itemprop or rel of a byline in lower case, with `_` written as `-`."""

_MAY_BE_AUTHOR: Final = re.compile(r"author|line|gia|viet|danh|name|phong", re.IGNORECASE)
"""What each of these names has in any case. Most elements are refused by it at once."""

_OTHER_NAME: Final = re.compile(r"comment|related|avatar|image|photo|follow|share|sidebar")
"""What the class or id of an element has that is named after an author, but is no byline of the article."""

_OTHER_BOX_NAME: Final = re.compile(r"comment|related|sidebar", re.IGNORECASE)
"""What the class or id of a box with bylines of other articles, or with comments, has."""

_OTHER_TAGS: Final = frozenset(("aside", "nav", "head", "button"))
"""Tags with bylines of other articles, or without any."""

_CAPITAL_INSIDE: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

_RIGHT: Final = re.compile(
    r"text-align\s*:\s*(?:right|end)|(?:text|align)-(?:right|end)\b|^right ", re.IGNORECASE
)
"""An align, style or class that puts a text to the right. The align comes first."""

_RIGHT_TAGS: Final = ("p", "div", "center", "h4", "h5", "h6")

_MAX_MARKED: Final = 200
"""The number of marked elements of a page that are looked at."""

_MAX_DESCENDANTS: Final = 50
"""The greatest number of tags in a byline."""

_MAX_BYLINES: Final = 2
"""The number of bylines of an article that are read: more of them are of other articles."""

_MAX_LINE_CHARACTERS: Final = 2 * MAX_LINE_LENGTH
"""The length of the longest byline. Sources may follow the names."""

_PARAGRAPH_LENGTH: Final = 60
"""The length in characters from which a text next to a byline is a paragraph of the article."""

_MAX_SIBLINGS: Final = 50
"""The number of siblings of a byline on each side that may be paragraphs."""

_LABEL: Final = re.compile(r"^(?:by|theo)\s*:?\s+", re.IGNORECASE)

_DETAILS: Final = re.compile(
    r"\s*(?:[|•·].*|\((?:theo|nguồn|tổng hợp)\b[^()]*\)$|\.\s+(?=ảnh\s*:))", re.IGNORECASE
)
"""What follows the name in a byline that is not understood as a whole: `(Theo TTXVN)`, `. Ảnh: Đình Bá`."""


class MarkedByline(NamedTuple):
    """A byline, and whether it is directly behind the text of the article."""

    element: HtmlElement
    line: str
    is_closing: bool


def marked_bylines(root: HtmlElement) -> list[MarkedByline]:
    """Return the bylines of the article, each line once, in the order of the page.

    In a page with too many tags, none are looked for.
    """
    if is_too_large(root):
        return []
    found: dict[str, MarkedByline] = {}
    for element in _marked(root):
        line = text_of(element) or one_line(element.get("content"))
        if any(map(str.isalpha, line)) and line not in found and date_line(line) is None:
            found[line] = MarkedByline(element, line, _is_closing(element))
        if len(found) == _MAX_BYLINES:
            break
    return list(found.values())


def author_of_bylines(lines: Sequence[str]) -> str:
    """Return the names in the lines of marked bylines, joined by `, `, or ""."""
    return author_of("\n".join(filter(None, map(_understood, lines))))


def is_byline(line: str) -> bool:
    """Return whether a line names an author by itself, as a credit or a signature."""
    return is_credit(line) or is_signature(line)


def _understood(line: str) -> str:
    """Return the byline, or its part with the name if only this can be understood."""
    if is_byline(line):
        return line
    return "\n".join(part for part in _DETAILS.split(_LABEL.sub("", line)) if part)


def _marked(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the innermost elements that are marked, but a larger one if all of it can be understood."""
    taken = None
    marked = filter(_may_be_marked, root.iter())
    for element in islice(marked, _MAX_MARKED):
        if sum(1 for _ in islice(element.iterdescendants(), _MAX_DESCENDANTS + 1)) > _MAX_DESCENDANTS:
            continue
        line = text_of(element)
        if len(line) > _MAX_LINE_CHARACTERS or _is_elsewhere(element) or taken in element.iterancestors():
            continue
        if _is_author_element(element):
            is_innermost = not any(map(_is_author_element, element.iterdescendants()))
            is_taken = is_innermost or is_byline(line)
        else:
            is_taken = is_byline(line) and _is_closing(element)
        if is_taken:
            taken = element
            yield element


def _may_be_marked(element: HtmlElement) -> bool:
    return bool(element.attrib) and (_is_author_element(element) or _is_at_the_right(element))


def _is_author_element(element: HtmlElement) -> bool:
    names = f"{names_of(element)} {element.get('itemprop', '')} {element.get('rel', '')}"
    if not _MAY_BE_AUTHOR.search(names):
        return False
    names = _CAPITAL_INSIDE.sub("-", names).lower().replace("_", "-")
    return _AUTHOR_NAME.search(names) is not None and _OTHER_NAME.search(names) is None


def _is_at_the_right(element: HtmlElement) -> bool:
    """Return whether an element is aligned to the right, as the signature of an article may be."""
    styles = f"{element.get('align', '')} {element.get('style', '')} {names_of(element)}"
    return element.tag in _RIGHT_TAGS and _RIGHT.search(styles) is not None


def _is_elsewhere(element: HtmlElement) -> bool:
    """Return whether an element is in a box of other articles or comments, or at the edge of the page."""
    return element.tag in _OTHER_TAGS or any(
        each.tag in _OTHER_TAGS or is_other_box(each) or _OTHER_BOX_NAME.search(names_of(each))
        for each in element.iterancestors()
    )


def _is_closing(element: HtmlElement) -> bool:
    """Return whether paragraphs are before the element among its siblings, and none behind it.

    The siblings are those of the outermost element with the same text.
    """
    text = text_of(element)
    while (parent := element.getparent()) is not None and text_of(parent) == text:
        element = parent
    before, behind = element.itersiblings(preceding=True), element.itersiblings()
    return _has_paragraph(before) and not _has_paragraph(behind)


def _has_paragraph(siblings: Iterator[HtmlElement]) -> bool:
    nearest = zip(range(_MAX_SIBLINGS), siblings, strict=False)
    return any(sum(map(len, each.itertext())) >= _PARAGRAPH_LENGTH for _, each in nearest if each.tag != "ul")
