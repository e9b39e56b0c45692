"""What the manifest says before and after a commit, and which ids the commit deletes."""

from __future__ import annotations

import pytest

from searchidx.files.manifest import (
    Changes,
    FileEntry,
    Manifest,
    entry_after_reading,
    ids_to_delete,
    manifest_after_commit,
    manifest_before_commit,
)
from tests.files.manifest.entries import entry, found, manifest

OLD = entry("/a/x", "1", ids=("p", "q"))


@pytest.mark.parametrize(
    ("known", "complete", "expected"),
    [
        ((), True, entry("/a/x", "2", ids=("q", "r"))),
        ((), False, entry("/a/x", "2", ids=("q", "r"), doubtful=True)),
        ((OLD,), True, entry("/a/x", "2", ids=("q", "r"))),
        ((OLD,), False, entry("/a/x", "2", ids=("p", "q", "r"), doubtful=True)),
    ],
)
def test_the_entry_of_a_file_that_was_read(
    known: tuple[FileEntry, ...], complete: bool, expected: FileEntry
) -> None:
    """It has the ids that were read, each once; what could not be read completely keeps its old ids too."""
    new_entry = entry_after_reading(manifest(*known), found("/a/x", "2"), ["q", "r", "q"], complete=complete)
    assert new_entry == expected


def test_the_entry_of_a_file_has_its_stamp_and_its_options() -> None:
    """They are those of the file that was found, also if it was not read completely."""
    arrived = found("/a/x", "2", stamp="s", reading="m")
    for complete in (True, False):
        made = entry_after_reading(manifest(OLD), arrived, ["q"], complete=complete)
        assert (made.stamp, made.reading) == ("s", "m")


def test_a_new_stamp_is_kept_after_the_commit() -> None:
    """Before the commit, it does not matter."""
    old_manifest = manifest(KEPT, OLD)
    touched = entry("/a/kept", "7", stamp="now")
    touching = Changes((), (), (touched,), ())
    assert manifest_before_commit(old_manifest, touching, ()) == old_manifest
    assert manifest_after_commit(old_manifest, touching, ()) == manifest(touched, OLD)


def changes(*gone: FileEntry) -> Changes:
    return Changes((), (), (), gone)


KEPT, GONE = entry("/a/kept", "7"), entry("/a/gone", "8", ids=("g",))


@pytest.mark.parametrize(
    ("known", "gone", "read", "before", "after"),
    [
        ((KEPT,), (), (), (KEPT,), (KEPT,)),
        ((), (), (OLD,), (entry("/a/x", "1", ids=("p", "q"), doubtful=True),), (OLD,)),
        (
            (KEPT, OLD),
            (),
            (entry("/a/x", "2", ids=("q", "r")),),
            (KEPT, entry("/a/x", "2", ids=("p", "q", "r"), doubtful=True)),
            (KEPT, entry("/a/x", "2", ids=("q", "r"))),
        ),
        (
            (GONE, KEPT),
            (GONE,),
            (),
            (entry("/a/gone", "8", ids=("g",), doubtful=True), KEPT),
            (KEPT,),
        ),
        # A file of which nothing could be read: it stays as it was known, or is not known yet.
        (
            (KEPT,),
            (),
            (entry("/a/x", "2", ids=(), doubtful=True),),
            (KEPT, entry("/a/x", "2", ids=(), doubtful=True)),
            (KEPT,),
        ),
        # An empty file that was read completely.
        (
            (),
            (),
            (entry("/a/x", "2", ids=()),),
            (entry("/a/x", "2", ids=(), doubtful=True),),
            (entry("/a/x", "2", ids=()),),
        ),
    ],
)
def test_the_manifest_before_and_after_a_commit(
    known: tuple[FileEntry, ...],
    gone: tuple[FileEntry, ...],
    read: tuple[FileEntry, ...],
    before: tuple[FileEntry, ...],
    after: tuple[FileEntry, ...],
) -> None:
    """Before, what was read or is gone is doubtful and has its old ids; after, the files are as they are."""
    made_before = manifest_before_commit(manifest(*known), changes(*gone), read)
    made_after = manifest_after_commit(manifest(*known), changes(*gone), read)
    assert list(made_before.entries.values()) == list(before)
    assert list(made_after.entries.values()) == list(after)


def test_a_file_that_takes_the_name_of_a_vanished_one_takes_its_ids_before_the_commit() -> None:
    """A name thus has one owner, whether or not the commit comes about."""
    gone = entry("/a/x", "1", "x", ("x", "old"))
    arrived = entry("/b/x", "2", "x", ("x",))
    before = manifest_before_commit(manifest(gone), changes(gone), [arrived])
    assert before == manifest(entry("/b/x", "2", "x", ("x", "old"), doubtful=True))
    assert manifest_after_commit(manifest(gone), changes(gone), [arrived]) == manifest(arrived)


@pytest.mark.parametrize(
    ("gone", "read", "doubtful"),
    [
        ((entry("/a/1", ids=("p", "q")),), (), True),
        ((), (entry("/a/1", "2", ids=("p",)),), True),
        ((), (entry("/a/1", "2", ids=("q",)),), False),
        ((), (entry("/a/1", "2", ids=("p", "q")),), False),
        ((), (entry("/b/new", "2", ids=("q",)),), False),
    ],
)
def test_a_file_not_looked_at_that_shares_a_lost_id_is_doubtful(
    gone: tuple[FileEntry, ...], read: tuple[FileEntry, ...], doubtful: bool
) -> None:
    """Its own document of the id comes in with the next run; it keeps its content and its ids."""
    sharing = entry("/b/2", "5", ids=("q", "r"))
    old_manifest = manifest(entry("/a/1", ids=("p", "q")), sharing, KEPT)
    after = manifest_after_commit(old_manifest, changes(*gone), read)
    assert after.entries["/b/2"] == entry("/b/2", "5", ids=("q", "r"), doubtful=doubtful)
    assert after.entries["/a/kept"] == KEPT


def test_ids_that_no_file_holds_any_more_are_deleted() -> None:
    """An id is kept as long as any file holds it."""
    before = manifest(entry("/1", ids=("p", "q")), entry("/2", ids=("q", "r")))
    after = manifest(entry("/2", ids=("q",)), entry("/3", ids=("s",)))
    assert ids_to_delete(before, after) == {"p", "r"}
    assert ids_to_delete(Manifest(), after) == frozenset()
    assert ids_to_delete(before, before) == frozenset()
