"""Which articles are in files? Paths go in. Documents, and remarks on unreadable parts, come out one by one.

`read` is public. `find_files` and `read_file` are for `files.ingest`, which skips files that an index knows.
Read the modules in this order:

- `finding/`: which files are there, and which of them are wanted. `formats`: which reader reads a file
- `content`: what a reader gets, with the limits of a text. `content_errors`: why something is not read, in
  the same words in all readers. `remarks` and `gathering`: what is reported about files
- `txt`: a text file is one article. `page_parts/` finds the title, the body and the furniture of a page, with
  `dates` (`times_of_day`) and `headline`
- `records`: from what readers find to documents, with `keys` and `documents`. All readers of articles but
  `txt` end here. Those of the other formats are in `data/` (JSON, CSV, tables), `web/`, `markup/` (Markdown
  and books), `mail/` and `office/`. `archives/` reads archives like folders
- what readers share: `decoding`, `charsets` and `font_evidence` (old encodings and fonts), `entities`,
  `whitespace`, `properties` (titles and authors that programs fill in), `zip_container`, `xml_events` and
  `zst`
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from searchidx.files.found_files import free_name
from searchidx.files.readers.content import open_content
from searchidx.files.readers.finding.find import FoundFiles, find_files
from searchidx.files.readers.finding.selection import Selection
from searchidx.files.readers.finding.walk import PassedOverFile, PathLike, Unreadable, locate, walk
from searchidx.files.readers.formats import format_of, install_command
from searchidx.files.readers.keys import Keys
from searchidx.files.readers.remarks import Failure, PassedOver
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from searchidx.errors import ReadError
    from searchidx.files.found_files import ArticleFile
    from searchidx.files.readers.remarks import Remark

__all__ = ["FoundFiles", "Keys", "PathLike", "Selection", "find_files", "locate", "read", "read_file"]


def read(
    *paths: PathLike,
    keys: Mapping[str, str | Iterable[str]] | None = None,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    on_error: Callable[[ReadError], None] | None = None,
) -> Iterator[Document]:
    """Yield the articles of files and folders. docs/articles.md lists the types of files that are read.

    Folders are walked in the order of names. Hidden entries are skipped, and files of other types are passed
    over. The id of a file of one article is its path below the folder that was named, or its file name if the
    file itself was named. If a file of another folder already has this id, the id becomes a longer part of
    the path. If a file has several articles, each has the id of its record. Without such an id it has the id
    of the file, with the number of its line, row or part: `b.jsonl:3`.

    Args:
        paths: files and folders.
        keys: for attributes of the articles, the keys of the records that have them: `{"title": "headline",
            "body": "content.text"}`, or several, of which the first is used that a record has. For other
            attributes, common names are tried.
        include: patterns of gitignore, or a single one, relative to each folder. If there are any, only
            files that match one of them are read.
        exclude: patterns of gitignore, or a single one, for files and folders that are not read. They come
            before those in files with the name `.searchidxignore`.
        on_error: is called with a ReadError for every file, folder or part of a file that cannot be read,
            also because an extra is not installed. Reading then continues. Without `on_error`, the error is
            raised. Other remarks, such as an encoding that was converted, are not reported.

    Raises:
        ReadError: see `on_error`.
        SearchError: a name in `keys` is empty, or a text in `include` or `exclude` is no pattern.
    """
    selection = Selection.of(include, exclude)
    named_keys = Keys.from_mapping(keys or {})
    report = on_error or _raise
    taken_names: set[str] = set()
    for item in walk(paths, selection):
        if isinstance(item, Unreadable):
            report(item.failure.as_error())
            continue
        if isinstance(item, PassedOverFile):
            if item.remark.extra:
                report(_not_installed(item.remark).as_error())
            continue
        name = free_name(item.name, item.location, taken_names)
        taken_names.add(name)
        for read_item in read_file(replace(item, name=name), named_keys):
            if isinstance(read_item, Document):
                yield read_item
            elif isinstance(read_item, Failure):
                report(read_item.as_error())
            elif isinstance(read_item, PassedOver) and read_item.extra:
                report(_not_installed(read_item).as_error())


def read_file(file: ArticleFile, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the documents, remarks and failures of one file. Remarks on a document come after the document.

    A part that cannot be read yields a failure, and reading continues with the next part. If the operating
    system cannot read the file, one failure ends the reading. The type of the file must be supported.
    """
    file_format = format_of(file.path)
    assert file_format is not None
    try:
        with (content := open_content(file)).stream:
            yield from file_format.read(content, keys)
    except OSError as error:
        yield Failure.from_os_error(file.path, error)


def _not_installed(remark: PassedOver) -> Failure:
    return Failure(remark.path, "its reader is not installed", f"to read it: {install_command(remark.extra)}")


def _raise(error: ReadError) -> None:
    raise error
