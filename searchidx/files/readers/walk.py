"""From paths to the files to read: always in the same order, each file once, whatever the links."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from searchidx.files.readers.failures import from_system, unreadable
from searchidx.files.sources import SourceFile, display_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchidx.errors import ReadError

PathLike = str | os.PathLike[str]

SUPPORTED = (".txt", ".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.xz", ".ndjson.gz", ".ndjson.xz")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or folder that cannot be read; `location` is empty for a path that can be nowhere."""

    location: str
    error: ReadError


@dataclass(frozen=True, slots=True)
class _Node:
    """Something on disk; `identity` is its path with every link resolved."""

    source: SourceFile
    identity: str
    is_folder: bool


def walk(paths: Iterable[PathLike]) -> Iterator[SourceFile | Unreadable]:
    """Yield the files under the paths: the paths in their order, a folder's entries sorted by name.

    In folders hidden entries and files of unknown types are left out. Links are followed; a file that is
    reached twice is yielded once. Names of files are not made distinct here.
    """
    seen: set[str] = set()
    for path in paths:
        named = os.fspath(path)
        root = _root(named)
        if isinstance(root, Unreadable):
            yield root
        else:
            yield from _descend(root, seen)


def locate(path: PathLike) -> str:
    """The location of a path: its folder with links resolved, and its own name as it is.

    It is empty for a path with a zero byte, which can be nowhere.
    """
    named = os.fspath(path)
    if "\0" in named:
        return ""
    head, tail = os.path.split(named.rstrip("/" + os.sep))
    if tail in ("", os.curdir, os.pardir):
        return _with_slashes(os.path.realpath(path))
    return _with_slashes(os.path.join(os.path.realpath(head or os.curdir), tail))  # noqa: PTH118


def is_supported(name: str) -> bool:
    """Whether the end of the file's name is one that a reader exists for."""
    return name.lower().endswith(SUPPORTED)


def _root(path: str) -> _Node | Unreadable:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  (paths stay as they were given)
    except OSError as error:
        return Unreadable(locate(path), from_system(path, error))
    except ValueError:  # a zero byte in the path
        return Unreadable(locate(path), unreadable(path, "no file can have this name", "check the path"))
    location = locate(path)
    is_folder = stat.S_ISDIR(mode)
    if not is_folder and not stat.S_ISREG(mode):
        return Unreadable(
            location, unreadable(path, "it is not a regular file", "save its content to a file")
        )
    if not is_folder and not is_supported(path):
        known = ", ".join(SUPPORTED)
        return Unreadable(location, unreadable(path, "its type is not known", f"supported are {known}"))
    name = "" if is_folder else display_path(location.rpartition("/")[2])
    return _Node(SourceFile(path, location, name), _with_slashes(os.path.realpath(path)), is_folder)


def _descend(root: _Node, seen: set[str]) -> Iterator[SourceFile | Unreadable]:
    """Depth first with a stack of its own, so that deep folders are no matter."""
    stack: list[_Node | Unreadable] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Unreadable):
            yield node
        elif node.identity not in seen:
            seen.add(node.identity)
            if node.is_folder:
                stack.extend(reversed(_entries(node)))
            else:
                yield node.source


def _entries(folder: _Node) -> list[_Node | Unreadable]:
    source = folder.source
    try:
        with os.scandir(source.path) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        return [Unreadable(source.location, from_system(source.path, error))]
    nodes = (_entry(entry, folder) for entry in entries if not entry.name.startswith("."))
    return [node for node in nodes if node is not None]


def _entry(entry: os.DirEntry[str], folder: _Node) -> _Node | Unreadable | None:
    """The entry as something to read or to report, None for what is left out."""
    parent = folder.source
    location = f"{parent.location.rstrip('/')}/{entry.name}"
    try:
        is_folder = entry.is_dir()
        if not is_folder and not is_supported(entry.name):
            return None
        if not is_folder and not entry.is_file():
            broken = entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110
            error = unreadable(entry.path, "it is a link to nothing", "mend or remove the link")
            return Unreadable(location, error) if broken else None
        linked = entry.is_symlink()
    except OSError as error:
        if error.errno == errno.ELOOP and not is_supported(
            entry.name
        ):  # a link to itself: no folder, no article
            return None
        return Unreadable(location, from_system(entry.path, error))
    name = display_path(f"{parent.name}/{entry.name}" if parent.name else entry.name)
    identity = os.path.realpath(entry.path) if linked else f"{folder.identity.rstrip('/')}/{entry.name}"
    return _Node(SourceFile(entry.path, location, name), _with_slashes(identity), is_folder)


def _with_slashes(path: str) -> str:
    return path.replace(os.sep, "/")
