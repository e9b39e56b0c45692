"""Is the article of a web page read as it was published? The evaluation of the reader of `.html` files.

    python -m evaluation.pages [--worst N] PAGES TWINS

PAGES has an object with `id` and `html` in each line, and TWINS one with `id`, `title`, `body` and `date`:
the same articles as text (JSON Lines, which may be compressed as .xz). If a twin has no id, or another id,
the titles of both must be equal.

The reference is the document that the reader of `.jsonl` files makes of a twin, so that lines of the page
around the article ("3 giờ trước", "12 liên quan", "Gốc") are in the furniture of both, and not in the body.
The output has these parts:

1. F1 of the words of the bodies: the mean over all pages, and the values below which a share of the pages is.
   If neither document has a body, F1 is 1. Words are compared in small letters and normal form;
2. the share of pages with exactly the title, with the authors, and with the day of the twin (or its moment,
   if both have a time zone): of all pages, and of the pages that have the title or the day in their HTML, or
   whose twin has an author;
3. the CPU time of a page;
4. for reading: the pages with the smallest F1, with the words that only one of the bodies has.
"""

from __future__ import annotations

import argparse
import html
import json
import lzma
import re
import sys
import time
from collections import Counter
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from analyzers import normalize
from searchidx.errors import ReadError, SearchError
from searchidx.files.readers.content import Content
from searchidx.files.readers.keys import Keys
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.web.html import read_html
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searchidx.files.readers.remarks import Remark

_SHARES: Final = (0, 0.01, 0.05, 0.1, 0.25, 0.5)
"""For each share, the F1 is printed that this share of the pages does not exceed. 0 is the least F1."""

_MAX_SHOWN_WORDS: Final = 25
"""The number of words that are printed of each side of a page."""


class Comparison(NamedTuple):
    """A page and its twin, as documents. `html` is the page with its entities decoded."""

    page: Document
    twin: Document
    html: str

    def f1(self) -> float:
        """Return the F1 of the words of both bodies, 1 if neither has words."""
        page, twin = words(self.page.body), words(self.twin.body)
        if not page and not twin:
            return 1.0
        return 2 * (page & twin).total() / (page.total() + twin.total())

    def has_title(self) -> bool:
        """Return whether the HTML has the title of the twin."""
        return _plain(self.twin.title) in _plain(self.html)

    def has_day(self) -> bool:
        """Return whether the HTML has the day of the twin, as 2021-11-24 or 24/11/2021."""
        date = self.twin.date
        return date is not None and (f"{date:%Y-%m-%d}" in self.html or f"{date:%d/%m/%Y}" in self.html)

    def has_author(self) -> bool:
        """Return whether the twin has an author."""
        return bool(self.twin.author)

    def is_author_equal(self) -> bool:
        """Return whether the authors are equal, and there is one."""
        return self.has_author() and self.page.author == self.twin.author

    def is_title_equal(self) -> bool:
        """Return whether the titles are equal."""
        return _plain(self.page.title) == _plain(self.twin.title)

    def is_day_equal(self) -> bool:
        """Return whether the dates are of the same day, or are the same moment in two time zones."""
        page, twin = self.page.date, self.twin.date
        if isinstance(page, datetime) and isinstance(twin, datetime) and page.tzinfo and twin.tzinfo:
            return page == twin
        return page is not None and twin is not None and page.timetuple()[:3] == twin.timetuple()[:3]


def words(text: str) -> Counter[str]:
    """Return the words of a text with the number of their occurrences."""
    return Counter(re.findall(r"\w+", normalize(text).lower()))


def compare(
    pages: Iterable[dict[str, Any]], twins: Iterable[dict[str, Any]]
) -> tuple[list[Comparison], float]:
    """Return the comparisons of all pages that have a twin, and the CPU time of reading the pages.

    A page that cannot be read is compared as an empty document.
    """
    by_key: dict[str, dict[str, Any]] = {}
    for twin in twins:
        for key in filter(None, (twin.get("id"), twin.get("title"))):
            by_key.setdefault(str(key), twin)
    comparisons, seconds = [], 0.0
    for row in pages:
        found = by_key.get(str(row.get("id"))) or by_key.get(str(row.get("title")))
        if found is None:
            continue
        data = str(row["html"]).encode()
        started = time.process_time()
        page = _first(read_html(_content(data), Keys()))
        seconds += time.process_time() - started
        reference = _first(read_records([Record(found)], _content(b""), Keys(), own_keys=True))
        comparisons.append(Comparison(page, reference, html.unescape(str(row["html"]))))
    return comparisons, seconds


def _content(data: bytes) -> Content:
    return Content("page.html", "page.html", BytesIO(data))


def _first(items: Iterator[Document | Remark]) -> Document:
    return next((item for item in items if isinstance(item, Document)), Document("", "", ""))


def _plain(text: str) -> str:
    return " ".join(normalize(text).split())


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the pages with their twins and print the four parts.

    Return the exit status: 0, or 2 if a file cannot be read or no page has a twin.
    """
    options = _parser().parse_args(arguments)
    try:
        comparisons, seconds = compare(_rows(options.pages), _rows(options.twins))
        if not comparisons:
            raise ReadError("No page has a twin with its id or title.")
    except (SearchError, KeyError) as error:
        print(f"pages: nothing was measured. {error}", file=sys.stderr)
        return 2
    count = len(comparisons)
    values = sorted(comparison.f1() for comparison in comparisons)
    print(f"pages {count:,}, body F1 {sum(values) / count:.4f}")
    print("  ".join(f"{100 * share:g} % <= {values[int(share * (count - 1))]:.3f}" for share in _SHARES))
    titles = [comparison for comparison in comparisons if comparison.has_title()]
    days = [comparison for comparison in comparisons if comparison.has_day()]
    _print_share("title", comparisons, titles, [each.is_title_equal() for each in comparisons])
    authors = [comparison for comparison in comparisons if comparison.has_author()]
    _print_share("author", comparisons, authors, [each.is_author_equal() for each in comparisons])
    _print_share("day", comparisons, days, [each.is_day_equal() for each in comparisons])
    print(f"CPU {1000 * seconds / count:.1f} ms a page")
    for comparison in sorted(comparisons, key=Comparison.f1)[: options.worst]:
        _print_differences(comparison)
    return 0


def _print_share(
    name: str, comparisons: Sequence[Comparison], having: Sequence[Comparison], are_equal: Sequence[bool]
) -> None:
    """Print the share of equal values among all pages, and among the pages that have the value."""
    equal = sum(are_equal)
    shares = (
        f"{equal / len(comparisons):.1%} of all pages, {equal / max(1, len(having)):.1%} of the {len(having)}"
    )
    print(f"{name:<6} {equal} equal: {shares} that have it")


def _print_differences(comparison: Comparison) -> None:
    page, twin = words(comparison.page.body), words(comparison.twin.body)
    print(f"\n{comparison.f1():.3f} {comparison.twin.title}")
    for name, only in (("only page", page - twin), ("only twin", twin - page)):
        print(f"  {name} {only.total()}: {' '.join(list(only.elements())[:_MAX_SHOWN_WORDS])}")


def _rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file. Raises ReadError."""
    open_file = lzma.open if path.suffix == ".xz" else Path.open
    try:
        with open_file(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    except (OSError, EOFError, lzma.LZMAError, ValueError) as error:
        reason = f"{path} cannot be read ({type(error).__name__}: {error})."
        raise ReadError(f"{reason} Give a file with a JSON object in each line.") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.pages",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("pages", type=Path, metavar="PAGES", help="a file with web pages")
    parser.add_argument("twins", type=Path, metavar="TWINS", help="a file with the same articles as text")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="print the N pages with the least F1"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
