"""Which files and folders are selected: patterns of the caller, and ignore files, as git reads them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.errors import SearchError
from searchidx.files.found_files import ArticleFile
from searchidx.files.readers.finding.selection import Selection
from searchidx.files.readers.finding.walk import EVERYTHING, Unreadable, locate, walk

if TYPE_CHECKING:
    from pathlib import Path

TREE = ("a.txt", "b.txt", "tin/a.txt", "tin/nháp/a.txt", "tin/nháp/b.txt", "tin/sâu/nháp/c.txt", "nháp.txt")


def make(root: Path, *names: str, text: str = "x") -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def selected(root: Path, selection: Selection = EVERYTHING) -> set[str]:
    items = list(walk([root], selection))
    assert all(isinstance(item, ArticleFile) for item in items)
    return {item.name for item in items if isinstance(item, ArticleFile)}


def failures(root: Path) -> list[str]:
    return [str(item.failure) for item in walk([root]) if isinstance(item, Unreadable)]


@pytest.mark.parametrize(
    ("exclude", "gone"),
    [
        (["a.txt"], {"a.txt", "tin/a.txt", "tin/nháp/a.txt"}),
        (["/a.txt"], {"a.txt"}),
        (["tin/a.txt"], {"tin/a.txt"}),
        (["nháp"], {"tin/nháp/a.txt", "tin/nháp/b.txt", "tin/sâu/nháp/c.txt"}),
        (["nháp/"], {"tin/nháp/a.txt", "tin/nháp/b.txt", "tin/sâu/nháp/c.txt"}),
        (["nháp*"], {"nháp.txt", "tin/nháp/a.txt", "tin/nháp/b.txt", "tin/sâu/nháp/c.txt"}),
        (["nháp.txt/"], set()),
        (["tin/**"], {name for name in TREE if name.startswith("tin/")}),
        (["tin/*/c.txt"], set()),
        (["tin/**/c.txt"], {"tin/sâu/nháp/c.txt"}),
        (["tin/**", "!tin/nháp/", "!tin/a.txt"], {"tin/nháp/a.txt", "tin/nháp/b.txt", "tin/sâu/nháp/c.txt"}),
        (["*.txt", "!b.txt"], set(TREE) - {"b.txt", "tin/nháp/b.txt"}),
        (["!b.txt", "*.txt"], set(TREE)),
        (["*", "!*/", "!c.txt"], set(TREE) - {"tin/sâu/nháp/c.txt"}),
        (["tin/", "!tin/a.txt"], {name for name in TREE if name.startswith("tin/")}),
        (["[ab].txt"], {"a.txt", "b.txt", "tin/a.txt", "tin/nháp/a.txt", "tin/nháp/b.txt"}),
        (["[!a].txt"], {"b.txt", "tin/nháp/b.txt", "tin/sâu/nháp/c.txt"}),
        (["nh?p.txt"], {"nháp.txt"}),
        ([unicodedata.normalize("NFD", "nháp.txt")], {"nháp.txt"}),
        (
            ["A.TXT", "\\a.md", "tin/**/"],
            {name for name in TREE if name.startswith("tin/") and name[4:] != "a.txt"},
        ),
    ],
)
def test_exclude(tmp_path: Path, exclude: list[str], gone: set[str]) -> None:
    """The patterns are those of gitignore: the last that matches decides; an excluded folder is closed."""
    make(tmp_path, *TREE)
    assert selected(tmp_path, Selection(exclude=tuple(exclude))) == set(TREE) - gone
    (tmp_path / ".searchidxignore").write_text("\n".join(exclude), encoding="utf-8")
    assert selected(tmp_path) == set(TREE) - gone


@pytest.mark.parametrize(
    ("include", "kept"),
    [
        (["b.txt"], {"b.txt", "tin/nháp/b.txt"}),
        (["/b.txt", "c.txt"], {"b.txt", "tin/sâu/nháp/c.txt"}),
        (["nháp/"], {"tin/nháp/a.txt", "tin/nháp/b.txt", "tin/sâu/nháp/c.txt"}),
        (["tin"], {name for name in TREE if name.startswith("tin/")}),
        (["*.html"], set()),
    ],
)
def test_include(tmp_path: Path, include: list[str], kept: set[str]) -> None:
    """Only files that match, or are in a folder that matches, are read."""
    make(tmp_path, *TREE)
    assert selected(tmp_path, Selection(include=tuple(include))) == kept


def test_exclude_wins_over_include_and_over_ignore_files(tmp_path: Path) -> None:
    """In both directions: it closes what an ignore file opens, and opens what one closes."""
    make(tmp_path, *TREE)
    assert selected(tmp_path, Selection(include=("a.txt",), exclude=("tin/",))) == {"a.txt"}
    (tmp_path / ".searchidxignore").write_text("b.txt\n!a.txt\n", encoding="utf-8")
    names = selected(tmp_path, Selection(exclude=("a.txt", "!/b.txt")))
    assert names == {"b.txt", "tin/sâu/nháp/c.txt", "nháp.txt"}
    assert selected(tmp_path, Selection(include=("b.txt", "c.txt"))) == {"tin/sâu/nháp/c.txt"}


def test_deeper_ignore_files_win(tmp_path: Path) -> None:
    """Each one applies below its folder; those above the named folder are not read."""
    make(tmp_path, *TREE)
    (tmp_path / ".searchidxignore").write_text("a.txt\n*.jsonl\n", encoding="utf-8-sig")
    (tmp_path / "tin/nháp/.searchidxignore").write_text("!a.txt\r\n/b.txt\r\n", encoding="utf-8")
    expected = {"b.txt", "tin/nháp/a.txt", "tin/sâu/nháp/c.txt", "nháp.txt"}
    assert selected(tmp_path) == expected
    assert selected(tmp_path / "tin") == {"a.txt", "nháp/a.txt", "sâu/nháp/c.txt"}
    names = selected(tmp_path, Selection(exclude=("c.txt",)))
    assert names == expected - {"tin/sâu/nháp/c.txt"}


def test_what_is_named_is_read(tmp_path: Path) -> None:
    """A file that is named is read whatever the patterns say; hidden entries are never included."""
    make(tmp_path, "a.txt", ".ẩn.txt")
    (tmp_path / ".searchidxignore").write_text("*\n", encoding="utf-8")
    assert selected(tmp_path) == set()
    assert selected(tmp_path / "a.txt", Selection(("x",), ("a.txt",))) == {"a.txt"}
    (tmp_path / ".searchidxignore").unlink()
    assert selected(tmp_path, Selection(include=(".ẩn.txt",))) == set()


def test_what_is_excluded_is_not_told(tmp_path: Path) -> None:
    """Neither as a broken link or an unknown type nor as a folder that cannot be read."""
    make(tmp_path, "a.txt", "ảnh/a.png", "b.png", "kín/.searchidxignore", text="[")
    (tmp_path / "c.txt").symlink_to("nothing")
    items = list(walk([tmp_path], Selection(exclude=("*.png", "c.txt", "kín"))))
    assert [item.location for item in items] == [f"{locate(tmp_path)}/a.txt"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a.txt\n[a\n", ', line 2: "[a" is not a pattern: a bracket is not closed'),
        (b"a\\", ', line 1: "a\\" is not a pattern: it ends with a backslash'),
        (b"/", ', line 1: "/" is not a pattern: it matches nothing'),
        (b"[b-a]", ', line 1: "[b-a]" is not a pattern: it cannot be read'),
        (b"[[:digit:]]", ', line 1: "[[:digit:]]" is not a pattern: between brackets'),
        (b"[\\]]", ', line 1: "[\\]]" is not a pattern: between brackets'),
        (b"\xff\xfe", " cannot be read: it is not text in UTF-8"),
        (b"a\0b", " cannot be read: it is not text"),
        (b"#" * (1 << 20) + b"\n", " cannot be read: it is larger than 1 MiB"),
        (b"a\n" * 10_001, " cannot be read: it has more than 10,000 patterns"),
    ],
)
def test_an_ignore_file_that_cannot_be_read_closes_its_folder(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    """Reading what should be ignored would be worse; what is beside the folder is read."""
    make(tmp_path, "a/x.txt", "b/x.txt")
    (tmp_path / "a/.searchidxignore").write_bytes(content)
    unreadable, file = walk([tmp_path])
    assert isinstance(unreadable, Unreadable)
    assert isinstance(file, ArticleFile)
    assert file.name == "b/x.txt"
    assert unreadable.location == f"{locate(tmp_path)}/a"
    text = str(unreadable.failure)
    assert text.startswith(f"{tmp_path}/a/.searchidxignore{reason}")
    assert text.endswith("; the files in its folder are not read until you correct it")


def test_an_ignore_file_may_be_refused_by_the_system(tmp_path: Path) -> None:
    """A broken link is no ignore file; a link to itself is a failure; a folder of this name is nothing."""
    make(tmp_path, "a/x.txt", "b/x.txt", "c/x.txt", "c/.searchidxignore/a.txt")
    (tmp_path / "a/.searchidxignore").symlink_to("nothing")
    (tmp_path / "b/.searchidxignore").symlink_to(".searchidxignore")
    names = [item.name for item in walk([tmp_path]) if isinstance(item, ArticleFile)]
    assert names == ["a/x.txt", "c/x.txt"]
    assert len(failures(tmp_path)) == 1


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        ({"exclude": ("a", "[a")}, '"[a" in exclude is not a pattern: a bracket is not closed'),
        ({"include": ("a\\",)}, '"a\\" in include is not a pattern: it ends with a backslash'),
        ({"include": ("!a",)}, '"!a" in include begins with "!"; write "a" in exclude instead'),
        ({"exclude": (" ",)}, '" " in exclude is not a pattern: it is blank or a comment'),
        ({"exclude": ("#a",)}, '"#a" in exclude is not a pattern: it is blank or a comment'),
    ],
)
def test_bad_patterns_of_the_caller(selection: dict[str, tuple[str, ...]], message: str) -> None:
    """They are refused before anything is walked."""
    with pytest.raises(SearchError) as error:
        Selection(**selection)
    assert str(error.value).startswith(message)


def test_pathspec_is_only_imported_for_a_pattern(tmp_path: Path) -> None:
    """Its import takes time."""
    make(tmp_path, "a.txt")
    program = (
        "import sys; from searchidx.files.readers.finding.walk import walk; "
        f"list(walk([{str(tmp_path)!r}])); print('pathspec' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


SEGMENTS = st.sampled_from(
    [
        "a",
        "b",
        "ab",
        "*",
        "**",
        "*.txt",
        "a*",
        "*b*",
        "[ab]",
        "[!a]",
        "[^a]",
        "[a-b]",
        "a.txt",
        "b c.txt",
        "\\a",
        "a ",
    ]
)
PATTERNS = st.builds(
    lambda negative, anchor, segments, end: f"{negative}{anchor}{'/'.join(segments)}{end}",
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(SEGMENTS, min_size=1, max_size=3),
    st.sampled_from(["", "", "/"]),
)
FOLDERS = st.lists(st.sampled_from(["a", "b", "ab", "c"]), max_size=3).map("/".join)
FILES = st.builds(
    lambda folder, name: f"{folder}/{name}".lstrip("/"),
    FOLDERS,
    st.sampled_from(["a.txt", "ab.txt", "b c.txt"]),
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty repository of git, in which no configuration of this machine counts."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    root = tmp_path_factory.mktemp("repository")
    run_git(root, "init", "-q")
    return root


def run_git(root: Path, *arguments: str, text: str = "") -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    run = subprocess.run(
        ["git", *arguments], cwd=root, env=environment, input=text.encode(), capture_output=True, check=False
    )
    return run.stdout.decode()


@given(
    names=st.sets(FILES, min_size=1, max_size=10),
    ignore_files=st.dictionaries(FOLDERS, st.lists(PATTERNS, min_size=1, max_size=4), min_size=1, max_size=3),
)
def test_ignore_files_select_what_git_selects(
    repository: Path, names: set[str], ignore_files: dict[str, list[str]]
) -> None:
    """Random trees and patterns; `git check-ignore` tells which files of the tree are ignored."""
    for entry in repository.iterdir():
        if entry.is_dir() and entry.name != ".git":
            shutil.rmtree(entry)
        elif entry.is_file():
            entry.unlink()
    make(repository, *names)
    for folder, patterns in ignore_files.items():
        make(repository, f"{folder}/.gitignore", f"{folder}/.searchidxignore", text="\n".join(patterns))
    ignored = run_git(repository, "check-ignore", "--no-index", "-z", "--stdin", text="\0".join(names))
    assert selected(repository) == names - set(ignored.split("\0"))
