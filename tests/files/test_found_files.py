"""Where files lie, what they are called, and how their paths are shown."""

from __future__ import annotations

import os
import unicodedata

import pytest

from searchidx.files.found_files import display_path, free_name, lies_under


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), "x.txt"),
        (("x.txt",), "b/x.txt"),
        (("x.txt", "b/x.txt"), "a/b/x.txt"),
        (("x.txt", "b/x.txt", "a/b/x.txt"), "/a/b/x.txt"),
        (("x.txt", "b/x.txt", "a/b/x.txt", "/a/b/x.txt"), "x.txt~2"),
        (("x.txt", "b/x.txt", "a/b/x.txt", "/a/b/x.txt", "x.txt~2"), "x.txt~3"),
    ],
)
def test_a_taken_name_grows_until_it_is_free(taken: tuple[str, ...], expected: str) -> None:
    """The shortest free end of the location is taken, then a number: there is always a free name."""
    assert free_name("x.txt", "/a/b/x.txt", taken) == expected


def test_a_longer_name_begins_one_folder_higher() -> None:
    """A name that is a path already grows by one folder, and is shown as every path is."""
    location = "/a/" + unicodedata.normalize("NFD", "hội") + "/tin/x.txt"
    assert free_name("b/tin/x.txt", "/r/a/b/tin/x.txt", {"b/tin/x.txt"}) == "a/b/tin/x.txt"
    assert free_name("tin/x.txt", location, {"tin/x.txt"}) == unicodedata.normalize("NFC", "hội/tin/x.txt")


@pytest.mark.parametrize(
    ("location", "root", "expected"),
    [
        ("/a/b", "/a", True),
        ("/a/b/c/d", "/a", True),
        ("/a", "/a", True),
        ("/ab", "/a", False),
        ("/a", "/a/b", False),
        ("/a", "/", True),
        ("/X", "/", True),
        ("/a", "/b", False),
        ("/", "/", True),
        ("/", "/a", False),
    ],
)
def test_lying_under_a_root(location: str, root: str, expected: bool) -> None:
    """Folders are compared by whole names."""
    assert lies_under(location, {root}) is expected


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (b"tin/a.txt", "tin/a.txt"),
        (unicodedata.normalize("NFD", "hội.txt").encode(), unicodedata.normalize("NFC", "hội.txt")),
        (b"caf\xe9.txt", r"caf\xe9.txt"),
        (b"a\nb\x1b[31m.txt", r"a\x0ab\x1b[31m.txt"),
    ],
)
def test_paths_are_shown_as_people_type_them(path: bytes, shown: str) -> None:
    """A path is shown in NFC, with bytes that are not UTF-8 and control characters written out."""
    assert display_path(os.fsdecode(path)) == shown
