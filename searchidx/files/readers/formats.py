"""Which reader reads a file? The end of the file's name decides.

To add a format, write a function `read_<format>(content, keys)`, and add a row to `FORMATS`. Remove its
suffixes from `_SAVE_AS`. docs/articles.md has a row for each format, which a test compares.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.remarks import Failure, PassedOver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

    Reader = Callable[[Content, Keys], Iterator[Document | Remark]]


class Format(NamedTuple):
    """A type of files.

    Attributes:
        name: the name of the type in a few words, such as "web pages".
        suffixes: the ends of the names of such files, in lower case.
        reader: the function that reads such a file, as the name of its module in this folder, a dot, and its
            own name.
        extra: the extra of this package that the reader needs, such as "html", or "" if it needs none.
        modules: the modules that the extra installs and the reader needs.
        uses_keys: whether the keys that the user names (`--map`) can change what is read.
        is_slow: whether a file has one article and takes long to read, so that workers read such files.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    extra: str = ""
    modules: tuple[str, ...] = ()
    uses_keys: bool = False
    is_slow: bool = False

    def read(self, content: Content, keys: Keys) -> Iterator[Document | Remark]:
        """Yield the documents of a file, and the remarks on it.

        A library that an extra installs may be damaged, or may fail on a damaged file in a way that nobody
        has foreseen. This is a failure of the file. Raises OSError.
        """
        try:
            yield from self.load()(content, keys)
        except OSError:
            raise
        except Exception as error:
            if not self.extra:
                raise
            cannot_load = isinstance(error, ImportError)
            reason = f"its reader {'cannot be loaded' if cannot_load else 'failed'} ({describe(error)})"
            advice = (
                f"install it: {install_command(self.extra)}" if cannot_load else "save it again, or remove it"
            )
            yield Failure(content.path, reason, advice)

    def load(self) -> Reader:
        """Import the reader and return it. Raises ImportError if the extra is not installed."""
        module, _, function = self.reader.rpartition(".")
        reader: Reader = getattr(import_module(f"searchidx.files.readers.{module}"), function)
        return reader


_ZSTD: Final = ("compression.zstd",) if sys.version_info >= (3, 14) else ("backports.zstd",)
"""The module that decompresses Zstandard, which is part of Python from 3.14 on."""

_HTML: Final = ("trafilatura", "lxml", "lxml_html_clean")
_MARKDOWN: Final = ("markdown_it", "mdit_py_plugins", "yaml")

FORMATS: Final = (
    Format("text", (".txt",), "txt.read_txt"),
    Format("Markdown", (".md", ".markdown"), "markup.markdown.read_markdown", "markdown", _MARKDOWN, True),
    Format("web pages", (".html", ".htm", ".xhtml"), "web.html.read_html", "html", _HTML, is_slow=True),
    Format("saved web pages", (".mhtml", ".mht"), "web.mhtml.read_mhtml", "html", _HTML, is_slow=True),
    Format("web crawls", (".warc", ".warc.gz"), "web.warc.read_warc", "html", (*_HTML, "fastwarc")),
    Format(
        "JSON lines",
        (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.xz", ".ndjson.xz"),
        "data.jsonl.read_jsonl",
        uses_keys=True,
    ),
    Format("JSON", (".json", ".json.gz", ".json.xz"), "data.json_items.read_json", uses_keys=True),
    Format(
        "CSV and TSV",
        (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".csv.xz", ".tsv.xz"),
        "data.delimited.read_delimited",
        uses_keys=True,
    ),
    Format(
        "JSON lines in Zstandard", (".jsonl.zst", ".ndjson.zst"), "data.jsonl.read_jsonl", "zstd", _ZSTD, True
    ),
    Format("JSON in Zstandard", (".json.zst",), "data.json_items.read_json", "zstd", _ZSTD, True),
    Format(
        "CSV and TSV in Zstandard",
        (".csv.zst", ".tsv.zst"),
        "data.delimited.read_delimited",
        "zstd",
        _ZSTD,
        True,
    ),
    Format("Parquet", (".parquet",), "data.parquet.read_parquet", "tables", ("pyarrow",), True),
    Format("Arrow", (".arrow", ".feather"), "data.arrow.read_arrow", "tables", ("pyarrow",), True),
    Format("Word", (".docx",), "office.docx.read_docx", is_slow=True),
    Format("OpenDocument", (".odt",), "office.odt.read_odt", is_slow=True),
    Format("PDF", (".pdf",), "office.pdf.read_pdf", "office", ("pypdf",), is_slow=True),
    Format("books", (".epub",), "markup.epub.read_epub"),
    Format("mails", (".eml",), "mail.mail.read_eml"),
    Format("mailboxes", (".mbox",), "mail.mail.read_mbox"),
    Format("zip archives", (".zip",), "archives.zip.read_zip", uses_keys=True),
    Format(
        "tar archives",
        (".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2"),
        "archives.tar.read_tar",
        uses_keys=True,
    ),
    Format("tar archives in Zstandard", (".tar.zst",), "archives.tar.read_tar", "zstd", _ZSTD, True),
)
"""All formats, in the order in which they are listed for users."""

_SAVE_AS: Final = {
    ".doc": ".docx",
    ".rtf": ".docx",
    ".wps": ".docx",
    ".pages": ".docx",
    ".xls": ".csv",
    ".xlsx": ".csv",
    ".ods": ".csv",
    ".ppt": ".pdf",
    ".pptx": ".pdf",
    ".odp": ".pdf",
    ".djvu": ".pdf",
    ".mobi": ".epub",
    ".azw3": ".epub",
    ".prc": ".epub",
    ".rar": ".zip",
    ".7z": ".zip",
    ".rst": ".md",
    ".tex": ".pdf",
}
"""Types of files without a reader, and a type with one in which other programs can save them."""


def describe(error: Exception) -> str:
    """Return the class and the first line of the text of an exception."""
    return f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"


def format_of(name: str) -> Format | None:
    """Return the format of a file with this name or path, or None if there is none. Case is ignored."""
    return _formats_by_suffix().get(suffix_of(name))


def is_supported(name: str) -> bool:
    """Return whether there is a format for a file with this name, whether or not its reader is installed."""
    return suffix_of(name) in _formats_by_suffix()


def all_suffixes() -> tuple[str, ...]:
    """Return the suffixes of all formats."""
    return tuple(_formats_by_suffix())


def suffix_of(name: str) -> str:
    """Return the suffix of a name or path in lower case: `.txt`, or `.jsonl.gz` if a format has it.

    The result is empty if the name has no suffix, or one that contains more than letters and digits.
    """
    stem, *suffixes = name.rpartition("/")[2].lower().rsplit(".", 2)
    double = ".".join(["", *suffixes])
    if double in _formats_by_suffix() or not suffixes:
        return double if suffixes else ""
    single = f".{suffixes[-1]}"
    has_stem = bool(stem) or len(suffixes) > 1
    return single if single in _formats_by_suffix() or (has_stem and suffixes[-1].isalnum()) else ""


@cache
def is_installed(file_format: Format) -> bool:
    """Return whether everything is installed that the reader of a format needs. Nothing is imported."""
    from importlib.util import find_spec

    try:
        return all(find_spec(module) is not None for module in file_format.modules)
    except ModuleNotFoundError:  # A module is in a package that is missing, too.
        return False


def installed_format(path: str) -> Format | PassedOver:
    """Return the format of a file at a path, or the remark that no reader for the file is installed.

    The path is in the form in which it is shown.
    """
    file_format = format_of(path)
    if file_format is not None and is_installed(file_format):
        return file_format
    return PassedOver(path, suffix_of(path), file_format.extra if file_format else "")


def install_command(extra: str) -> str:
    """Return the command that installs an extra."""
    return f'pip install "searchidx[{extra}]"'


def save_as(suffix: str) -> str:
    """Return a type that has a reader and as which files of a type without one can be saved, or ""."""
    return _SAVE_AS.get(suffix, "")


@cache
def _formats_by_suffix() -> dict[str, Format]:
    return {suffix: file_format for file_format in FORMATS for suffix in file_format.suffixes}
