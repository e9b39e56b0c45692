"""Reading paths: what is found, in which order, under which id, and what happens when it cannot be read."""

from __future__ import annotations

import datetime
import os
import re
import unicodedata
from pathlib import Path

import pytest

from searchidx.errors import ReadError
from searchidx.files.readers import digest, find_files, read, read_file
from searchidx.files.sources import distinct_name, lies_under
from searchidx.model import Document

TEXT = "Hội chợ mở cửa\n\nĐăng vào 31/07/2020\nSáng nay hội chợ đón hai nghìn khách.\n"


def write(root: Path, *names: str, text: str = TEXT) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def ids(*paths: str | os.PathLike[str]) -> list[str]:
    return [document.id for document in read(*paths)]


def failures(*paths: str | os.PathLike[str]) -> tuple[list[str], list[str]]:
    errors: list[ReadError] = []
    found = [document.id for document in read(*paths, on_error=errors.append)]
    return found, list(map(str, errors))


def test_an_article_becomes_a_document(tmp_path: Path) -> None:
    """All fields of a text article come from its page and its path."""
    write(tmp_path, "tin/a.txt")
    assert list(read(tmp_path)) == [
        Document(
            id="tin/a.txt",
            title="Hội chợ mở cửa",
            body="Sáng nay hội chợ đón hai nghìn khách.",
            date=datetime.date(2020, 7, 31),
            path=f"{tmp_path}/tin/a.txt",
            extra={"header": ["Đăng vào 31/07/2020"]},
        )
    ]


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    """Entries come sorted, folders in their place; hidden ones and files of other types are left out."""
    write(
        tmp_path,
        "b/z.txt",
        "b/a.TXT",
        "a.txt",
        "c.txt",
        ".hidden.txt",
        ".git/x.txt",
        "b.md",
        "notes",
        "d.txt.bak",
    )
    (tmp_path / "leer").mkdir()
    assert ids(tmp_path) == ["a.txt", "b/a.TXT", "b/z.txt", "c.txt"]


def test_a_folder_is_the_same_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids and locations depend on the folder, not on how the caller spells its path."""
    write(tmp_path, "seeds/001.txt", "seeds/tin/002.txt")
    monkeypatch.chdir(tmp_path)
    spellings = [
        "seeds",
        "./seeds/",
        "seeds/../seeds",
        str(tmp_path / "seeds"),
        "../" + tmp_path.name + "/seeds//",
    ]
    found = [
        (ids(name), [file.location for file in find_files([name]).files], find_files([name]).roots)
        for name in spellings
    ]
    monkeypatch.chdir(tmp_path / "seeds")
    found.append((ids("."), [file.location for file in find_files(["."]).files], find_files(["."]).roots))
    assert all(one == found[0] for one in found)
    assert found[0][0] == ["001.txt", "tin/002.txt"]
    assert [file.location for file in find_files(["001.txt"]).files] == found[0][1][:1]


def test_equal_names_under_two_folders_stay_two_documents(tmp_path: Path) -> None:
    """The later file takes a longer end of its path; the same file given twice is read once."""
    write(tmp_path, "a/tin/001.txt", "b/tin/001.txt", "c/001.txt")
    assert ids(tmp_path / "a", tmp_path / "b") == ["tin/001.txt", "b/tin/001.txt"]
    assert ids(tmp_path / "a/tin", tmp_path / "b/tin", tmp_path / "c") == [
        "001.txt",
        "tin/001.txt",
        "c/001.txt",
    ]
    assert ids(tmp_path / "a", tmp_path / "a/tin/001.txt", tmp_path / "a/tin") == ["tin/001.txt"]


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), "x.txt"),
        (("x.txt",), "b/x.txt"),
        (("x.txt", "b/x.txt"), "a/b/x.txt"),
        (("x.txt", "b/x.txt", "a/b/x.txt"), "/a/b/x.txt"),
        (("x.txt", "b/x.txt", "a/b/x.txt", "/a/b/x.txt"), "x.txt~2"),
    ],
)
def test_distinct_names(taken: tuple[str, ...], expected: str) -> None:
    """The shortest free end of the path, then a number: there is always a free name."""
    assert distinct_name("x.txt", "/a/b/x.txt", taken) == expected


@pytest.mark.parametrize(
    ("location", "root", "expected"),
    [
        ("/a/b", "/a", True),
        ("/a", "/a", True),
        ("/ab", "/a", False),
        ("/a", "/a/b", False),
        ("/a", "/", True),
    ],
)
def test_lying_under_a_root(location: str, root: str, expected: bool) -> None:
    """Folders are compared by whole names."""
    assert lies_under(location, {root}) is expected


def test_links_are_followed_and_loops_end(tmp_path: Path) -> None:
    """Linked files and folders are read once; a link to its own parent or to itself does no harm."""
    write(tmp_path, "a/x.txt", "elsewhere/y.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a" / "same.txt").symlink_to("x.txt")
    (tmp_path / "a" / "self").symlink_to("self")
    assert failures(tmp_path / "a") == (["more/y.txt", "same.txt"], [])
    assert failures(tmp_path) == (["a/more/y.txt", "a/same.txt"], [])


def test_deep_folders_are_no_matter(tmp_path: Path) -> None:
    """Walking needs no recursion."""
    folders = [f"{tmp_path}{'/t' * depth}" for depth in range(1, 1200)]
    for folder in folders:
        os.mkdir(folder)  # noqa: PTH102
    try:
        with open(f"{folders[-1]}/a.txt", "w") as stream:  # noqa: PTH123
            stream.write(TEXT)
        assert len(ids(tmp_path)) == 1
    finally:
        os.remove(f"{folders[-1]}/a.txt")  # noqa: PTH107
        for folder in reversed(folders):
            os.rmdir(folder)  # noqa: PTH106


def test_bad_paths_are_reported_by_name_and_the_rest_is_read(tmp_path: Path) -> None:
    """A missing path, a type without a reader, a broken link, an empty and a binary file: one error each."""
    write(tmp_path, "good.txt", "page.docx", "in/z.txt")
    write(tmp_path, "in/empty.txt", text=" \n")
    (tmp_path / "in" / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "in" / "broken.txt").symlink_to("nothing.txt")
    paths = [tmp_path / name for name in ("gone", "page.docx", "in", "good.txt")] + [Path("zero\0byte")]
    found, errors = failures(*paths)
    assert found == ["z.txt", "good.txt"]
    reasons = [
        "No such file",
        "supported are .txt",
        "encoding",
        "link to nothing",
        "it is empty",
        "no file can have",
    ]
    names = ["gone", "page.docx", "binary.txt", "broken.txt", "empty.txt", "zero"]
    assert len(errors) == len(reasons)
    for error, reason, name in zip(errors, reasons, names, strict=True):
        assert reason in error
        assert name in error
    with pytest.raises(ReadError, match="gone cannot be read"):
        list(read(*paths))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_path_that_can_be_nowhere_is_an_error_of_its_own() -> None:
    """A zero byte, in the name or in a folder's, is reported; no location stands for it."""
    errors: list[ReadError] = []
    seen = find_files(["zero\0byte", "zero\0folder/a.txt"], errors.append)
    assert (seen.files, seen.roots, seen.unreadable) == ((), (), ())
    assert ["no file can have this name" in str(error) for error in errors] == [True, True]


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    """A named pipe in a folder is left out; named itself it is an error."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert failures(tmp_path) == ([], [])
    assert "not a regular file" in failures(tmp_path / "pipe.txt")[1][0]


def test_what_cannot_be_opened_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal of a file or of a folder is told, and a scan names the place."""
    write(tmp_path, "a.txt", "b/x.txt", "c.txt")
    scandir, fopen = os.scandir, Path.open

    def refuse_folder(path: str) -> object:
        if path.endswith("/b"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    def refuse_file(self: Path, *arguments: object, **options: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return fopen(self, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", refuse_folder)
    monkeypatch.setattr(Path, "open", refuse_file)
    found, errors = failures(tmp_path)
    assert found == ["c.txt"]
    assert [error.partition(";")[0] for error in errors] == [
        f"{tmp_path}/{name} cannot be read: Permission denied" for name in ("a.txt", "b")
    ]
    seen = find_files([tmp_path], on_error=lambda error: None)
    assert seen.unreadable == (f"{seen.roots[0]}/b",)
    with pytest.raises(ReadError, match="Permission denied"):
        digest(seen.files[0])


def test_reading_is_lazy(tmp_path: Path) -> None:
    """A file is opened when its document is asked for."""
    write(tmp_path, "a.txt", "b.txt")
    documents = read(tmp_path)
    assert next(documents).id == "a.txt"
    (tmp_path / "b.txt").unlink()
    with pytest.raises(ReadError, match=r"b\.txt cannot be read"):
        next(documents)


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1258", "windows-1258"),
    ],
)
def test_other_encodings_are_read_and_noted(tmp_path: Path, encoding: str, noted: str | None) -> None:
    """The text is the same whatever the bytes; `extra` tells the encoding unless it was UTF-8."""
    text = unicodedata.normalize("NFC", "Hoi cho\n" + "Anh ta ra di luc ba gio. " * 5 + "à la carte, bà già")
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (document,) = read(tmp_path)
    assert unicodedata.normalize("NFC", f"{document.title}\n{document.body}") == text
    assert document.extra.get("encoding") == noted


GOOD = "Hội chợ mở cửa\nSáng nay hội chợ đón hai nghìn khách."


@pytest.mark.parametrize(
    ("data", "noted"),
    [
        (GOOD.encode() + b" \xff hai", "utf-8, damaged"),
        (GOOD.encode() + "\ufffd".encode() + b"\xff", "utf-8, damaged"),
        (GOOD.encode()[:-3] + "ệ".encode()[:2], "utf-8, damaged"),
        (GOOD.encode() + "\ufffd".encode(), None),
        (GOOD.encode("utf-16") + b"a", "utf-16-le, damaged"),
        (GOOD.encode("utf-16-be") + b"\xd8\x00\x00a", "utf-16-be, damaged"),
        ((GOOD + "\ufffd").encode("utf-16"), "utf-16-le"),
    ],
)
def test_damage_is_noted(tmp_path: Path, data: bytes, noted: str | None) -> None:
    """`extra` tells when bytes became U+FFFD, not when the text had that character itself."""
    (tmp_path / "a.txt").write_bytes(data)
    (document,) = read(tmp_path)
    assert document.title == "Hội chợ mở cửa"
    assert "\ufffd" in document.body
    assert document.extra.get("encoding") == noted


def test_the_callers_unicode_form_is_kept(tmp_path: Path) -> None:
    """NFD stays NFD in title and body, and line ends become line feeds."""
    text = unicodedata.normalize("NFD", "Hội chợ\r\nSáng nay mở cửa.\rChiều nghỉ.")
    (tmp_path / "a.txt").write_bytes(text.encode())
    (document,) = read(tmp_path)
    assert f"{document.title}\n{document.body}" == text.replace("\r\n", "\n").replace("\r", "\n")


def test_names_are_stored_as_people_type_them(tmp_path: Path) -> None:
    """An id is in NFC whatever the disk says, and bytes that are no UTF-8 are written out."""
    write(tmp_path, unicodedata.normalize("NFD", "hội.txt"))
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(TEXT, encoding="utf-8")
    assert ids(tmp_path) == ["caf\\xe9.txt", unicodedata.normalize("NFC", "hội.txt")]
    for document in read(tmp_path):
        (document.id + document.path).encode()


def test_control_characters_of_names_are_written_out(tmp_path: Path) -> None:
    """A line end, an escape sequence or a mark of direction in a name is spelt, in the id and in errors."""
    write(tmp_path, "a\nb/c\x1b[31m\x85.txt", "d\u202e\u200f\U000e0041.txt")
    assert ids(tmp_path) == [r"a\x0ab/c\x1b[31m\x85.txt", r"d\u202e\u200f\U000e0041.txt"]
    assert r"e\x0a.txt cannot be read" in failures(tmp_path / "e\n.txt")[1][0]


def test_a_huge_article_is_refused(tmp_path: Path) -> None:
    """A text file beyond 16 MiB is an error, not a gulp of memory."""
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate((16 << 20) + 1)
    assert "larger than 16 MiB" in failures(tmp_path)[1][0]


def test_a_file_found_earlier_may_be_gone(tmp_path: Path) -> None:
    """Between scanning and reading a file may vanish: that is an error of that file."""
    write(tmp_path, "a.txt")
    (file,) = find_files([tmp_path]).files
    (tmp_path / "a.txt").unlink()
    errors: list[ReadError] = []
    assert list(read_file(file, errors.append)) == []
    assert len(errors) == 1


def test_the_seeds_are_read(seeds: Path) -> None:
    """Forty articles and more are read without an error, most with a date, all with ids of their own."""
    documents = list(read(seeds))
    assert len(documents) >= 40
    assert len({document.id for document in documents}) == len(documents)
    assert all(document.title and document.body for document in documents)
    assert sum(document.date is not None for document in documents) > 30
    tails = re.compile(r"Bình luận \(\d+\)|Thống kê|Lên đầu trang|Đăng vào .*|\|")
    assert not [one.id for one in documents if any(map(tails.fullmatch, one.body.split("\n")))]


def test_the_users_articles_have_their_titles_and_dates(shared_seeds: Path) -> None:
    """24 November 2021 and 31 July 2020, as the user's two articles say."""
    first, second = read(shared_seeds)
    assert first.title.startswith("Bộ Công an và Bộ TT-TT")
    assert (first.date, second.date) == (datetime.date(2021, 11, 24), datetime.date(2020, 7, 31))
    assert first.extra["agency"] == "(CAO)"
    assert second.title.endswith("6 tháng đầu năm")
    assert second.extra["byline"].startswith("Phòng Công tác Đảng")


@pytest.mark.parametrize(
    ("name", "count", "dated"), [("rss2025_30k", 30_000, 30_000), ("crawl2025_2k", 2_429, 2_427)]
)
def test_the_news_collections_are_read(shared_data: Path, name: str, count: int, dated: int) -> None:
    """The dated items and the crawled articles are all read, without an error and with their dates."""
    documents = list(read(shared_data / "news" / f"{name}.jsonl.xz"))
    assert len(documents) == count
    assert sum(document.date is not None for document in documents) == dated
