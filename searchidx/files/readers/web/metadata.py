"""The metadata of the article of a page: headline, date, authors, source, category and address."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from analyzers.fold import fold
from searchidx.files.readers.web.headline_choice import choose_headline, outlet_in
from searchidx.files.readers.web.json_ld import article_data
from searchidx.files.readers.web.marked_bylines import author_of_bylines
from searchidx.files.readers.web.publication_date import publication_date
from searchidx.files.readers.web.tags import all_meta_values, first_of, meta_values, one_line, text_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.html import HtmlElement

    from searchidx.files.readers.web.json_ld import ArticleData
    from searchidx.files.readers.web.marked_bylines import MarkedByline

_MAX_HEADINGS: Final = 8
"""The number of `<h1>` tags that may be the headline."""

_MAX_AUTHOR_CHARACTERS: Final = 100
"""The length of the longest name of an author. A longer text is no name."""

_MAX_CATEGORY_CHARACTERS: Final = 60
"""The length of the longest name of a category. A longer text is a list of keywords."""

_AUTHOR_TAGS: Final = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
)
_SECTION_TAGS: Final = (
    "article:section",
    "og:article:section",
    "articlesection",
    "section",
    "parsely-section",
)
_SITE_TAGS: Final = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")

_KEYWORD_TAGS: Final = ("article:tag", "og:article:tag", "keywords", "news_keywords")

_MAX_TAGS: Final = 50
"""The number of tags of an article."""

_MAX_KEYWORD_CHARACTERS: Final = 10_000
"""The length of the beginning of a list of keywords that is read."""

_MAX_TAG_CHARACTERS: Final = 100
"""The length of the longest tag. A longer text is none."""

_BREADCRUMB: Final = re.compile(r"breadcrumb", re.IGNORECASE)
_LABEL: Final = re.compile(r"^(?:by|tác giả|theo)\s*:?\s+", re.IGNORECASE)


class Metadata(NamedTuple):
    """What a page says about its article. Texts are "" and the date is None if the page does not say it.

    `description` is the summary that other sites show of the page. `has_headline` is True if the title is not
    only that of the window, which pages have even if they are no articles.
    """

    title: str = ""
    date: datetime.date | None = None
    author: str = ""
    source: str = ""
    category: str = ""
    url: str = ""
    description: str = ""
    has_headline: bool = False
    tags: tuple[str, ...] = ()


def read_metadata(root: HtmlElement, address: str, bylines: Sequence[MarkedByline]) -> Metadata:
    """Return the metadata of a page.

    Args:
        root: the tree of the page.
        address: the URL from which the page was saved, or "".
        bylines: the bylines that the page marks (`marked_bylines`).
    """
    meta = meta_values(root)
    data = article_data(root)
    url = _url(root, meta, data, address)
    source = data.publisher or first_of(meta, *_SITE_TAGS) or outlet_in(text_of(root.find(".//title")))
    category = _first_name(data.section or first_of(meta, *_SECTION_TAGS) or _breadcrumb(root))
    headings = [(tag, text) for tag in islice(root.iter("h1"), _MAX_HEADINGS) if (text := text_of(tag))]
    titles = (
        first_of(meta, "og:title"),
        data.headline,
        first_of(meta, "title"),
        text_of(root.find(".//title")),
    )
    title = choose_headline(
        [text for _, text in headings], [title for title in titles if title], (source, category), url
    )
    heading = next((tag for tag, text in headings if text == title), headings[0][0] if headings else None)
    return Metadata(
        title=title,
        date=publication_date(root, meta, data, heading, url),
        author=_authors(meta, data, bylines, source),
        source=source,
        category=category,
        url=url,
        description=first_of(meta, "og:description", "description"),
        has_headline=bool(headings or any(titles[:3])),
        tags=_tags(root, data),
    )


def _url(root: HtmlElement, meta: Mapping[str, str], data: ArticleData, address: str) -> str:
    """Return the first absolute URL that the page names as its own, or the address.

    The URL of a front page is used only if there is no other, because some sites name it on all pages.
    """
    canonical = next(
        (
            link.get("href")
            for link in islice(root.iter("link"), 1000)
            if link.get("rel", "").lower() == "canonical"
        ),
        "",
    )
    named = [one_line(value) for value in (canonical, first_of(meta, "og:url"), data.url)]
    urls = [url for value in named if value and (url := _absolute(address, value))] + [address]
    return next((url for url in urls if _path(url) not in ("", "/")), next(iter(urls)))


def _absolute(address: str, value: str) -> str:
    try:
        url = urljoin(address, value)
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.path + parts.query


def _authors(meta: Mapping[str, str], data: ArticleData, bylines: Sequence[MarkedByline], source: str) -> str:
    """Return the names of the authors, joined by `, `, of the first source that has any."""
    marked = author_of_bylines([byline.line for byline in bylines])
    for names in (data.authors, (first_of(meta, *_AUTHOR_TAGS),), (marked,)):
        if found := _people(names, source):
            return ", ".join(found)
    return ""


def _people(names: Iterable[str], source: str) -> list[str]:
    """Return the names, each once, that are neither the source, an account, an address, nor too long."""
    plain = (_LABEL.sub("", name).strip(" ,;") for name in names)
    people = [
        name
        for name in plain
        if 0 < len(name) <= _MAX_AUTHOR_CHARACTERS and not re.search(r"[/@]|^[^A-Z\s]+$", fold(name))
    ]
    return list(dict.fromkeys(name for name in people if name.casefold() != source.casefold()))


def _tags(root: HtmlElement, data: ArticleData) -> tuple[str, ...]:
    """Return what the page names as its tags or keywords, each once in whatever case."""
    texts = (*all_meta_values(root, _KEYWORD_TAGS), *data.keywords)
    tags = (" ".join(tag.split()) for text in texts for tag in text[:_MAX_KEYWORD_CHARACTERS].split(","))
    found: dict[str, str] = {}
    for tag in tags:
        if 0 < len(tag) <= _MAX_TAG_CHARACTERS:
            found.setdefault(tag.casefold(), tag)
    return tuple(islice(found.values(), _MAX_TAGS))


def _first_name(category: str) -> str:
    """Return a category, or the first of a list of many in one text."""
    return category if len(category) <= _MAX_CATEGORY_CHARACTERS else category.partition(",")[0].strip()


def _breadcrumb(root: HtmlElement) -> str:
    """Return the section in the breadcrumbs of the page: the text of the first link behind the front page."""
    for element in islice(root.iter("ul", "ol", "nav", "div"), 2000):
        if _BREADCRUMB.search(f"{element.get('class', '')} {element.get('id', '')}"):
            texts = [text_of(link) for link in islice(element.iter("a"), 10)]
            names = [text for text in texts if text and text.casefold() not in ("trang chủ", "home")]
            return names[0] if names and len(names[0]) <= 60 else ""
    return ""
