"""From the text and the properties of an office file to a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx.files.readers.office.office_titles import (
    body_without_title,
    meaningful_authors,
    meaningful_date,
    tags_of,
    title_of,
)
from searchidx.files.readers.records import Record
from searchidx.files.readers.remarks import ConvertedEncoding, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.files.readers.office.office_errors import OfficeError
    from searchidx.files.readers.office.office_text import OfficeText
    from searchidx.files.readers.remarks import Remark


class Properties(NamedTuple):
    """The properties of a document as its program wrote them. `dates` begins with the best one."""

    title: str = ""
    authors: Sequence[str] = ()
    dates: Sequence[str] = ()
    category: str = ""
    subject: str = ""
    keywords: Sequence[str] = ()

    def values(self) -> dict[str, object]:
        """Return the values of a record that are known, except the title."""
        values = {
            "author": meaningful_authors(self.authors),
            "date": next(filter(None, map(meaningful_date, self.dates)), ""),
            "category": self.category.strip(),
            "subject": self.subject.strip(),
            "tags": tags_of(self.keywords),
        }
        return {key: value for key, value in values.items() if value}


def office_items(
    path: str, text: OfficeText, properties: Properties, failure: OfficeError | None
) -> Iterator[Record | Remark]:
    """Yield the record of an office file at a path, and remarks on it, or a failure if it has no text.

    `failure` is why the end of the text could not be read, or None.
    """
    paragraphs = text.paragraphs()
    place = "end of the text" if paragraphs else ""
    if paragraphs:
        title = title_of(properties.title, paragraphs)
        body = body_without_title(title, [paragraph.text for paragraph in paragraphs])
        encoding = ", ".join(sorted(text.encodings))
        yield Record({"title": title, "body": body, **properties.values()}, encoding=encoding)
        for kind in sorted(text.encodings):
            yield ConvertedEncoding(path, kind)
    if failure is not None:
        yield Failure(path, failure.reason, failure.advice, place)
    elif text.is_cut:
        yield Failure(path, "only the first 16 MiB were read", "split the file into its articles", place)
    elif not paragraphs:
        yield Failure(path, "it holds no text", "write its text, or remove it")
