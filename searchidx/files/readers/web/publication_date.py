"""When was the article of a page published? The metadata says it, or a date line on the page."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from searchidx.files.readers.dates import date_line, parse_date
from searchidx.files.readers.web.tags import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from searchidx.files.readers.web.json_ld import ArticleData

_PUBLISHED: Final = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date_published",
    "pubdate",
    "publishdate",
    "publish-date",
    "published_date",
    "publication_date",
    "ptime",
    "sailthru.date",
    "parsely-pub-date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "dc.date",
    "dcterms.date",
    "date",
)
"""The names of meta tags with the date of publication, the most reliable first."""

_MODIFIED: Final = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified")

_VIETNAM: Final = datetime.timezone(datetime.timedelta(hours=7))

_MAX_ELEMENTS: Final = 400
"""The number of elements behind the headline that are searched for a date line."""

_MAX_TIME_TAGS: Final = 100

_DATE_CLASS: Final = re.compile(r"date|time|ngay|publish|posted", re.IGNORECASE)
"""What the class or id of an element with a date line contains."""

_DATE_IN_URL: Final = re.compile(r"[/_-]((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")

_DATE_FIRST: Final = re.compile(
    r"(\S+[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:AM|PM|SA|CH)\b)?).*", re.IGNORECASE
)
"""A value with a time, behind which may be more: a zone in words, another date."""


def publication_date(
    root: HtmlElement, meta: Mapping[str, str], data: ArticleData, headline: HtmlElement | None, url: str
) -> datetime.date | None:
    """Return the date of publication, as a datetime if the page has the time, or None.

    The sources are, in this order: JSON-LD, meta tags, the first `<time>` at or behind the heading, a date
    line behind the heading, the URL, and last the date of a change. If the first source has only the day,
    another source with the same day gives the time. Times in UTC become Vietnamese time (`date_of`).
    """
    dates = _dates(root, meta, data, headline, url)
    first = next(dates, None)
    if first is None:
        return None
    if isinstance(first, datetime.datetime):
        return first
    return next(
        (date for date in dates if isinstance(date, datetime.datetime) and date.date() == first), first
    )


def date_of(value: str) -> datetime.date | None:
    """Return the date of a value of metadata, or None. The year is from 1900 to 2199.

    A time in UTC becomes the same moment in Vietnamese time (`+07:00`), because programs write UTC into pages
    that show Vietnamese time. At 1 o'clock in Vietnam, it is still the day before in UTC.
    """
    value = value.strip()[:80]
    date = parse_date(value) or _compact(value)
    if not isinstance(date, datetime.datetime) and (start := _DATE_FIRST.match(value)):
        date = parse_date(start[1]) or date
    if date is None:
        try:
            date = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if not 1900 <= date.year < 2200:
        return None
    if isinstance(date, datetime.datetime) and date.utcoffset() == datetime.timedelta(0):
        return date.astimezone(_VIETNAM)
    return date


def _compact(value: str) -> datetime.date | None:
    """Return the date of a value such as `20211124`, or None."""
    try:
        return datetime.date.fromisoformat(value) if re.fullmatch(r"[0-9]{8}", value) else None
    except ValueError:
        return None


def _dates(
    root: HtmlElement, meta: Mapping[str, str], data: ArticleData, headline: HtmlElement | None, url: str
) -> Iterator[datetime.date]:
    """Yield the dates of the sources that have one, the most reliable first."""
    values = (
        data.published,
        *(meta[name] for name in _PUBLISHED if name in meta),
        *_time_tags(root, headline),
    )
    yield from filter(None, map(date_of, values))
    yield from _date_lines(headline)
    if match := _DATE_IN_URL.search(url):
        yield from filter(None, (date_of("-".join(match.groups())),))
    yield from filter(
        None, map(date_of, (*(meta[name] for name in _MODIFIED if name in meta), data.modified))
    )


def _time_tags(root: HtmlElement, headline: HtmlElement | None) -> Iterator[str]:
    """Yield the values of `<time>` tags: those of publication, the first behind the heading, the first."""
    tags = [
        tag
        for tag in islice(root.iter("time"), _MAX_TIME_TAGS)
        if tag.get("datetime") or len(text_of(tag)) > 5
    ]
    published = [
        tag for tag in tags if tag.get("pubdate") is not None or tag.get("itemprop") == "datePublished"
    ]
    following = next(headline.iter("time"), None) if headline is not None else None
    if following is None and headline is not None:
        following = next(_following(headline, "time"), None)
    for tag in (*published[:1], *([following] if following is not None else tags[:1])):
        yield tag.get("datetime") or ""
        yield text_of(tag)
    for element in islice(root.iterfind(".//*[@itemprop='datePublished']"), 2):
        yield element.get("content") or text_of(element)


def _date_lines(headline: HtmlElement | None) -> Iterator[datetime.date]:
    """Yield the dates of the date lines near the heading, first those in elements that are named for it."""
    if headline is None:
        return
    others = []
    for element in _near(headline):
        text = " ".join((element.text or "").split())
        named = bool(_DATE_CLASS.search(f"{element.get('class', '')} {element.get('id', '')}"))
        if named and len(element) and len(whole := text_of(element)) <= 80:
            text = whole
        if text and (found := date_line(text)):
            if named:
                yield found.date
            else:
                others.append(found.date)
    yield from others[:1]


def _near(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements behind the heading in the order of the page, and a few before it."""
    yield from islice(_following(headline, None), _MAX_ELEMENTS)
    yield from islice(headline.itersiblings(preceding=True), 3)


def _following(element: HtmlElement, tag: str | None) -> Iterator[HtmlElement]:
    """Yield the elements behind an element, in the order of the page, that have the tag or any."""
    for ancestor in (element, *element.iterancestors()):
        for sibling in ancestor.itersiblings():
            yield from sibling.iter(tag) if tag else sibling.iter()
