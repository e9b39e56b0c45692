"""Which files are under the paths? The order is always the same, and no file is yielded twice."""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from searchidx.files.found_files import ArticleFile, display_path
from searchidx.files.readers.finding.selection import IGNORE_FILE_NAME, Rules, Selection
from searchidx.files.readers.formats import all_suffixes, installed_format, is_supported
from searchidx.files.readers.remarks import Failure, PassedOver

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_PAGE_SUFFIXES: Final = (".html", ".htm", ".xhtml")
_PARTS_SUFFIX: Final = "_files"
"""A browser saves the pictures and frames of the page `a.html` in the folder `a_files`."""

PathLike = str | os.PathLike[str]

EVERYTHING: Final = Selection()
"""The selection without patterns."""

_HIDDEN_PREFIXES: Final = (".", "~$")
"""The beginnings of the names of hidden entries. Word makes `~$o cao.docx` while a document is open."""

_HIDDEN_NAMES: Final = frozenset(("desktop.ini", "thumbs.db"))
"""The names in small letters of files that Windows hides."""

_STATE_OF_AN_INDEX: Final = re.compile(r"_MAIN_\d+\.toc")
"""The name of the file that makes a folder an index. There are no articles in such a folder."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or folder that cannot be read. `location` is empty if the path has a zero byte."""

    location: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class PassedOverFile:
    """A file that is not read because its extra is missing, or a file in a folder that has no reader."""

    location: str
    remark: PassedOver


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file or folder on disk.

    `identity` is its absolute path with all links resolved. `rules` select the entries of a folder, except
    that the ignore file of the folder itself is not in them yet.
    """

    file: ArticleFile
    identity: str
    is_folder: bool
    rules: Rules


def walk(
    paths: Iterable[PathLike], selection: Selection = EVERYTHING
) -> Iterator[ArticleFile | Unreadable | PassedOverFile]:
    """Yield the files under the paths, in the order of the paths and sorted by name inside each folder.

    A path that is missing or is a file of an unknown type yields an `Unreadable`. In folders, a file of an
    unknown type yields a `PassedOverFile`. A file whose reader is not installed always yields a
    `PassedOverFile`. A folder whose ignore file cannot be read yields an `Unreadable` instead of its files.
    Nothing is yielded for hidden entries, for the files of an index, for the folder with the parts of a saved
    web page, and for what `selection` or an ignore file excludes. Links are followed, and a file that is
    reached twice is yielded once. Different files may have the same name; `free_name` makes names different.
    """
    seen_identities: set[str] = set()
    rules = selection.rules()
    for path in paths:
        root = _root(os.fspath(path), rules)
        if isinstance(root, Unreadable):
            yield root
        else:
            yield from _walk_below(root, seen_identities)


def locate(path: PathLike) -> str:
    """Return the location of a path: its absolute folder with links resolved, and its last part unresolved.

    The location is empty for a path with a zero byte, which no file can have.
    """
    spelling = os.fspath(path)
    if "\0" in spelling:
        return ""
    folder, name = os.path.split(spelling.rstrip("/" + os.sep))
    if name in ("", os.curdir, os.pardir):
        return _with_slashes(os.path.realpath(path))
    return _with_slashes(os.path.join(os.path.realpath(folder or os.curdir), name))  # noqa: PTH118


def _root(path: str, rules: Rules) -> _Entry | Unreadable:
    """Return the file or folder at a path that the caller named."""
    location = locate(path)
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  (Path would change the spelling of the path)
    except OSError as error:
        return Unreadable(location, Failure.from_os_error(path, error))
    except ValueError:  # The path has a zero byte.
        return _refused(location, path, "no file can have this name", "check the path")
    is_folder = stat.S_ISDIR(mode)
    if not is_folder and not stat.S_ISREG(mode):
        return _refused(location, path, "it is not a regular file", "save its content to a file")
    if not is_folder and not is_supported(path):
        suffixes = ", ".join(all_suffixes())
        return _refused(location, path, "its type is not known", f"supported are {suffixes}")
    name = "" if is_folder else display_path(location.rpartition("/")[2])
    identity = _with_slashes(os.path.realpath(path))
    return _Entry(ArticleFile(path, location, name), identity, is_folder, rules)


def _walk_below(
    root: _Entry, seen_identities: set[str]
) -> Iterator[ArticleFile | Unreadable | PassedOverFile]:
    """Yield the files below a root, depth first. A stack replaces recursion, because folders may be deep."""
    stack: list[_Entry | Unreadable] = [root]
    while stack:
        entry = stack.pop()
        if isinstance(entry, Unreadable):
            yield entry
        elif entry.identity not in seen_identities:
            seen_identities.add(entry.identity)
            if entry.is_folder:
                stack.extend(reversed(_list_folder(entry)))
            else:
                yield _with_reader(entry.file)


def _with_reader(file: ArticleFile) -> ArticleFile | PassedOverFile:
    """Return the file, or that it is passed over, because it has no reader or an extra is missing."""
    found = installed_format(display_path(file.path))
    return PassedOverFile(file.location, found) if isinstance(found, PassedOver) else file


def _list_folder(folder: _Entry) -> list[_Entry | Unreadable]:
    file = folder.file
    try:
        with os.scandir(file.path) as listing:
            dir_entries = sorted(listing, key=lambda dir_entry: dir_entry.name)
        if any(_STATE_OF_AN_INDEX.fullmatch(dir_entry.name) for dir_entry in dir_entries):
            return []
        rules = _rules_in(folder, dir_entries)
    except OSError as error:
        return [Unreadable(file.location, Failure.from_os_error(file.path, error))]
    if isinstance(rules, Failure):
        return [Unreadable(file.location, rules)]
    names = {dir_entry.name for dir_entry in dir_entries}
    entries = (
        _entry(dir_entry, folder, rules)
        for dir_entry in dir_entries
        if not is_hidden(dir_entry.name) and not _has_parts_of_page(dir_entry.name, names)
    )
    return [entry for entry in entries if entry is not None]


def is_hidden(name: str) -> bool:
    """Return whether a file manager hides an entry of this name."""
    return name.startswith(_HIDDEN_PREFIXES) or name.lower() in _HIDDEN_NAMES


def _has_parts_of_page(name: str, names: Container[str]) -> bool:
    """Return whether an entry is the folder with the parts of a web page that is next to it."""
    stem = name.removesuffix(_PARTS_SUFFIX)
    return stem != name and any(stem + suffix in names for suffix in _PAGE_SUFFIXES)


def _rules_in(folder: _Entry, dir_entries: Iterable[os.DirEntry[str]]) -> Rules | Failure:
    """Return the rules that select the entries of a folder, or a failure if its ignore file is unreadable."""
    for dir_entry in dir_entries:
        if dir_entry.name == IGNORE_FILE_NAME and dir_entry.is_file():
            return folder.rules.with_ignore_file(dir_entry.path, folder.file.name)
    return folder.rules


def _entry(dir_entry: os.DirEntry[str], folder: _Entry, rules: Rules) -> _Entry | Unreadable | None:
    """Return an entry of a folder, or None if it is skipped."""
    name, path = dir_entry.name, dir_entry.path
    location = f"{folder.file.location.rstrip('/')}/{name}"
    name_below = _name_below(folder, name)
    try:
        is_folder = dir_entry.is_dir()
        if not rules.selects(name_below, is_folder=is_folder):
            return None
        if not is_folder and not dir_entry.is_file():
            is_broken = is_supported(name) and dir_entry.is_symlink() and not os.path.exists(path)  # noqa: PTH110
            if is_broken:
                return _refused(location, path, "it is a broken link", "repair or remove the link")
            return None
        is_link = dir_entry.is_symlink()
    except OSError as error:
        if error.errno == errno.ELOOP and not is_supported(name):
            return None  # A link to itself that is not named like an article is skipped.
        return Unreadable(location, Failure.from_os_error(path, error))
    identity = os.path.realpath(path) if is_link else f"{folder.identity.rstrip('/')}/{name}"
    return _Entry(ArticleFile(path, location, name_below), _with_slashes(identity), is_folder, rules)


def _name_below(folder: _Entry, name: str) -> str:
    """Return the path of an entry relative to the folder that the caller named."""
    return display_path(f"{folder.file.name}/{name}" if folder.file.name else name)


def _refused(location: str, path: str, reason: str, advice: str) -> Unreadable:
    return Unreadable(location, Failure(display_path(path), reason, advice))


def _with_slashes(path: str) -> str:
    return path.replace(os.sep, "/")
