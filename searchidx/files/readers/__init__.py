"""Which articles are in files? Paths go in. Documents, and remarks on unreadable parts, come out one by one.

`read` is public. `find_files` and `read_file` are for `files.ingest`, which skips files that an index knows.
Read the modules in this order:

- `walk` and `find`: which files are there, and `formats`: which reader reads a file
- `txt`: a text file is one article. `article_parts` finds the title, the body and the furniture of a page,
  with `furniture`, `dates` (`times_of_day`), `headline` and `bylines` (`byline_names`, `places`,
  `closing_lines`). `authors` takes the names out of a byline
- `jsonl`: each line is one article. `jsonl_lines` reads the lines, `jsonl_records` turns objects into
  documents
- `decoding`, `entities` and `whitespace`: the encoding, the HTML entities and the white space of both formats
- `remarks` and `gathering`: what is reported about files
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from searchidx.files.found_files import free_name
from searchidx.files.readers.find import FoundFiles, find_files
from searchidx.files.readers.formats import reader_for
from searchidx.files.readers.remarks import Failure
from searchidx.files.readers.walk import PathLike, Unreadable, locate, walk
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from searchidx.errors import ReadError
    from searchidx.files.found_files import ArticleFile
    from searchidx.files.readers.remarks import Remark

__all__ = ["FoundFiles", "PathLike", "find_files", "locate", "read", "read_file"]


def read(*paths: PathLike, on_error: Callable[[ReadError], None] | None = None) -> Iterator[Document]:
    """Yield the articles of files and folders: `.txt`, and `.jsonl` or `.ndjson`, plain or in gzip or xz.

    Folders are walked in the order of names. Hidden entries and files of other types are skipped. The id of a
    text file is its path below the folder that was named, or its file name if the file itself was named. If a
    file of another folder already has this id, the id becomes a longer part of the path. An article of a
    `.jsonl` file has the id of its record. Without such an id it has the id that a text file would have, with
    the number of its line: `b.jsonl:3`.

    Every file, folder or line that cannot be read causes a ReadError. The error is passed to `on_error`, and
    reading continues. Without `on_error`, the error is raised. Other remarks, such as an encoding that was
    converted, are not reported.
    """
    report = on_error or _raise
    taken_names: set[str] = set()
    for item in walk(paths):
        if isinstance(item, Unreadable):
            report(item.failure.as_error())
            continue
        name = free_name(item.name, item.location, taken_names)
        taken_names.add(name)
        for read_item in read_file(replace(item, name=name)):
            if isinstance(read_item, Document):
                yield read_item
            elif isinstance(read_item, Failure):
                report(read_item.as_error())


def read_file(file: ArticleFile) -> Iterator[Document | Remark]:
    """Yield the documents, remarks and failures of one file. Remarks on a document come after the document.

    A line that cannot be read yields a failure, and reading continues with the next line. If the operating
    system cannot read the file, one failure ends the reading. The type of the file must be supported.
    """
    try:
        yield from reader_for(file.path)(file)
    except OSError as error:
        yield Failure.from_os_error(file.path, error)


def _raise(error: ReadError) -> None:
    raise error
