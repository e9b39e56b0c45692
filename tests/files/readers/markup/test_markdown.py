"""Markdown files: what is shown, what the front matter tells, and text that is meant to take long."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchidx.files.readers.remarks import ConvertedEncoding, DamagedCharacters, Failure, Note
from tests.support.files import read_remarks

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.model import Document


def read(path: Path, text: str | bytes) -> Document:
    """The article of a file that gives no remark."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (document,), remarks = read_remarks(path)
    assert remarks == []
    return document


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Chợ *họp* **sớm**, ~~muộn~~ __vui__.", "Chợ họp sớm, muộn vui."),
        ("Một dòng\nnối liền.\n\nĐoạn hai.", "Một dòng nối liền.\nĐoạn hai."),
        ("ngắt  \ndòng\\\nhai", "ngắt\ndòng\nhai"),
        ('Xem [bản đồ](http://a.example/b "chú") và <http://c.example>.', "Xem bản đồ và http://c.example."),
        ("Xem [bản đồ][1], [lịch].\n\n[1]: http://a.example\n[lịch]: /b 'tựa'", "Xem bản đồ, lịch."),
        ("![Bến *đò* cũ](a.png)", "Bến đò cũ"),
        ("[![Ảnh < bìa](a.png)](b.html)", "Ảnh < bìa"),
        ("```python title=x\nif a < b:\n    c\n```\n\n    thụt  lề\n", "if a < b:\n    c\nthụt  lề"),
        ("~~~\n# x\n~~~\n`a  b` ``c`d``", "# x\na b c`d"),
        ("|a|b|\n|-|:-:|\n|1 *x*|2|\n", "a | b\n1 x | 2"),
        ("- một\n- hai\n  1. ba\n  2. bốn\n\n* năm", "một\nhai\n1. ba\n2. bốn\nnăm"),
        ("3) ba\n3) *bốn*\n\n   đoạn\n4) - năm", "3) ba\n4) bốn\nđoạn\n5) năm"),
        ("0. không\n1.\n2. hai\n3. > ba\n4. ```\n   bốn\n   ```\n", "0. không\n2. hai\n3. ba\n4. bốn"),
        ("1. 1. một\n   2. hai\n2. [ ] ba\n\n10. *mười*", "1. 1. một\n2. hai\n2. ba\n3. mười"),
        ("- [ ] mua\n- [x] bán", "mua\nbán"),
        ("> trích\n> > dẫn", "trích\ndẫn"),
        ("Nước[^1] lên^[tại chỗ].\n\n[^1]: Đo *lúc* sáng.\n", "Nước lên.\nĐo lúc sáng.\ntại chỗ"),
        (r"\*không\* 1\. \[a\] 2 &lt; 3 &#7879; &amp;lt; `&amp;`", "*không* 1. [a] 2 < 3 ệ &lt; &amp;"),
        ("<div align=center>\n\n**đậm** <b>x</b><br>y\n\n</div>", "đậm x\ny"),
        ("a <!-- b --> c\n\n<script>\nd\n</script>\n<style>e</style>", "a c"),
        ("## Hai\n### Ba ###\n\nSetext\n---\n***\nhết", "Hai\nBa\nSetext\nhết"),
        ("T&T và AT&amp;T", "T&T và AT&T"),
    ],
)
def test_the_body_is_what_is_shown(tmp_path: Path, text: str, body: str) -> None:
    """Targets of links, fences, tags and signs are not text."""
    assert read(tmp_path / "a.md", text).body == body


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Chợ *nổi*\n\nHọp sớm.", "Chợ nổi", "Họp sớm."),
        ("Chợ nổi\n=====\nHọp sớm.", "Chợ nổi", "Họp sớm."),
        ("Lời đầu.\n\n# Chợ nổi\n\nHọp sớm.\n\n# Chợ quê\n", "Chợ nổi", "Lời đầu.\nHọp sớm.\nChợ quê"),
        ('<h1 align="center">Chợ nổi</h1>\n\nHọp sớm.', "Chợ nổi", "Họp sớm."),
        ("## Chợ nổi\n\nHọp sớm.", "Chợ nổi", "Chợ nổi\nHọp sớm."),
        ("# Chợ nổi", "Chợ nổi", ""),
        ("---\ntitle: Chợ nổi\n---\n# Chợ nổi\n\nHọp sớm.", "Chợ nổi", "Họp sớm."),
        ("---\ntitle: Chợ nổi\n---\n# Mục một\n\nHọp sớm.", "Chợ nổi", "Mục một\nHọp sớm."),
        ("---\ntiêu đề: Chợ nổi\n---\n# Mục một\n", "Chợ nổi", "Mục một"),
        ("---\ntitle:\n---\n# Chợ nổi\n", "Chợ nổi", ""),
        ("---\ntitle: 2021-11-24\n---\nHọp sớm.", "2021-11-24", "Họp sớm."),
        ("---\ntitle: 1984\n---\nHọp sớm.", "1984", "Họp sớm."),
        ("---\ntitle: [Chợ nổi, Cái Răng]\n---\nHọp sớm.", "Chợ nổi, Cái Răng", "Họp sớm."),
        ("# Thẻ `<p>` và `&lt;`\n\n```\n<p>Họp.</p>\n```", "Thẻ <p> và &lt;", "<p>Họp.</p>"),
        ("---\ntitle: true\nid: no\n---\nHọp sớm.", "true", "Họp sớm."),
        ("---\n\nHọp sớm.\n\n---\n", "Họp sớm.", "Họp sớm."),
    ],
)
def test_titles(tmp_path: Path, text: str, title: str, body: str) -> None:
    """The title is that of the front matter, else the first heading, else the beginning."""
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    (document,), _ = read_remarks(path)
    assert (document.title, document.body) == (title, body)


def test_front_matter_becomes_attributes(tmp_path: Path) -> None:
    """Keys that are known become attributes, and others go to `extra` with their types."""
    document = read(
        tmp_path / "a.markdown",
        "---\r\ntitle: 'Chợ &amp; sông'\r\ndate: 2021-11-24 22:26:00 +07:00\r\n"
        "authors: [Lâm Uyên, Đình Bá]\r\ncategories:\r\n  - Đời sống\r\n"
        "  - Du lịch\r\nurl: /cho-noi/\r\ntags: [chợ, sông]\r\nviews: 7\r\n"
        "lastmod: 2022-01-02\r\nsource: Báo Mẫu\r\nid: c1\r\n---\r\nHọp sớm.\r\n",
    )
    zone = datetime.timezone(datetime.timedelta(hours=7))
    assert document.date == datetime.datetime(2021, 11, 24, 22, 26, tzinfo=zone)
    assert (document.id, document.title, document.body) == ("a.markdown", "Chợ & sông", "Họp sớm.")
    assert (document.author, document.category) == ("Lâm Uyên, Đình Bá", "Đời sống, Du lịch")
    assert (document.url, document.source) == ("/cho-noi/", "Báo Mẫu")
    others = {"id": "c1", "tags": ["chợ", "sông"], "views": 7, "lastmod": "2022-01-02"}
    assert others.items() <= document.extra.items()


def test_keys_of_peoples_own(tmp_path: Path) -> None:
    """Common names are recognised and told, and keys that the user names are used."""
    path = tmp_path / "a.md"
    path.write_text("---\ntieu_de: Chợ nổi\nngay: 2021-11-24\nnhan: ghe\n---\nHọp sớm.", encoding="utf-8")
    (document,), remarks = read_remarks(path)
    assert (document.title, document.date) == ("Chợ nổi", datetime.date(2021, 11, 24))
    assert remarks == [Note(str(path), 'title from "tieu_de", date from "ngay"')]
    (document,), _ = read_remarks(path, title="nhan")
    assert (document.title, document.body) == ("ghe", "Họp sớm.")


@pytest.mark.parametrize("key", ["id", "ID", "guid", "uuid", "doc_id"])
def test_the_id_is_that_of_the_file(tmp_path: Path, key: str) -> None:
    """Sites need an id to be unique in a folder only, so articles would replace each other."""
    path = tmp_path / "a.md"
    path.write_text(f"---\n{key}: intro\nslug: mo-dau\n---\nHọp sớm.", encoding="utf-8")
    (document,), remarks = read_remarks(path)
    assert (document.id, document.extra[key], remarks) == ("a.md", "intro", [])
    assert [read_remarks(path, id=named)[0][0].id for named in (key, "slug")] == ["intro", "mo-dau"]


def test_front_matter_that_is_not_yaml(tmp_path: Path) -> None:
    """It is read as texts, and the line of the problem is told."""
    path = tmp_path / "a.md"
    path.write_text("---\ndate: 2021-11-24\ntitle: Chợ: nổi\n---\n# Chợ quê\n\nHọp sớm.", encoding="utf-8")
    (document,), (remark,) = read_remarks(path)
    assert (document.title, document.body) == ("Chợ: nổi", "Chợ quê\nHọp sớm.")
    assert document.date == datetime.date(2021, 11, 24)
    assert remark == Note(
        str(path),
        "line 3 of its front matter is not YAML (mapping values are not allowed in this context) and was "
        "read as text; put values with special characters in quotes",
    )


def test_broken_front_matter_in_toml(tmp_path: Path) -> None:
    """The article is read without it, and this is a failure."""
    path = tmp_path / "a.md"
    path.write_text("+++\ntitle = Chợ\n+++\n# Chợ quê\n\nHọp sớm.", encoding="utf-8")
    (document,), (remark,) = read_remarks(path)
    assert (document.title, document.body) == ("Chợ quê", "Họp sớm.")
    assert isinstance(remark, Failure)
    assert (remark.place, remark.advice) == ("line 1", "put values with special characters in quotes")
    assert remark.reason.startswith("its front matter cannot be read: Invalid value")


@pytest.mark.parametrize(
    ("data", "reason", "advice"),
    [
        (b"", "it holds no text", "write its text, or remove it"),
        (b" \n\n<!-- a -->\n", "it holds no text", "write its text, or remove it"),
        (b"---\ndraft: false\n---\n", "it holds no text", "write its text, or remove it"),
        (bytes(range(256)) * 40, "its encoding cannot be recognised", "save it as UTF-8"),
        (b"a" * ((16 << 20) + 1), "it is larger than 16 MiB", "split it into its articles"),
    ],
    ids=["empty", "comment", "no text", "binary", "huge"],
)
def test_files_that_are_no_article(tmp_path: Path, data: bytes, reason: str, advice: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    assert read_remarks(path) == ([], [Failure(str(path), reason, advice)])


def test_encodings(tmp_path: Path) -> None:
    """Other encodings and damage are told as for text files."""
    path = tmp_path / "a.md"
    path.write_bytes("---\ntitle: Chợ nổi\n---\nHọp *sớm*.".encode("utf-16"))
    (document,), remarks = read_remarks(path)
    assert (document.title, document.body) == ("Chợ nổi", "Họp sớm.")
    assert document.extra == {"encoding": "utf-16-le"}
    assert remarks == [ConvertedEncoding(str(path), "utf-16-le")]
    path.write_bytes("# Chợ nổi\nHọp sớm ".encode() + b"\xff")
    assert read_remarks(path)[1] == [DamagedCharacters(str(path), "utf-8")]
    assert read(path, "\ufeff---\ntitle: Chợ\n---\na").title == "Chợ"


PIECES = (
    *("[", "]", "*", "**a", "_", "`", "``a`", "![", "[a](", "[a](<", "<", "<a", "<!--", "&", "\\", "> ", ">"),
    *(
        "- ",
        "1. ",
        "#",
        "|",
        "|a",
        "a|b\n-|-\n",
        "~~~\n",
        "[a]: b\n",
        "[^a]",
        "[^a]: b\n",
        "^[",
        "[a][",
        "*a_ ",
    ),
    *("~~", "- - a\n", "> > a\n", "http://a.", "[a\n", "\t", "<div>\n", "x\n=\n", "a  \n"),
)


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_text(tmp_path: Path, piece: str) -> None:
    """One sign over and over, deep lists and quotations: the end is read."""
    path = tmp_path / "a.md"
    path.write_text(f"# Chợ\n\n{piece * (6000 // len(piece))}\n```\n\n~~~\n\nhết", encoding="utf-8")
    (document,), _ = read_remarks(path)
    assert document.title.removeprefix("# ") == "Chợ"  # with its sign if the text is nested too deep


@pytest.mark.parametrize(
    "text",
    [
        "".join("  " * level + f"- a{level}\n" for level in range(40)),
        "".join("  " * level + f"- a{level}\n" for level in range(200)),
        ">" * 30 + " a0 a199",
        ">" * 10_000 + " a0 a199",
        "- " * 10_000 + " a0 a199",
    ],
    ids=range(5),
)
def test_deep_nesting(tmp_path: Path, text: str) -> None:
    """No text is lost, however deep lists and quotations are nested."""
    body = read(tmp_path / "a.md", f"{text}\n\nhết").body
    assert {"a0", "hết"} <= set(body.split())
    assert text.count("a") == body.count("a")


def test_long_texts_are_read_in_sections(tmp_path: Path) -> None:
    """No paragraph is lost or cut where a section ends."""
    paragraphs = [f"Đoạn *số* {number} kể chuyện ghe thuyền." for number in range(12_000)]
    body = read(tmp_path / "a.md", "# Chợ\n\n" + "\n\n".join(paragraphs)).body
    assert body == "\n".join(paragraphs).replace("*", "")
    assert len(read(tmp_path / "b.md", "# Chợ\n\n" + "a" * 600_000).body) in (600_000, 600_001)


WORDS = st.text(st.sampled_from("aăâbđêôơưệộ"), min_size=1, max_size=9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries({"title": WORDS, "date": st.dates(), "author": WORDS, "tags": st.lists(WORDS)}),
    WORDS,
)
def test_what_is_written_is_read(tmp_path: Path, values: dict[str, Any], body: str) -> None:
    """An article that PyYAML writes comes back."""
    body = f"x {body}"
    path = tmp_path / "a.md"
    path.write_text(f"---\n{yaml.safe_dump(values, allow_unicode=True)}---\n{body}\n", encoding="utf-8")
    (document,), _ = read_remarks(path)
    assert (document.title, document.date) == (values["title"], values["date"])
    assert (document.author, document.extra["tags"]) == (values["author"], values["tags"])
    assert document.body == body
