"""What changed between the files that are known and those that are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx.files.manifest import FileEntry, Manifest, diff
from tests.files.manifest.entries import entry, found, manifest

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.files.found_files import FoundFile


def summary(
    old_manifest: Manifest,
    files: list[FoundFile],
    roots: list[str],
    unreadable: tuple[str, ...] = (),
    *,
    existing: bool = True,
) -> dict[str, list[str]]:
    """The locations of what changed, by kind."""
    changes = diff(old_manifest, files, roots, unreadable, exists=lambda location: existing)
    groups = {
        "new": [file.file.location for file in changes.new],
        "changed": [file.file.location for file in changes.changed],
        "unchanged": [known_file.location for known_file in changes.unchanged],
        "gone": [known_file.location for known_file in changes.gone],
    }
    return {name: group for name, group in groups.items() if group}


A, B = entry("/a/x", "1"), entry("/b/y", "2")
DIFFS = [
    ("nothing is known", (), [found("/a/x")], ["/a"], {"new": ["/a/x"]}),
    ("nothing is there", (), [], ["/a"], {}),
    ("the same again", (A,), [found("/a/x")], ["/a"], {"unchanged": ["/a/x"]}),
    ("other content", (A,), [found("/a/x", "9")], ["/a"], {"changed": ["/a/x"]}),
    ("doubtful", (entry("/a/x", doubtful=True),), [found("/a/x")], ["/a"], {"changed": ["/a/x"]}),
    ("other options", (A,), [found("/a/x", reading="m")], ["/a"], {"changed": ["/a/x"]}),
    ("options no more", (entry("/a/x", reading="m"),), [found("/a/x")], ["/a"], {"changed": ["/a/x"]}),
    (
        "the same options",
        (entry("/a/x", reading="m"),),
        [found("/a/x", reading="m")],
        ["/a"],
        {"unchanged": ["/a/x"]},
    ),
    ("another stamp", (A,), [found("/a/x", stamp="7")], ["/a"], {"unchanged": ["/a/x"]}),
    ("gone under the root", (A, B), [], ["/a"], {"gone": ["/a/x"]}),
    ("doubtful and gone", (entry("/a/x", doubtful=True),), [], ["/a"], {"gone": ["/a/x"]}),
    ("the other folder stays", (A, B), [found("/b/y", "2")], ["/b"], {"unchanged": ["/b/y"]}),
    ("a file as root", (A, entry("/a/z")), [found("/a/x")], ["/a/x"], {"unchanged": ["/a/x"]}),
    ("a name that only begins so", (entry("/ab/x"),), [], ["/a"], {}),
    ("copied elsewhere", (A,), [found("/b/x", "1")], ["/b"], {"new": ["/b/x"]}),
]


@pytest.mark.parametrize(
    ("_name", "known", "files", "roots", "expected"), DIFFS, ids=[row[0] for row in DIFFS]
)
def test_diff(
    _name: str,
    known: tuple[FileEntry, ...],
    files: list[FoundFile],
    roots: list[str],
    expected: dict[str, list[str]],
) -> None:
    """Each file is new, changed, unchanged or gone; what was not looked at is none of them."""
    assert summary(manifest(*known), files, roots) == expected


MOVES = [
    ("to a new place", A, None, found("/b/x", "1"), {"new": ["/b/x"], "gone": ["/a/x"]}),
    ("other content", A, None, found("/b/x", "7"), {"new": ["/b/x"]}),
    ("over a known file", A, B, found("/b/y", "1"), {"changed": ["/b/y"]}),
    (
        "over a doubtful file",
        A,
        entry("/b/y", "1", doubtful=True),
        found("/b/y", "1"),
        {"changed": ["/b/y"], "gone": ["/a/x"]},
    ),
    (
        "a doubtful file",
        entry("/a/x", "1", doubtful=True),
        None,
        found("/b/x", "1"),
        {"new": ["/b/x"], "gone": ["/a/x"]},
    ),
]


@pytest.mark.parametrize(
    ("_name", "moved", "target", "arrived", "expected"), MOVES, ids=[row[0] for row in MOVES]
)
def test_a_moved_file_vanishes_from_a_folder_that_was_not_looked_at(
    _name: str,
    moved: FileEntry,
    target: FileEntry | None,
    arrived: FoundFile,
    expected: dict[str, list[str]],
) -> None:
    """Content that is found in a new place, while its old place is empty, was moved there."""
    old_manifest = manifest(moved, *([target] if target else []))
    assert summary(old_manifest, [arrived], ["/b"], existing=False) == expected
    stays = {kind: locations for kind, locations in expected.items() if kind != "gone"}
    assert summary(old_manifest, [arrived], ["/b"], existing=True) == stays


def test_the_old_place_of_a_moved_file_is_looked_up_on_disk(tmp_path: Path) -> None:
    """The old place is empty only if not even a broken link is there."""
    place = tmp_path / "x"
    old_manifest = manifest(entry(str(place), "1"))
    assert len(diff(old_manifest, [found("/b/x", "1")], ["/b"]).gone) == 1
    place.symlink_to("nowhere")
    assert diff(old_manifest, [found("/b/x", "1")], ["/b"]).gone == ()


def test_a_moved_file_gives_its_name_up() -> None:
    """The file takes its articles' ids with it: they are not doubled under a longer name."""
    changes = diff(manifest(A), [found("/b/x", "1")], ["/b"], exists=lambda location: False)
    assert changes.new[0].file.name == "x"
    changes = diff(manifest(A), [found("/b/x", "1")], ["/b"], exists=lambda location: True)
    assert changes.new[0].file.name == "b/x"


def test_what_is_unreadable_keeps_its_documents() -> None:
    """What lies under a file or folder that could not be read is neither gone nor counts as moved."""
    old_manifest = manifest(A, entry("/a/sub/y", "2"), entry("/a/z", "3"))
    assert summary(old_manifest, [], ["/a"], ("/a/x", "/a/sub")) == {"gone": ["/a/z"]}
    moved = [found("/a/new", "2")]
    assert summary(old_manifest, moved, ["/a"], ("/a/x", "/a/sub"), existing=False) == {
        "new": ["/a/new"],
        "gone": ["/a/z"],
    }


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            [found("/a/2"), found("/a/3")],
            {"gone": ["/a/1"], "changed": ["/a/2"], "unchanged": ["/a/3"]},
        ),
        (
            [found("/a/1", "9"), found("/a/2"), found("/a/3")],
            {"changed": ["/a/1", "/a/2"], "unchanged": ["/a/3"]},
        ),
        (
            [found("/a/1"), found("/a/2"), found("/a/3", "9")],
            {"changed": ["/a/3"], "unchanged": ["/a/1", "/a/2"]},
        ),
    ],
)
def test_files_that_share_an_id_are_read_again(
    files: list[FoundFile], expected: dict[str, list[str]]
) -> None:
    """When a file may lose an id, another file that holds it too must give its version."""
    old_manifest = manifest(
        entry("/a/1", ids=("p", "q")), entry("/a/2", ids=("q", "r")), entry("/a/3", ids=("s",))
    )
    assert summary(old_manifest, files, ["/a"]) == expected


def test_a_file_keeps_its_name_and_a_new_one_takes_a_free_one() -> None:
    """Ids stay what they were under another root, and never collide with those of another folder."""
    old_manifest = manifest(entry("/a/sub/x", name="sub/x"), entry("/b/y"))
    files = [found("/a/sub/x", "9"), found("/a/sub/y", "8"), found("/c/y", "7"), found("/d/y", "6")]
    changes = diff(old_manifest, files, ["/a/sub", "/c", "/d"])
    assert [file.file.name for file in changes.changed] == ["sub/x"]
    assert [file.file.name for file in changes.new] == ["sub/y", "c/y", "d/y"]


def test_two_new_files_never_take_one_name() -> None:
    """The first one has the short name."""
    changes = diff(Manifest(), [found("/c/y", "7"), found("/d/y", "6")], ["/c", "/d"])
    assert [file.file.name for file in changes.new] == ["y", "d/y"]


def test_a_new_file_takes_the_name_of_a_vanished_one() -> None:
    """A name is free again when its file is gone."""
    changes = diff(manifest(A), [found("/c/x", "7")], ["/a", "/c"])
    assert [file.file.name for file in changes.new] == ["x"]


def test_an_unchanged_file_has_the_stamp_of_now() -> None:
    """The entry itself is returned if its stamp is the same, so that it need not be compared or written."""
    known = [entry("/a/1", stamp="s"), entry("/a/2", stamp="s"), entry("/a/3", stamp="s"), entry("/a/4")]
    stamps = ["s", "t", "", "u"]
    files = [found(known_file.location, stamp=stamp) for known_file, stamp in zip(known, stamps, strict=True)]
    unchanged = diff(manifest(*known), files, ["/a"]).unchanged
    assert [known_file.stamp for known_file in unchanged] == stamps
    assert [known_file is old for known_file, old in zip(unchanged, known, strict=True)] == [
        *(True, False, False, False)
    ]


def test_many_roots_and_files_are_no_matter() -> None:
    """As many roots as files (a shell's `*.txt`) cost no more than one."""
    old_manifest = manifest(*(entry(f"/a/{number}") for number in range(20_000)))
    changes = diff(
        old_manifest,
        [found(f"/b/{number}", "7") for number in range(20_000)],
        [f"/b/{n}" for n in range(20_000)],
    )
    assert len(changes.new) == 20_000
    assert not changes.gone
