"""Which reader reads a file? The end of the file's name decides.

To add a format, write a module with a function `read_<format>(content, keys)`, and add a row to `FORMATS`.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.remarks import PassedOver

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
        name: the name of the type in a few words, such as "web page".
        suffixes: the ends of the names of such files, in lower case.
        load: imports the reader and returns it. Raises ImportError if the extra is not installed.
        extra: the extra of this package that the reader needs, such as "html", or "" if it needs none.
        modules: the modules that the extra installs and the reader needs.
        uses_keys: whether the keys that the user names (`--map`) can change what is read.
    """

    name: str
    suffixes: tuple[str, ...]
    load: Callable[[], Reader]
    extra: str = ""
    modules: tuple[str, ...] = ()
    uses_keys: bool = False


def _txt() -> Reader:
    from searchidx.files.readers.txt import read_txt

    return read_txt


def _jsonl() -> Reader:
    from searchidx.files.readers.jsonl import read_jsonl

    return read_jsonl


def _zip() -> Reader:
    from searchidx.files.readers.zip import read_zip

    return partial(read_zip, reader_of=_reader_of_member)


def _tar() -> Reader:
    from searchidx.files.readers.tar import read_tar

    return partial(read_tar, reader_of=_reader_of_member)


def _reader_of_member(name: str, path: str) -> Reader | PassedOver:
    """Return the reader of a member of an archive, or the remark that the member is passed over."""
    file_format = format_of(name)
    if file_format is None or not is_installed(file_format):
        return PassedOver(path, suffix_of(name), missing_extra(name))
    return file_format.load()


FORMATS: Final = (
    Format("text", (".txt",), _txt),
    Format(
        "JSON lines",
        (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.xz", ".ndjson.xz"),
        _jsonl,
        uses_keys=True,
    ),
    Format("zip archives", (".zip",), _zip, uses_keys=True),
    Format("tar archives", (".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2"), _tar, uses_keys=True),
    Format(
        "tar archives in zstd",
        (".tar.zst",),
        _tar,
        extra="zstd",
        modules=("zstandard",),
        uses_keys=True,
    ),
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
    ".gz": ".tar.gz",
    ".yaml": ".json",
    ".yml": ".json",
    ".xml": ".json",
    ".sql": ".csv",
    ".sqlite": ".csv",
    ".db": ".csv",
    ".rst": ".md",
    ".tex": ".pdf",
}
"""Types of files without a reader, and a type with one in which other programs can save them."""


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

    return all(find_spec(module) is not None for module in file_format.modules)


def missing_extra(name: str) -> str:
    """Return the extra that must be installed to read a file with this name, which is supported, or ""."""
    file_format = format_of(name)
    return "" if file_format is None or is_installed(file_format) else file_format.extra


def install_command(extra: str) -> str:
    """Return the command that installs an extra."""
    return f'pip install "searchidx[{extra}]"'


def save_as(suffix: str) -> str:
    """Return a type that has a reader and as which files of a type without one can be saved, or ""."""
    return _SAVE_AS.get(suffix, "")


@cache
def _formats_by_suffix() -> dict[str, Format]:
    return {suffix: file_format for file_format in FORMATS for suffix in file_format.suffixes}
