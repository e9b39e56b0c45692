"""From the text and the properties of an office file to a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx.files.readers.content import MAX_TEXT_LENGTH
from searchidx.files.readers.content_errors import SPLIT, ContentError, size_text
from searchidx.files.readers.office.office_titles import body_without_title, title_of
from searchidx.files.readers.office.official_paper import read_official_paper
from searchidx.files.readers.properties import meaningful_authors, meaningful_date, tags_of
from searchidx.files.readers.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.files.readers.office.office_text import OfficeText
    from searchidx.files.readers.office.official_paper import OfficialPaper
    from searchidx.files.readers.remarks import Remark


class Properties(NamedTuple):
    """The properties of a document as its program wrote them. `dates` begins with the best one."""

    title: str = ""
    authors: Sequence[str] = ()
    dates: Sequence[str] = ()
    category: str = ""
    subject: str = ""
    keywords: Sequence[str] = ()

    def values(self, paper: OfficialPaper | None) -> dict[str, object]:
        """Return the values of a record that are known, except the title. An official paper has a date."""
        paper_date = paper.date if paper else None
        values = {
            "author": meaningful_authors(self.authors),
            "date": paper_date or next(filter(None, map(meaningful_date, self.dates)), ""),
            "category": self.category.strip(),
            "subject": self.subject.strip(),
            "tags": tags_of(self.keywords),
        }
        return {key: value for key, value in values.items() if value}


def office_items(
    path: str, text: OfficeText, properties: Properties, failure: ContentError | None
) -> Iterator[Record | Remark]:
    """Yield the record of an office file at a path, and remarks on it, or a failure if it has no text.

    `failure` is why the end of the text could not be read, or None.
    """
    paragraphs = text.paragraphs()
    if paragraphs:
        texts = [paragraph.text for paragraph in paragraphs]
        paper = read_official_paper(texts)
        title = title_of(properties.title, paragraphs, paper)
        body = body_without_title(title, texts)
        encoding = ", ".join(sorted(text.encodings))
        yield Record({"title": title, "body": body, **properties.values(paper)}, encoding=encoding)
    if failure is None and text.is_cut:
        reason = f"it was left out, because the text is larger than {size_text(MAX_TEXT_LENGTH)}"
        failure = ContentError(reason, SPLIT)
    if failure is None and not paragraphs:
        failure = ContentError.without_text()
    if failure is not None:
        yield failure.failure(path, "end of the text" if paragraphs else "")
