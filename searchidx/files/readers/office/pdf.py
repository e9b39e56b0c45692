"""`.pdf` files: one file is one article.

Of the libraries with a free licence, pypdf reads text as well as pdfium does, reads Vietnamese letters of
fonts that are not in the file, has limits for everything, and cannot crash the process. It is slower.
"""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError

from searchidx.files.readers.content import MAX_TEXT_LENGTH
from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.office.office_text import Paragraph
from searchidx.files.readers.office.office_titles import body_without_title, known_title, title_of
from searchidx.files.readers.office.official_paper import read_official_paper
from searchidx.files.readers.office.pdf_lines import page_lines
from searchidx.files.readers.office.pdf_paragraphs import (
    large_title,
    layout_of,
    page_paragraphs,
    without_furniture,
)
from searchidx.files.readers.office.pdf_properties import read_properties
from searchidx.files.readers.properties import meaningful_title
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.office.office_record import Properties
    from searchidx.files.readers.office.pdf_lines import Line
    from searchidx.files.readers.remarks import Failure, Remark
    from searchidx.model import Document

_MAX_FILE_BYTES: Final = 512 << 20
"""The size of the largest file that is read: 512 MiB. Only the parts with text are loaded."""

_MAX_PAGES: Final = 5_000
"""The greatest number of pages that are read. The pages after them are left out."""

_MAX_FILE_SECONDS: Final = 120.0
"""The processor time after which further pages are left out. 5,000 pages of text take about a minute."""

_LIMITS: Final = Configuration(
    maximum_declared_stream_length=64 << 20,
    array_based_stream_maximum_output_length=32 << 20,
    zlib_maximum_output_length=32 << 20,
    lzw_maximum_output_length=32 << 20,
    run_length_maximum_output_length=32 << 20,
    stream_decoding_work_maximum_length=64 << 20,
    stream_parsing_work_maximum_count=1_000_000,
    xform_maximum_invocations_per_extraction=500,
    jbig2dec_binary=None,  # No other program is run.
)
"""Limits that are stricter than those of pypdf: bytes of a stream, and operands and drawings of a page."""

_PRINT_AGAIN: Final = "open the file in a browser and print it to a new PDF"
"""The advice for damage. Browsers can often show damaged files."""

_SIGNATURE: Final = b"%PDF-"
_MAX_BYTES_BEFORE: Final = 1024
"""The number of bytes that may precede the signature."""


class _Pages(NamedTuple):
    """The lines of each page that was read, the number of all pages of the file, and failures."""

    pages: list[list[Line]]
    all_pages: int
    failures: list[Failure]


def read_pdf(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of a PDF, and remarks, or a failure. Raises OSError."""
    return read_records(_items(content), content, keys, own_keys=False)


def _items(content: Content) -> Iterator[Record | Remark]:
    # Nothing is yielded inside of this block, because it changes the state of other code.
    with apply_configuration(_LIMITS), _without_last_resort():
        reader = _open(content)
        properties = read_properties(reader)
        read = _read_pages(reader, content.path)
    if any(read.pages):
        yield _record(read.pages, properties)
        yield from _notes(read, content.path)
    elif not read.failures:
        raise ContentError.without_text("recognise the text in its pictures first (OCR)")
    yield from read.failures


@contextmanager
def _without_last_resort() -> Iterator[None]:
    """Keep pypdf's warnings off the terminal if the program has not set up logging.

    Without any handler, Python prints warnings to stderr as a last resort. A handler that does nothing is
    enough to prevent it, and the handlers of the program get the warnings as before. The handler stays only
    while a file is read, so that it does not surprise a program that uses pypdf itself.
    """
    logger, handler = logging.getLogger("pypdf"), logging.NullHandler()
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def _open(content: Content) -> PdfReader:
    """Open a PDF. Raises ContentError if it is none, damaged or protected."""
    stream = content.stream
    if stream.seek(0, 2) > _MAX_FILE_BYTES:
        raise ContentError.too_large(_MAX_FILE_BYTES)
    stream.seek(0)
    if _SIGNATURE not in stream.read(_MAX_BYTES_BEFORE):
        raise ContentError.wrong_type(".pdf")
    stream.seek(0)
    try:
        reader = PdfReader(stream)
        len(reader.pages)
    except FileNotDecryptedError:
        raise ContentError.protected() from None
    except DependencyError:
        advice = 'to read it: pip install "pypdf[crypto]"'
        raise ContentError("it is encrypted, and a package is missing", advice) from None
    except NotImplementedError:
        raise ContentError("it is encrypted in an unknown way", "save it without protection") from None
    except OSError:
        raise
    except Exception:  # pypdf's documentation warns that a damaged file may raise any exception.
        raise ContentError.damaged("", _PRINT_AGAIN) from None
    return reader


def _read_pages(reader: PdfReader, path: str) -> _Pages:
    """Read all pages, as far as the limits allow. A damaged page has no lines, and causes a failure."""
    pages: list[list[Line]] = []
    failures: list[Failure] = []
    length = 0
    deadline = time.process_time() + _MAX_FILE_SECONDS
    all_pages = len(reader.pages)
    for number in range(min(all_pages, _MAX_PAGES)):
        if length > MAX_TEXT_LENGTH or time.process_time() > deadline:
            break
        lines: list[Line] = []
        try:
            lines = page_lines(reader.pages[number])
        except ContentError as error:
            failures.append(error.failure(path, f"page {number + 1}"))
        except OSError:
            raise
        except Exception:  # pypdf's documentation warns that a damaged page may raise any exception.
            failures.append(ContentError.damaged("", _PRINT_AGAIN).failure(path, f"page {number + 1}"))
        pages.append(lines)
        length += sum(len(line.text) for line in lines)
    return _Pages(pages, all_pages, failures)


def _record(pages: Sequence[Sequence[Line]], properties: Properties) -> Record:
    layout = layout_of(pages)
    texts = [text for lines in without_furniture(pages) for text in page_paragraphs(lines, layout)]
    paper = read_official_paper(texts)
    title = (
        known_title(properties.title, paper)
        or meaningful_title(large_title(next(filter(None, pages)), layout))
        or title_of("", [Paragraph(text) for text in texts], paper)
    )
    return Record({"title": title, "body": body_without_title(title, texts), **properties.values(paper)})


def _notes(read: _Pages, path: str) -> Iterator[Note]:
    """Yield notes on pages without text, and on pages that were left out."""
    damaged = len(read.failures)
    if blank := sum(not lines for lines in read.pages) - damaged:
        pages = "1 page holds" if blank == 1 else f"{blank} pages hold"
        yield Note(path, f"{pages} no text, perhaps only pictures")
    if len(read.pages) < read.all_pages:
        yield Note(path, f"only the first {len(read.pages):,} of {read.all_pages:,} pages were read")
