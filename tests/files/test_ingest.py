"""From files to an index: what a run reads, keeps, forgets and tells."""

from __future__ import annotations

import json
import lzma
from typing import TYPE_CHECKING

import pytest

from searchidx import Index, Synonyms
from searchidx.errors import SearchError, SynonymsError
from searchidx.files import manifest
from searchidx.files.ingest import ingest
from searchidx.files.readers.remarks import (
    ConvertedEncoding,
    DamagedCharacters,
    Failure,
    PassedOver,
    UnreadDate,
    UnreadText,
)
from searchidx.terminal import indexing_report
from tests.support.archives import make_tar, make_zip, tar_member
from tests.support.compression import compress_zstd
from tests.support.extras import without_extras

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchidx.files.report import IndexingReport


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.create(tmp_path / "index") as empty_index:
        yield empty_index


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "a.txt", "Lúa được mùa")
    write(folder / "b.txt", "Cầu mới thông xe")
    write(folder / "tin.jsonl", "".join(f'{{"id": "t{n}", "title": "Tin số {n}"}}\n' for n in range(3)))
    return folder


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def counts(report: IndexingReport) -> tuple[int, int, int, int, int, int]:
    """New, changed, unchanged, gone files; articles taken; articles in the index."""
    files = report.new, report.changed, report.unchanged, report.gone
    return (*files, report.articles, report.total)


def ids(index: Index) -> list[str]:
    return sorted(index.ids())


def test_a_run_reads_what_is_new_and_only_that(index: Index, articles: Path) -> None:
    """The first run reads all files, the second none; a run without files is nothing."""
    report = ingest(index, [articles])
    assert counts(report) == (3, 0, 0, 0, 5, 5)
    assert report.seconds > 0
    assert ids(index) == ["a.txt", "b.txt", "t0", "t1", "t2"]
    assert counts(ingest(index, [articles])) == (0, 0, 3, 0, 0, 5)
    assert counts(ingest(index, [])) == (0, 0, 0, 0, 0, 5)


def test_a_changed_file_replaces_its_articles(index: Index, articles: Path) -> None:
    """What a file no longer holds is gone, what it holds is new; other files are not read."""
    ingest(index, [articles])
    write(articles / "a.txt", "Lúa mất mùa")
    write(articles / "tin.jsonl", '{"id": "t1", "title": "Tin sửa"}\n{"id": "t9", "title": "Tin thêm"}\n')
    assert counts(ingest(index, [articles])) == (0, 2, 1, 0, 3, 4)
    assert ids(index) == ["a.txt", "b.txt", "t1", "t9"]
    assert [hit.document.id for hit in index.search('"mất mùa"').hits] == ["a.txt"]
    assert index.search('"được mùa"').total == 0


def test_other_keys_read_the_files_of_records_again(index: Index, articles: Path) -> None:
    """Text files have no keys, so they are unchanged."""
    ingest(index, [articles])
    report = ingest(index, [articles], keys={"body": "noi_dung"})
    assert (report.changed, report.unchanged) == (1, 2)
    assert ingest(index, [articles], keys={"body": "noi_dung"}).unchanged == 3


def test_a_touched_file_is_unchanged(index: Index, articles: Path) -> None:
    """The content of a file tells whether it changed, not its time."""
    ingest(index, [articles])
    write(articles / "a.txt", "Lúa được mùa")
    assert counts(ingest(index, [articles])) == (0, 0, 3, 0, 0, 5)


def test_vanished_and_renamed_files(index: Index, articles: Path) -> None:
    """A file that is gone takes its articles with it; a renamed one is found under its new name."""
    ingest(index, [articles])
    (articles / "b.txt").unlink()
    (articles / "a.txt").rename(articles / "c.txt")
    assert counts(ingest(index, [articles])) == (1, 0, 1, 2, 1, 4)
    assert ids(index) == ["c.txt", "t0", "t1", "t2"]
    assert index.get("c.txt") is not None


def test_a_file_named_by_itself_that_is_gone_is_forgotten(index: Index, articles: Path) -> None:
    """The report tells how many articles went with it; a file that was never indexed is an error."""
    ingest(index, [articles])
    (articles / "tin.jsonl").unlink()
    report = ingest(index, [articles / "tin.jsonl", articles / "a.txt"])
    assert counts(report) == (0, 0, 1, 1, 0, 2)
    assert (report.removed, report.failures) == (3, ())
    assert "Removed 3 articles that no file holds any more" in list(indexing_report.summary(report))
    assert ids(index) == ["a.txt", "b.txt"]
    (failures,) = ingest(index, [articles / "tin.jsonl"]).failures
    assert "tin.jsonl cannot be read" in str(failures.first[0])


@pytest.mark.parametrize("name", ["articles", "articles/tin.jsonl", "link.txt", "articles/a.txt/x.txt"])
def test_what_may_come_back_is_not_forgotten(index: Index, articles: Path, tmp_path: Path, name: str) -> None:
    """A folder that is gone, what was in it, and a broken link are errors: a disk may be away."""
    (tmp_path / "link.txt").symlink_to(articles / "a.txt")
    ingest(index, [tmp_path / "link.txt"])
    ingest(index, [articles])
    before = ids(index)
    articles.rename(tmp_path / "away")
    report = ingest(index, [tmp_path / name])
    assert (report.gone, report.removed, len(report.failures)) == (0, 0, 1)
    assert ids(index) == before


def test_other_folders_are_left_alone(index: Index, articles: Path, tmp_path: Path) -> None:
    """Files that are not below the named paths stay in the index, whether they exist or not."""
    other = tmp_path / "other"
    other.mkdir()
    write(other / "x.txt", "Tin khác")
    ingest(index, [articles])
    (articles / "b.txt").unlink()
    assert counts(ingest(index, [other])) == (1, 0, 0, 0, 1, 6)
    assert "b.txt" in index


def test_an_archive_is_read_again_until_the_readers_of_its_members_are_installed(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Members that are passed over are told in every run, and keep the articles of an earlier run."""
    crawl = make_tar(tar_member("a.txt", "Lúa được mùa"), tar_member("b.txt", "Cầu mới thông xe"))
    (tmp_path / "tin.zip").write_bytes(make_zip({"c.txt": "Tin", "d.tar.zst": compress_zstd(crawl)}))
    found = ["tin.zip/c.txt", "tin.zip/d.tar.zst/a.txt", "tin.zip/d.tar.zst/b.txt"]
    with without_extras(monkeypatch):
        for _ in range(2):
            (passed_over,) = ingest(index, [tmp_path / "tin.zip"]).passed_over
            path = str(tmp_path / "tin.zip/d.tar.zst")
            assert (passed_over.count, passed_over.first) == (1, [PassedOver(path, ".tar.zst", "zstd")])
            assert ids(index) == found[:1]
    assert ingest(index, [tmp_path / "tin.zip"]).passed_over == ()
    assert ids(index) == found
    (tmp_path / "tin.zip").write_bytes(make_zip({"e.txt": "Tin", "d.tar.zst": compress_zstd(crawl)}))
    with without_extras(monkeypatch):
        ingest(index, [tmp_path / "tin.zip"])
        assert ids(index) == [*found, "tin.zip/e.txt"]
    ingest(index, [tmp_path / "tin.zip"])
    assert ids(index) == [*found[1:], "tin.zip/e.txt"]


def test_a_file_whose_extra_was_uninstalled_keeps_its_articles(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is passed over, which is no failure. With the extra, it counts as unchanged again."""
    folder = tmp_path / "tin"
    folder.mkdir()
    data = '{"id": "t1", "title": "Tin"}\n'
    (folder / "tin.jsonl.zst").write_bytes(compress_zstd(data.encode()))
    ingest(index, [folder])
    with without_extras(monkeypatch):
        report = ingest(index, [folder])
        assert (report.gone, report.removed, report.failures) == (0, 0, ())
        assert [passed_over.count for passed_over in report.passed_over] == [1]
        assert ids(index) == ["t1"]
    assert counts(ingest(index, [folder])) == (0, 0, 1, 0, 0, 1)


def test_an_unreadable_file_keeps_its_old_articles(index: Index, articles: Path) -> None:
    """A file that cannot be read now is reported by name every time; its articles stay until it can be."""
    ingest(index, [articles])
    (articles / "a.txt").write_bytes(b"")
    write(articles / "tin.jsonl", '{"id": "t1", "title": "Tin sửa"}\n{"broken\n')
    for _ in range(2):
        report = ingest(index, [articles])
        paths = [failures.first[0].path for failures in report.failures]
        assert paths == [f"{articles}/a.txt", f"{articles}/tin.jsonl"]
        assert "a.txt cannot be read: it is empty" in str(report.failures[0].first[0])
        assert "tin.jsonl, line 2" in str(report.failures[1].first[0])
        assert ids(index) == ["a.txt", "b.txt", "t0", "t1", "t2"]
        assert index.search("sửa").total == 1
    write(articles / "a.txt", "Lại đọc được")
    assert [failures.count for failures in ingest(index, [articles]).failures] == [1]
    assert index.search('"lại đọc"').total == 1


def test_of_many_errors_the_first_are_kept_and_all_are_counted(index: Index, articles: Path) -> None:
    """A file of a thousand broken lines costs a few messages, and its good lines are indexed."""
    path = articles / "hong.jsonl"
    write(path, "{\n" * 1_000 + '{"id": "tot", "title": "Tốt"}\n')
    report = ingest(index, [articles])
    (failures,) = report.failures
    assert failures.count == 1_000
    assert [failure.place for failure in failures.first] == ["line 1", "line 2", "line 3"]
    assert "tot" in index
    reason = "it is not JSON: Expecting property name enclosed in double quotes (column 2)"
    assert list(indexing_report.failures(report.failures)) == [
        *(f"searchidx: {path}, line {line}: {reason}" for line in (1, 2, 3)),
        f"searchidx: {path}: 997 more errors",
    ]


def test_three_errors_of_a_file_are_all_told(index: Index, articles: Path) -> None:
    """Only the fourth and later ones are counted."""
    for broken_lines, told in ((3, []), (4, [f"searchidx: {articles}/hong.jsonl: 1 more error"])):
        write(articles / "hong.jsonl", "{\n" * broken_lines)
        failures = ingest(index, [articles]).failures
        assert list(indexing_report.failures(failures))[3:] == told


def test_a_missing_path_is_a_failure_and_the_others_are_read(index: Index, articles: Path) -> None:
    """No file is taken for gone because a path was mistyped."""
    ingest(index, [articles])
    report = ingest(index, [articles / "nowhere", articles / "a.txt"])
    (failures,) = report.failures
    reason, advice = "No such file or directory", "check that it exists and that you may read it"
    assert failures.first == [Failure(f"{articles}/nowhere", reason, advice)]
    assert failures.count == 1
    assert counts(report) == (0, 0, 1, 0, 0, 5)


def test_articles_that_share_an_id_are_told(index: Index, articles: Path) -> None:
    """Of equal ids the last counts, in a run and beside files that are not read again; the report says so."""
    write(articles / "tin2.jsonl", '{"id": "t0", "title": "Khác"}\n{"id": "t9", "title": "Tin số 9"}\n')
    assert ingest(index, [articles]).repeated.count == 1
    assert ingest(index, [articles]).repeated.count == 0
    write(articles / "tin3.jsonl", '{"id": "t9", "title": "Lại khác"}\n')
    report = ingest(index, [articles])
    assert (report.repeated.count, report.total) == (1, 6)
    told = f"1 article replaced another article with the same id, as t9 in {articles}/tin3.jsonl did"
    assert told in list(indexing_report.summary(report))


def test_conversions_are_told(index: Index, articles: Path) -> None:
    """The report names each file that was not UTF-8, with its encoding; the articles are right."""
    (articles / "cu.txt").write_bytes("Tiêu đề cũ\n\nNội dung tiếng Việt đầy đủ dấu.".encode("utf-16"))
    report = ingest(index, [articles])
    assert report.conversions == (ConvertedEncoding(f"{articles}/cu.txt", "utf-16-le"),)
    assert report.damages == ()
    assert f"{articles}/cu.txt: converted from utf-16-le" in list(indexing_report.summary(report))
    assert index.search('"tiêu đề cũ"').hits[0].document.id == "cu.txt"


def test_damage_is_told(index: Index, articles: Path) -> None:
    """The report names each file with bytes that are no text, even if only one line of it is damaged."""
    (articles / "hu.txt").write_bytes("Lúa được mùa\nGiá lúa tăng ".encode() + b"\xff")
    lines = [
        '{"title": "Tin đầu"}',
        '{"title": "Tin giữa tháng: hội chợ \ufffd mở cửa"}',
        '{"title": "Tin cuối"}',
    ]
    data = "\n".join(lines).encode()
    (articles / "hu.jsonl").write_bytes(data.replace("\ufffd".encode(), b"\xff"))
    (articles / "lanh.jsonl").write_bytes(data)
    report = ingest(index, [articles])
    assert report.conversions == ()
    assert report.damages == (
        DamagedCharacters(f"{articles}/hu.jsonl", "utf-8"),
        DamagedCharacters(f"{articles}/hu.txt", "utf-8"),
    )
    told = [line for line in indexing_report.summary(report) if "could not be read" in line]
    assert [line.split(": ")[0] for line in told] == [f"{articles}/hu.jsonl", f"{articles}/hu.txt"]


def test_of_the_encodings_of_one_file_one_is_told(index: Index, articles: Path) -> None:
    """It is the first damaged one, else the last one; a record's own key `encoding` does not count."""
    utf_8, other = "utf-8", "viscii"
    path = f"{articles}/nhieu.jsonl"
    remarks = {
        "d": DamagedCharacters(path, utf_8),
        "D": DamagedCharacters(path, other),
        "c": ConvertedEncoding(path, "windows-1258"),
        "C": ConvertedEncoding(path, other),
    }
    for order, conversions, damages in (
        ("cC", (remarks["C"],), ()),
        ("Cc", (remarks["c"],), ()),
        ("cdC", (), (remarks["d"],)),
        ("dcD", (), (remarks["d"],)),
        ("", (), ()),
    ):
        with pytest.MonkeyPatch.context() as patch:
            items = [remarks[letter] for letter in order]
            patch.setattr("searchidx.files.reading.read_file", lambda file, keys, items=items: iter(items))
            write(articles / "nhieu.jsonl", order)
            report = ingest(index, [articles / "nhieu.jsonl"])
        assert (report.conversions, report.damages) == (conversions, damages)
    write(articles / "nhieu.jsonl", '{"title": "a", "encoding": "viscii, damaged"}')
    report = ingest(index, [articles / "nhieu.jsonl"])
    assert (report.conversions, report.damages) == ((), ())


def test_unread_dates_are_told(index: Index, articles: Path) -> None:
    """A date that cannot be read is no error: its article is indexed, and the report counts and shows one."""
    dates = ["2021-11-24", None, " ", "3 giờ trước", 1637766360, "2021-02-30"]
    lines = [json.dumps({"id": f"d{n}", "title": "Tin", "date": date}) for n, date in enumerate(dates)]
    write(articles / "ngay.jsonl", "\n".join(["", *lines]))
    report = ingest(index, [articles])
    assert (report.unread_dates.count, report.failures) == (3, ())
    assert report.unread_dates.first == [UnreadDate(f"{articles}/ngay.jsonl", "line 5", "3 giờ trước")]
    told = [line for line in indexing_report.summary(report) if "date" in line]
    assert told == [
        f'3 dates could not be read, as in {articles}/ngay.jsonl, line 5: "3 giờ trước"; '
        "write dates as 2021-11-24"
    ]
    assert all(f"d{n}" in index for n in range(6))
    assert ingest(index, [articles]).unread_dates.count == 0


def test_a_long_unread_date_is_cut(index: Index, articles: Path) -> None:
    """Whatever stands where a date should, the line that tells of it is short."""
    write(articles / "ngay.jsonl", json.dumps({"title": "Tin", "date": "hôm qua " * 1_000}))
    (told,) = [
        line for line in indexing_report.summary(ingest(index, [articles])) if "could not be read" in line
    ]
    assert len(told) < len(str(articles)) + 160
    assert '"hôm qua hôm qua' in told


def test_texts_under_unknown_keys_are_told(index: Index, articles: Path) -> None:
    """Such records are indexed; the report counts them and shows the keys of the first one."""
    lines = [
        {"id": "a1", "title": "Tin chỉ có tiêu đề", "author": "Lâm Uyên"},
        {"id": "a2", "title": "Chợ nổi", "chapters": "Chợ nổi họp từ sáng sớm."},
        {"id": "a3", "title": "Chợ quê", "paragraphs": ["Chợ quê họp", "theo phiên."]},
    ]
    write(articles / "cho.jsonl", "\n".join(map(json.dumps, lines)))
    report = ingest(index, [articles])
    assert (report.unread_texts.count, report.failures) == (2, ())
    assert report.unread_texts.first == [
        UnreadText(f"{articles}/cho.jsonl", "line 2", ("chapters", "id", "title"))
    ]
    told = (
        f"2 articles have a title only, as in {articles}/cho.jsonl, line 2 (keys: chapters, id, title); "
        "name the key of the text: --map body=KEY"
    )
    assert [line for line in indexing_report.summary(report) if "title only" in line] == [told]
    assert all(f"a{n}" in index for n in (1, 2, 3))
    assert ingest(index, [articles]).unread_texts.count == 0


def test_many_keys_of_a_record_are_cut(index: Index, articles: Path) -> None:
    """One article without its text is told in the singular, in a short line whatever the keys are."""
    record = {"title": "Tin", **{f"khóa\x1b{n}": "nội dung" for n in range(1_000)}}
    write(articles / "cho.jsonl", json.dumps(record))
    (told,) = [line for line in indexing_report.summary(ingest(index, [articles])) if "title only" in line]
    assert told.startswith("1 article has a title only, as in ")
    assert told.isprintable()
    assert len(told) < len(str(articles)) + 180


def test_compressed_files_are_told_apart_by_content(index: Index, articles: Path) -> None:
    """An xz file of several articles is one file, and unchanged when it is the same."""
    lines = "".join(json.dumps({"id": f"x{n}", "title": f"Bài {n}"}) + "\n" for n in range(4))
    (articles / "bai.jsonl.xz").write_bytes(lzma.compress(lines.encode()))
    assert counts(ingest(index, [articles])) == (4, 0, 0, 0, 9, 9)
    assert counts(ingest(index, [articles])) == (0, 0, 4, 0, 0, 9)


def test_an_index_inside_the_indexed_folder_is_not_read(tmp_path: Path) -> None:
    """`searchidx index .` with the index in the same folder finds the articles only, at every run."""
    write(tmp_path / "a.txt", "Lúa được mùa")
    with Index.create(tmp_path / "index") as index:
        assert counts(ingest(index, [tmp_path])) == (1, 0, 0, 0, 1, 1)
        assert counts(ingest(index, [tmp_path])) == (0, 0, 1, 0, 0, 1)


def test_progress_counts_articles_and_files(index: Index, articles: Path) -> None:
    """Every article that is taken is told, and every file that is read, also one without articles."""
    (articles / "aa.txt").write_bytes(b"")
    told: list[tuple[int, int, int]] = []
    ingest(index, [articles], progress=lambda *counts: told.append(counts))
    assert told == [
        *((1, 0, 4), (1, 1, 4)),
        (1, 2, 4),
        *((2, 2, 4), (2, 3, 4)),
        *((3, 3, 4), (4, 3, 4), (5, 3, 4), (5, 4, 4)),
    ]


class Death(BaseException):
    """What ends a process, as far as code can see."""


def altered(articles: Path) -> None:
    write(articles / "a.txt", "Lúa mất mùa")
    (articles / "b.txt").unlink()
    write(articles / "c.txt", "Tin thêm")


AFTERWARDS = ["a.txt", "c.txt", "t0", "t1", "t2"]


@pytest.mark.parametrize("saves", [0, 1])
def test_a_death_around_the_commit_is_mended_by_the_next_run(
    index: Index, articles: Path, saves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the commit or between it and the last manifest, the next run comes to the same end."""
    ingest(index, [articles])
    altered(articles)
    left = iter(range(saves))
    save = manifest.ManifestFile.save

    def dying(self: manifest.ManifestFile, saved: manifest.Manifest) -> None:
        if next(left, None) is None:
            raise Death
        save(self, saved)

    with monkeypatch.context() as patched:
        patched.setattr(manifest.ManifestFile, "save", dying)
        with pytest.raises(Death):
            ingest(index, [articles])
    with Index.open(index.folder) as again:
        assert ids(again) == (AFTERWARDS if saves else ["a.txt", "b.txt", "t0", "t1", "t2"])
        ingest(again, [articles])
        assert ids(again) == AFTERWARDS
        assert again.search('"mất mùa"').total == 1
        assert counts(ingest(again, [articles])) == (0, 0, 3, 0, 0, 5)


def test_an_error_while_reading_undoes_the_run(
    index: Index, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a run ends in an error, neither the index nor what is known of the files has changed."""
    ingest(index, [articles])
    altered(articles)
    known = (index.folder / manifest.FILE_NAME).read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr("searchidx.files.reading.read_file", failing)
        with pytest.raises(SearchError):
            ingest(index, [articles])
    assert (index.folder / manifest.FILE_NAME).read_bytes() == known
    assert ids(index) == ["a.txt", "b.txt", "t0", "t1", "t2"]
    ingest(index, [articles])
    assert ids(index) == AFTERWARDS


def failing(*_: object) -> None:
    raise SearchError("no more memory")


def test_synonyms_are_part_of_a_run(index: Index, articles: Path) -> None:
    """A run without synonyms keeps them; one with synonyms replaces them, also without a changed file."""
    ingest(index, [articles], synonyms=Synonyms.parse("lúa, thóc"))
    assert len(index.synonyms()) == 1
    ingest(index, [articles])
    assert index.synonyms() == Synonyms.parse("lúa, thóc")
    report = ingest(index, [articles], synonyms=Synonyms.parse("cầu, kiều\na => b"))
    assert counts(report) == (0, 0, 3, 0, 0, 5)
    assert len(index.synonyms()) == 2
    ingest(index, [], synonyms=Synonyms())
    assert index.synonyms() == Synonyms()


def test_a_run_that_fails_keeps_the_old_synonyms(index: Index, articles: Path) -> None:
    """The synonyms are committed with the articles, or not at all."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(index, [articles], interrupt, synonyms=Synonyms.parse("lúa, thóc"))
    assert index.synonyms() == Synonyms()
    assert len(index) == 0
    write(articles / "bad", "một")
    with pytest.raises(SynonymsError, match="bad, line 1"):
        ingest(index, [articles], synonyms=articles / "bad")
    assert len(index) == 0


def test_the_keys_of_a_file_are_remembered(index: Index, tmp_path: Path) -> None:
    """Without keys, a known file is read with its earlier keys, also if it changed. New keys replace them."""
    path = tmp_path / "a.jsonl"
    write(path, '{"id": "1", "ten": "Chợ nổi", "bai": {"chu": "Họp sớm."}}')
    report = ingest(index, [tmp_path])
    assert (report.articles, report.failures[0].count) == (0, 1)
    report = ingest(index, [tmp_path], keys={"title": "ten", "body": ["x", "bai.chu"]})
    assert (report.new, report.articles, report.failures) == (1, 1, ())
    assert (index["1"].title, index["1"].body) == ("Chợ nổi", "Họp sớm.")
    assert counts(ingest(index, [tmp_path])) == (0, 0, 1, 0, 0, 1)
    write(path, '{"id": "1", "ten": "Chợ quê", "bai": {"chu": "Họp sớm."}}')
    report = ingest(index, [tmp_path])
    assert (report.changed, index["1"].title) == (1, "Chợ quê")
    report = ingest(index, [tmp_path], keys={"title": "bai.chu"})
    assert (report.changed, index["1"].title, index["1"].body) == (1, "Họp sớm.", "")
    write(tmp_path / "b.jsonl", '{"id": "2", "title": "Tin", "bai": {"chu": "x"}}')
    ingest(index, [tmp_path])
    assert index["2"].title == "Tin"


def test_keys_are_checked_before_a_file_is_read(index: Index, articles: Path) -> None:
    """A name that is neither an attribute nor a keyword field of the index is a mistake."""
    with pytest.raises(SearchError, match=r"'titel' is no part of an article .* id, title, body, date"):
        ingest(index, [articles], keys={"titel": "ten"})
    assert len(index) == 0
