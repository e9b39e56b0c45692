"""From paths to files: what is found, in which order, where it lies, and what is refused."""

from __future__ import annotations

import inspect
import os
import sys
import unicodedata
from pathlib import Path

import pytest

from searchidx.files.found_files import ArticleFile
from searchidx.files.readers.finding.walk import Unreadable, locate, walk
from searchidx.files.readers.formats import all_suffixes
from searchidx.files.readers.remarks import Failure


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")


def walked(*paths: str | os.PathLike[str]) -> tuple[list[str], list[str]]:
    """The names of the files, and the texts of the failures."""
    items = list(walk(paths))
    names = [item.name for item in items if isinstance(item, ArticleFile)]
    return names, [str(item.failure) for item in items if isinstance(item, Unreadable)]


def test_a_file_is_known_by_path_location_and_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path is as it was spelt, the location is absolute, the name is the path below the named folder."""
    make(tmp_path, "a/tin/x.txt")
    monkeypatch.chdir(tmp_path)
    location = f"{os.path.realpath(tmp_path)}/a/tin/x.txt"
    assert list(walk(["./a"])) == [ArticleFile("./a/tin/x.txt", location, "tin/x.txt")]
    assert list(walk(["a/../a/tin"])) == [ArticleFile("a/../a/tin/x.txt", location, "x.txt")]
    assert list(walk(["a/tin/x.txt"])) == [ArticleFile("a/tin/x.txt", location, "x.txt")]


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    """Entries come sorted, folders in their place; hidden ones and files of other types are left out."""
    make(
        tmp_path,
        *("b/z.txt", "b/a.TXT", "a.txt", "c.txt", ".hidden.txt", ".git/x.txt", "b.bin", "notes", "d.txt.bak"),
    )
    (tmp_path / "empty").mkdir()
    assert walked(tmp_path) == (["a.txt", "b/a.TXT", "b/z.txt", "c.txt"], [])
    assert walked(tmp_path / "c.txt", tmp_path) == (["c.txt", "a.txt", "b/a.TXT", "b/z.txt"], [])
    assert walked(tmp_path / ".hidden.txt", tmp_path / ".git") == ([".hidden.txt", "x.txt"], [])


@pytest.mark.parametrize("name", ["~$o cao.docx", ".~lock.a.odt#", "Thumbs.db", "desktop.ini", "Desktop.ini"])
def test_files_of_programs_are_passed_over_in_silence(tmp_path: Path, name: str) -> None:
    """Locks of office programs and files of Windows are hidden, so nothing at all is said of them."""
    make(tmp_path, "a.txt", f"b/{name}", name)
    assert [item.location.rpartition("/")[2] for item in walk([tmp_path])] == ["a.txt"]


def test_a_name_that_only_resembles_those_of_programs_is_read(tmp_path: Path) -> None:
    make(tmp_path, "$a.txt", "a~$.txt", "thumbs.db.txt", "~a.txt")
    assert walked(tmp_path)[0] == ["$a.txt", "a~$.txt", "thumbs.db.txt", "~a.txt"]


@pytest.mark.parametrize("folder", ["tin", "tinX", "tin "])
def test_folders_of_similar_names_are_different(tmp_path: Path, folder: str) -> None:
    """What lies in them has locations of its own, and is read whatever lies in the other ones."""
    make(tmp_path, "tin/x.txt", "tinX/x.txt", "tin /x.txt")
    assert walked(tmp_path)[0] == ["tin/x.txt", "tin /x.txt", "tinX/x.txt"]
    (item,) = walk([tmp_path / folder])
    assert item.location == f"{os.path.realpath(tmp_path)}/{folder}/x.txt"


def test_the_location_of_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links on the way are resolved, the last name is kept: a link lies where it lies."""
    make(tmp_path, "a/x.txt")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "link.txt").symlink_to("a/x.txt")
    real = os.path.realpath(tmp_path)
    monkeypatch.chdir(tmp_path / "a")
    assert locate("x.txt") == f"{real}/a/x.txt"
    assert locate("../link/x.txt") == f"{real}/a/x.txt"
    assert locate(Path("../link.txt")) == f"{real}/link.txt"
    assert locate("../link") == locate("../link/") == locate("../link//") == f"{real}/link"
    assert locate("../tinX") == f"{real}/tinX"
    assert locate("../link/gone.txt") == f"{real}/a/gone.txt"
    assert locate(".") == locate("") == locate("../a/.") == f"{real}/a"
    assert locate("..") == real
    assert locate("/") == "/"
    assert locate("a\0b") == locate("a\0/b") == ""


def test_paths_on_windows_have_slashes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A location is the same on every system."""
    monkeypatch.setattr(os, "sep", "\\")
    monkeypatch.setattr(os.path, "split", lambda path: path.rpartition("\\")[::2])
    monkeypatch.setattr(os.path, "realpath", lambda path: f"C:\\{path}")
    monkeypatch.setattr(os.path, "join", lambda folder, name: f"{folder}\\{name}")
    assert locate("tin\\x.txt\\") == "C:/tin/x.txt"


def test_folders_that_have_no_articles(tmp_path: Path) -> None:
    """These are indexes, and the parts of saved web pages."""
    make(tmp_path, "a/_MAIN_3.toc", "a/x.txt", "a/b/x.txt", "c/_MAIN_x.toc", "c/x.txt")
    make(tmp_path, "tin.html", "tin_files/x.txt", "so_files/x.txt", "_files/x.txt", "d/tin_files/x.txt")
    names, failures = walked(tmp_path)
    assert names == ["_files/x.txt", "c/x.txt", "d/tin_files/x.txt", "so_files/x.txt", "tin.html"]
    assert failures == []


def test_links_are_followed_and_loops_end(tmp_path: Path) -> None:
    """Linked files and folders are read once; a link to its own parent or to itself does no harm."""
    make(tmp_path, "a/x.txt", "elsewhere/y.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a" / "same.txt").symlink_to("x.txt")
    (tmp_path / "a" / "self").symlink_to("self")
    assert walked(tmp_path / "a") == (["more/y.txt", "same.txt"], [])
    assert walked(tmp_path) == (["a/more/y.txt", "a/same.txt"], [])
    assert walked(tmp_path / "a/x.txt", tmp_path) == (["x.txt", "a/more/y.txt"], [])


def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    """A link that is named like an article is a failure; any other link to nothing is left out."""
    (tmp_path / "a").mkdir()
    for name, target in (
        ("gone.txt", "nothing"),
        ("gone", "nothing"),
        ("self", "self"),
        ("self.txt", "self.txt"),
    ):
        (tmp_path / "a" / name).symlink_to(target)
    names, failures = walked(tmp_path / "a")
    assert names == []
    assert failures[0] == (
        f"{tmp_path}/a/gone.txt cannot be read: it is a broken link; repair or remove the link"
    )
    assert failures[1].startswith(f"{tmp_path}/a/self.txt cannot be read: Too many levels")
    assert len(failures) == 2
    items = [item for item in walk([tmp_path / "a"]) if isinstance(item, Unreadable)]
    real = os.path.realpath(tmp_path)
    assert [item.location for item in items] == [f"{real}/a/gone.txt", f"{real}/a/self.txt"]


def test_deep_folders_are_no_matter(tmp_path: Path) -> None:
    """Walking needs no recursion: folders may be nested deeper than functions may call each other."""
    depth = 300
    make(tmp_path, "t/" * depth + "a.txt")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + depth // 2)
    try:
        items = list(walk([tmp_path]))
    finally:
        sys.setrecursionlimit(limit)
    assert len(items) == 1


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    """Each one is a failure with its reason, in its place among the files."""
    make(tmp_path, "good.txt", "page.bin")
    items = list(walk([tmp_path / "gone", tmp_path / "page.bin", tmp_path / "good.txt", "zero\0byte"]))
    real = os.path.realpath(tmp_path)
    suffixes = ", ".join(all_suffixes())
    refused = "check that it exists and that you may read it"
    assert items == [
        Unreadable(f"{real}/gone", Failure(f"{tmp_path}/gone", "No such file or directory", refused)),
        Unreadable(
            f"{real}/page.bin",
            Failure(f"{tmp_path}/page.bin", "its type is not known", f"supported are {suffixes}"),
        ),
        ArticleFile(f"{tmp_path}/good.txt", f"{real}/good.txt", "good.txt"),
        Unreadable("", Failure(r"zero\x00byte", "no file can have this name", "check the path")),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    """A named pipe in a folder is left out, and so is a link to one; named itself it is a failure."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("pipe.txt")
    assert walked(tmp_path) == ([], [])
    reason, advice = "it is not a regular file", "save its content to a file"
    assert list(walk([tmp_path / "pipe.txt"])) == [
        Unreadable(locate(tmp_path / "pipe.txt"), Failure(f"{tmp_path}/pipe.txt", reason, advice))
    ]


def test_a_folder_that_may_not_be_listed_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files beside it are found."""
    make(tmp_path, "a.txt", "b/x.txt", "c.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("/b"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    first, refused, last = walk([tmp_path])
    assert isinstance(first, ArticleFile)
    assert isinstance(last, ArticleFile)
    assert isinstance(refused, Unreadable)
    assert refused.location == f"{os.path.realpath(tmp_path)}/b"
    assert str(refused.failure).startswith(f"{tmp_path}/b cannot be read: Permission denied; ")


def test_names_are_shown_as_people_type_them(tmp_path: Path) -> None:
    """Names are in NFC, with unprintable characters written out; paths and locations are as on disk."""
    decomposed = unicodedata.normalize("NFD", "hội")
    make(tmp_path, f"{decomposed}/{decomposed}\n.txt")
    (item,) = walk([tmp_path])
    assert isinstance(item, ArticleFile)
    assert item.name == unicodedata.normalize("NFC", r"hội/hội\x0a.txt")
    assert item.path == f"{tmp_path}/{decomposed}/{decomposed}\n.txt"
    (item,) = walk([item.path])
    assert isinstance(item, ArticleFile)
    assert item.name == unicodedata.normalize("NFC", r"hội\x0a.txt")
