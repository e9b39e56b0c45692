"""The data of an article that a page writes for search engines, as JSON-LD with the words of schema.org."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_MAX_SCRIPTS: Final = 50
"""The number of scripts that are read."""

_MAX_SCRIPT_CHARACTERS: Final = 1 << 20
"""The length of the longest script that is read."""

_MAX_NODES: Final = 1000
"""The number of objects of a page that are read."""

_MAX_KEYWORDS: Final = 100
"""The number of keywords of an article that are read."""

_INNER_KEYS: Final = ("@graph", "mainEntity", "mainEntityOfPage")
"""The keys of objects that describe the page itself. Others describe pages to which it links."""

_PAGE_TYPES: Final = ("WebPage", "ItemPage")


class ArticleData(NamedTuple):
    """What the JSON-LD of a page says about its article, "" for what it does not say."""

    headline: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    section: str = ""
    url: str = ""
    keywords: tuple[str, ...] = ()


def article_data(root: HtmlElement) -> ArticleData:
    """Return what the JSON-LD of a page says about its article."""
    nodes = list(_nodes(root))
    articles = [node for node in nodes if _has_type(node, ("Article", "Posting"))]
    pages = [node for node in nodes if _has_type(node, _PAGE_TYPES)]
    main = next(iter(articles or pages), {})
    page = next(iter(pages), {})
    section = next(iter(_texts(main.get("articleSection"))), "") or _last_breadcrumb(nodes)
    return ArticleData(
        headline=_text(main.get("headline")) or (_text(main.get("name")) if articles else ""),
        published=_text(main.get("datePublished")) or _text(page.get("datePublished")),
        modified=_text(main.get("dateModified")) or _text(page.get("dateModified")),
        authors=tuple(_texts(main.get("author")))[:20],
        publisher=next(iter(_texts(main.get("publisher"))), ""),
        section=section,
        url=_text(main.get("url")) or _address(main.get("mainEntityOfPage")),
        keywords=tuple(islice(_texts(main.get("keywords")), _MAX_KEYWORDS)),
    )


def _nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects that describe the page, in the order of the page."""
    scripts = root.iterfind('.//script[@type="application/ld+json"]')
    count = 0
    for _, script in zip(range(_MAX_SCRIPTS), scripts, strict=False):
        stack = [_parsed(script.text or "")]
        while stack and count < _MAX_NODES:
            value = stack.pop()
            if isinstance(value, list):
                stack += value[::-1]
            elif isinstance(value, dict):
                count += 1
                yield value
                stack += [value[key] for key in _INNER_KEYS if key in value][::-1]


def _parsed(text: str) -> Any:
    if len(text) > _MAX_SCRIPT_CHARACTERS:
        return None
    try:
        # Pages write line feeds and tabs in strings, which is allowed only if the parser is not strict.
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _has_type(node: dict[str, Any], endings: tuple[str, ...]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.endswith(endings) for name in names)


def _last_breadcrumb(nodes: list[dict[str, Any]]) -> str:
    """Return the name of the section that the last link of the breadcrumbs leads to, or "".

    The first link leads to the front page. The article itself may be the last item, without an address.
    """
    trail = next((node for node in nodes if _has_type(node, ("BreadcrumbList",))), {})
    items = trail.get("itemListElement")
    if not isinstance(items, list):
        return ""
    names = [
        _text(item.get("name")) or next(iter(_texts(item.get("item"))), "")
        for item in items[:20]
        if isinstance(item, dict)
    ]
    return names[1] if len(names) > 1 else ""


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(value: object) -> Iterator[str]:
    """Yield the names in a text, in an object with a `name`, or in a list of these."""
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        yield from filter(
            None,
            (_text(name),)
            if isinstance(name, str)
            else map(_text, name or ())
            if isinstance(name, list)
            else (),
        )


def _address(value: object) -> str:
    return _text(value.get("@id")) if isinstance(value, dict) else _text(value)
