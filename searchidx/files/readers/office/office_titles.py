"""What is the title of a document, and where is it repeated in the text?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.normalize import normalize
from searchidx.files.readers.properties import meaningful_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.files.readers.office.office_text import Paragraph
    from searchidx.files.readers.office.official_paper import OfficialPaper

_MAX_SHORT_LENGTH: Final = 150
"""The length in codepoints of the longest first paragraph that is a title although its style is none."""

_MAX_TITLE_PARAGRAPHS: Final = 5
"""The number of paragraphs at the beginning among which the title is looked for."""


def title_of(property_title: str, paragraphs: Sequence[Paragraph], paper: OfficialPaper | None = None) -> str:
    """Return the title of a document, or "" if it has none.

    The title of the properties comes first, and then that of an official paper. After them comes a paragraph
    near the beginning with the style of a title, then one with the style of a heading, and then a short first
    paragraph that ends like no sentence. The head of an official paper is no title.
    """
    if title := known_title(property_title, paper):
        return title
    if paper is not None:
        paragraphs = [paragraph for paragraph in paragraphs if not paper.repeats(paragraph.text)]
    begin = [(meaningful_title(text), level) for text, level in paragraphs[:_MAX_TITLE_PARAGRAPHS]]
    for wanted_level in (0, 1):
        for text, level in begin:
            if text and level == wanted_level:
                return text
    first = begin[0][0] if begin else ""
    is_short = len(first) <= _MAX_SHORT_LENGTH and not first.endswith((".", ":", ";", ","))
    return first if is_short and len(paragraphs) > 1 else ""


def known_title(property_title: str, paper: OfficialPaper | None) -> str:
    """Return the title in the properties of a document, or that of an official paper, or "".

    Word takes the first line of a paper as the title in its properties. This says nothing.
    """
    title = meaningful_title(property_title)
    if paper is None or (title and not paper.repeats(title)):
        return title
    return paper.title


def body_without_title(title: str, texts: Sequence[str]) -> str:
    r"""Return the paragraphs joined by `\n`, without the first one if it is the title."""
    key = _comparable(title)
    for number, text in enumerate(texts[:_MAX_TITLE_PARAGRAPHS]):
        if key and _comparable(text) == key:
            return "\n".join((*texts[:number], *texts[number + 1 :]))
    return "\n".join(texts)


def _comparable(text: str) -> str:
    return "".join(normalize(text).casefold().split())
