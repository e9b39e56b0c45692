"""The tree of a web page, within limits of size and depth that keep the time for any page short."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from lxml import etree, html

from searchidx.files.readers.content_errors import SPLIT, ContentError

MAX_TAGS: Final = 1_000_000
"""The greatest number of tags of a page. The tree of a page with this number takes about 300 MiB."""

_MAX_ELEMENTS: Final = 100_000
"""The greatest number of elements of a page whose article is searched, which takes up to 5 seconds."""

_MAX_DEPTH: Final = 200
"""The greatest depth of tags in a page whose article is searched."""

_TOO_DEEP: Final = "/*" * (_MAX_DEPTH + 1)

_LARGE_PAGE: Final = 1 << 16
"""In a page of fewer characters, any number of attributes is parsed in less than half a second."""

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that a tree cannot have."""

_TAG: Final = re.compile(
    r"""<[a-zA-Z][^\s/>]*+                                     # its name
        (?:[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++))?+){0,200}+  # its first attributes
        (?P<rest>[^>]*+)""",
    re.VERBOSE,
)
"""A tag with at most 200 attributes. The time of the parser grows with the square of their number."""


_CONTROL_ENTITY: Final = re.compile(r"&#(12[89]|1[345]\d);")
"""An entity for a control character. Browsers take it for a byte of windows-1252: `&#147;` for a quote."""


def parse(text: str) -> html.HtmlElement | None:
    """Return the root element of a page, or None if it has neither text nor tags.

    What is nested deeper than 2048 levels is left out. Raises ContentError if there are more than
    `MAX_TAGS` tags.
    """
    if text.count("<") > MAX_TAGS:
        raise ContentError(f"it has more than {MAX_TAGS:,} tags", SPLIT)
    text = _CONTROL_ENTITY.sub(lambda entity: bytes([int(entity[1])]).decode("cp1252", "ignore"), text)
    text = _CONTROLS.sub(" ", text)
    if len(text) >= _LARGE_PAGE:
        text = _TAG.sub(_with_few_attributes, text)
    # `huge_tree` raises the limit for one text from 10 MB, and for the depth from 256.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root if isinstance(root, html.HtmlElement) else None


def is_too_large(root: html.HtmlElement) -> bool:
    """Return whether a page has too many tags, or too deep ones, for a search of its article."""
    count = sum(1 for _ in islice(root.iter(), _MAX_ELEMENTS + 1))
    return count > _MAX_ELEMENTS or bool(root.getroottree().xpath(f"boolean({_TOO_DEEP})"))


def _with_few_attributes(tag: re.Match[str]) -> str:
    """Return the tag without what follows the last of the attributes that it may have."""
    return tag[0][: len(tag[0]) - len(tag["rest"])]
