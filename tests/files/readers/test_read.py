"""Reading paths: which articles come, under which ids, and what happens when something cannot be read."""

from __future__ import annotations

import datetime
import os
import re
import unicodedata
from pathlib import Path

import pytest

from searchidx.errors import ReadError
from searchidx.files.readers import Keys, find_files, read, read_file
from searchidx.files.readers.remarks import Failure
from tests.support.files import read_all

TEXT = "Hội chợ mở cửa\n\nĐăng vào 31/07/2020\nSáng nay hội chợ đón hai nghìn khách.\n"


def write(root: Path, *names: str, text: str = TEXT) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def ids(*paths: str | os.PathLike[str]) -> list[str]:
    return [document.id for document in read(*paths)]


def failures(*paths: str | os.PathLike[str]) -> tuple[list[str], list[str]]:
    documents, errors = read_all(*paths)
    return [document.id for document in documents], errors


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


def test_bad_paths_are_reported_by_name_and_the_rest_is_read(tmp_path: Path) -> None:
    """A missing path, a type without a reader, a broken link, an empty and a binary file: one error each."""
    write(tmp_path, "good.txt", "page.bin", "in/z.txt")
    write(tmp_path, "in/empty.txt", text=" \n")
    (tmp_path / "in" / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "in" / "broken.txt").symlink_to("nothing.txt")
    paths = [tmp_path / name for name in ("gone", "page.bin", "in", "good.txt")] + [Path("zero\0byte")]
    found, errors = failures(*paths)
    assert found == ["z.txt", "good.txt"]
    reasons = [
        "No such file",
        "supported are .txt",
        "encoding",
        "broken link",
        "it is empty",
        "no file can have",
    ]
    names = ["gone", "page.bin", "binary.txt", "broken.txt", "empty.txt", "zero"]
    assert len(errors) == len(reasons)
    for error, reason, name in zip(errors, reasons, names, strict=True):
        assert reason in error
        assert name in error
    with pytest.raises(ReadError, match="gone cannot be read"):
        list(read(*paths))


def test_reading_is_lazy(tmp_path: Path) -> None:
    """A file is opened when its document is asked for."""
    write(tmp_path, "a.txt", "b.txt")
    documents = read(tmp_path)
    assert next(documents).id == "a.txt"
    (tmp_path / "b.txt").unlink()
    with pytest.raises(ReadError, match=r"b\.txt cannot be read"):
        next(documents)


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


def test_a_file_that_cannot_be_opened_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal is told, and the other files are read."""
    write(tmp_path, "a.txt", "c.txt")
    opened = Path.open

    def refuse(self: Path, *arguments: object, **options: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert failures(tmp_path) == (
        ["c.txt"],
        [
            f"{tmp_path}/a.txt cannot be read: Permission denied; "
            "check that it exists and that you may read it"
        ],
    )


def test_remarks_that_are_no_errors_are_not_reported(tmp_path: Path) -> None:
    """A date that cannot be read, or another encoding, is no reason to stop."""
    (tmp_path / "a.jsonl").write_bytes('{"title": "Hội chợ", "date": "hôm kia"}'.encode("utf-16"))
    assert ids(tmp_path) == ["a.jsonl:1"]
    assert failures(tmp_path) == (["a.jsonl:1"], [])


def test_a_file_found_earlier_may_be_gone(tmp_path: Path) -> None:
    """Between finding and reading a file may be deleted: that is a failure of that file."""
    write(tmp_path, "a.txt")
    (found,) = find_files([tmp_path]).files
    (tmp_path / "a.txt").unlink()
    (failure,) = read_file(found.file, Keys())
    assert isinstance(failure, Failure)
    assert failure.reason == "No such file or directory"


def test_the_seeds_are_read(seeds: Path) -> None:
    """Forty articles and more are read without an error, most with a date, all with ids of their own."""
    documents = list(read(seeds))
    assert len(documents) >= 40
    assert len({document.id for document in documents}) == len(documents)
    assert all(document.title and document.body for document in documents)
    assert sum(document.date is not None for document in documents) > 30
    tails = re.compile(r"Bình luận \(\d+\)|Thống kê|Lên đầu trang|Đăng vào .*|\|")
    assert not [document.id for document in documents if any(map(tails.fullmatch, document.body.split("\n")))]


def test_the_users_articles_have_their_titles_and_dates(shared_seeds: Path) -> None:
    """The user's two articles are of 24 November 2021, 22:26, and 31 July 2020."""
    first, second = read(shared_seeds)
    assert first.title.startswith("Bộ Công an và Bộ TT-TT")
    assert first.date == datetime.datetime(2021, 11, 24, 22, 26)
    assert second.date == datetime.date(2020, 7, 31)
    assert "(CAO)" in first.furniture.split("\n")
    assert second.title.endswith("6 tháng đầu năm")
    assert second.furniture.split("\n")[-1].startswith("Phòng Công tác Đảng")
    assert second.author == second.furniture.split("\n")[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "count", "dated"), [("rss2025_30k", 30_000, 30_000), ("crawl2025_2k", 2_429, 2_427)]
)
def test_the_news_collections_are_read(shared_data: Path, name: str, count: int, dated: int) -> None:
    """The dated items and the crawled articles are all read, without an error and with their dates."""
    documents = list(read(shared_data / "news" / f"{name}.jsonl.xz"))
    assert len(documents) == count
    assert sum(document.date is not None for document in documents) == dated
