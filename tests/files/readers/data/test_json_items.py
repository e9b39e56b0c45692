"""JSON files: where the articles are, what is no article, broken items, and limits of memory."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.content import Content
from searchidx.files.readers.data import json_buffer
from searchidx.files.readers.data.json_items import read_json
from searchidx.files.readers.keys import Keys
from searchidx.files.readers.remarks import ConvertedEncoding, DamagedCharacters, Failure, Note
from searchidx.model import Document

if TYPE_CHECKING:
    from searchidx.files.readers.remarks import Remark

ARTICLES = [{"title": "Chợ nổi", "body": "Chợ họp sớm."}, {"title": "Chợ quê", "body": "Họp theo phiên."}]
TITLES = [{"title": "Chợ nổi"}, {"title": "Chợ quê"}]


def read_text(data: str | bytes, name: str = "tin.json", **keys: str) -> tuple[list[Document], list[Remark]]:
    raw = data.encode() if isinstance(data, str) else data
    items = list(read_json(Content(f"a/{name}", name, io.BytesIO(raw)), Keys(tuple(keys.items()))))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [item for item in items if not isinstance(item, Document)]


def read_value(value: object, **keys: str) -> tuple[list[Document], list[Remark]]:
    return read_text(json.dumps(value, ensure_ascii=False), **keys)


def titles_of(documents: list[Document]) -> list[tuple[str, str]]:
    return [(document.id, document.title) for document in documents]


ALL = [("tin.json:1", "Chợ nổi"), ("tin.json:2", "Chợ quê")]


@pytest.mark.parametrize("articles", [ARTICLES, TITLES])
@pytest.mark.parametrize(
    "path",
    [(), ("data",), ("articles",), ("response", "docs"), tuple("abcdefghij")],
)
def test_an_array_may_be_inside_objects(articles: list[dict[str, str]], path: tuple[str, ...]) -> None:
    value: object = articles
    for key in reversed(path):
        value = {
            "status": "ok",
            "tags": ["a", "b"],
            "links": [{"href": "x"}],
            "none": [],
            key: value,
            "end": {},
        }
    documents, remarks = read_value(value)
    assert titles_of(documents) == ALL
    assert remarks == []


@pytest.mark.parametrize(
    ("value", "titles"),
    [
        # An object with a text is an article, whatever follows or precedes.
        ({"comments": [{"text": "Hay"}], "title": "Chợ nổi", "body": "x"}, [("tin.json", "Chợ nổi")]),
        ({"title": "Chợ nổi", "content": "x", "related": TITLES}, [("tin.json", "Chợ nổi")]),
        ({"title": "Chợ nổi"}, [("tin.json", "Chợ nổi")]),
        ({"id": 7, "title": "Chợ nổi"}, [("7", "Chợ nổi")]),
        # A feed has a title and a description itself.
        ({"title": "Tin mới", "description": "Báo", "items": TITLES}, ALL),
        # An array with texts is preferred.
        ({"sections": [{"title": "Thời sự"}], "articles": ARTICLES}, ALL),
        ({"title": "Tin mới", "links": [{"href": "x"}]}, [("tin.json", "Tin mới")]),
    ],
)
def test_which_part_is_an_article(value: object, titles: list[tuple[str, str]]) -> None:
    assert titles_of(read_value(value)[0]) == titles


@pytest.mark.parametrize(
    "value",
    [
        *(3, "Chợ nổi", None, True, 1.5, [], {}, [[]], [1, 2], ["a"], [[{"title": "a"}]]),
        {"name": "p", "version": "1.0", "description": "d", "authors": [{"name": "a"}]},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"title": "a"}}]},
        [{"name": "a", "value": 1}, {"name": "b"}],
        [{"summary": "a"}],
    ],
)
def test_a_file_of_something_else_is_a_note(value: object) -> None:
    """A folder may have such files, so it is no error."""
    documents, (note,) = read_value(value)
    assert documents == []
    assert isinstance(note, Note)
    keys = f" (keys: {', '.join(map(json.dumps, value))})" if isinstance(value, dict) and value else ""
    assert note.text == f"no articles were found{keys}; name their keys, as in title=KEY body=KEY"


def test_keys_that_the_user_named() -> None:
    documents, remarks = read_value(
        {"features": [{"properties": {"name": "Chợ nổi"}, "x": {"y": "Họp sớm"}}]},
        title="properties.name",
        body="x.y",
    )
    assert [(document.title, document.body, document.extra) for document in documents] == [
        ("Chợ nổi", "Họp sớm", {})
    ]
    assert remarks == []


def test_lines_under_the_name_of_json() -> None:
    documents, remarks = read_text('{"title": "Chợ nổi"}\n{"title": }\n\n{"title": "Chợ quê"}\n')
    assert titles_of(documents) == [("tin.json:1", "Chợ nổi"), ("tin.json:4", "Chợ quê")]
    assert remarks == [Failure("a/tin.json", "it is not JSON: Expecting value (column 11)", place="line 2")]
    documents, remarks = read_text('{"title": "Chợ nổi",}\n{"title": "Chợ quê"}')
    assert titles_of(documents) == [("tin.json:2", "Chợ quê")]
    assert [remark.place for remark in remarks if isinstance(remark, Failure)] == ["line 1"]


DEEP = "[" * 64 + "]" * 64
REST = ", and the rest of the file is not read"
END = "it is damaged or ends too early (the end of a value is missing)"
CLOSED = "it is damaged or ends too early (a bracket is closed that was not opened)"


@pytest.mark.parametrize("around", ["[{}]", '{{"n": 1, "data": [{}], "end": 2}}'])
@pytest.mark.parametrize(
    ("items", "numbers", "failures"),
    [
        (
            'A, {"title": "b",}, A',
            [1, 3],
            [(2, "it is not JSON: Expecting property name enclosed in double quotes")],
        ),
        (
            "A, {'title': 'b'}, A",
            [1, 3],
            [(2, "it is not JSON: Expecting property name enclosed in double quotes")],
        ),
        ('A, {"title": b, "x": "}],[{"}, A', [1, 3], [(2, "it is not JSON: Expecting value")]),
        ('A, {"title": "b\n"}, A', [1, 3], [(2, "it is not JSON: Invalid control character at")]),
        ("A, 5, A", [1, 3], [(2, "it is not a JSON object")]),
        ("A, [A], A", [1, 3], [(2, "it is not a JSON object")]),
        ("A,, A", [1, 3], [(2, "it is not JSON: Expecting value")]),
        (f'A, {{"title": "b", "x": {DEEP}}}, A', [1, 3], [(2, "it is nested deeper than 64 levels")]),
        (f'A, {{"title": "b", "x": {"9" * 5000}}}, A', [1, 3], [(2, "a number in it has too many digits")]),
        ('A, {"body": "", "x": NaN}, A', [1, 2, 3], []),
        ("A A A,", [1, 2, 3], []),
    ],
)
def test_a_broken_item_is_a_failure_and_the_others_are_read(
    around: str, items: str, numbers: list[int], failures: list[tuple[int, str]]
) -> None:
    documents, remarks = read_text(around.format(items.replace("A", '{"title": "a", "body": "c"}')))
    assert [document.id for document in documents] == [f"tin.json:{number}" for number in numbers]
    assert [(remark.place, remark.reason) for remark in remarks if isinstance(remark, Failure)] == [
        (f"item {number}", reason) for number, reason in failures
    ]


@pytest.mark.parametrize("around", ["[", '{"data": ['])
@pytest.mark.parametrize(
    ("end", "reason"),
    [
        *((", {", END), (', {"title": "c', END)),
        *((",", END), ("", END)),
        ("}, A]", CLOSED),
        (', {"title": "c}, A]', END),
    ],
)
def test_what_cannot_be_resynchronised_ends_the_file(around: str, end: str, reason: str) -> None:
    article = '{"title": "a", "body": "b"}'
    documents, remarks = read_text(f"{around}{article}, {article}{end}".replace("A", article))
    assert [document.id for document in documents] == ["tin.json:1", "tin.json:2"]
    assert remarks == [Failure("a/tin.json", reason + REST, "save or download it again", "item 3")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("<html><body>Chợ nổi</body></html>", "it is no .json file, although its name ends like one"),
        ("nul", "it is no .json file, although its name ends like one"),
        ('{"title"', END),
        ('{"title" "a"}', 'it is not JSON: ":" is missing'),
        ('{"title": "a" "body": "b"}', 'it is not JSON: "," is missing'),
        ('{"title": "a"', END),
        ('{"a":' * 100_000, END),
        ("{" * 100_000, END),
    ],
)
def test_what_is_no_json(data: str, reason: str) -> None:
    documents, remarks = read_text(data)
    assert documents == []
    assert [remark.reason for remark in remarks if isinstance(remark, Failure)] == [reason]


@pytest.mark.parametrize("opening", ["[", "[[{", '[{"a":', '{"a":[', '[{"title":"x","y":['])
def test_deep_nesting_ends_with_a_remark(opening: str) -> None:
    documents, remarks = read_text(opening * 200_000)
    assert documents == []
    assert remarks


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_told_once(encoding: str) -> None:
    documents, remarks = read_text(json.dumps(ARTICLES, ensure_ascii=False).encode(encoding))
    name = {"utf-8-sig": "", "utf-16": "utf-16-le"}.get(encoding, encoding)
    assert titles_of(documents) == ALL
    assert [document.extra for document in documents] == [{"encoding": name} if name else {}] * 2
    assert remarks == ([ConvertedEncoding("a/tin.json", name)] if name else [])


def test_bad_bytes_damage_their_items_only() -> None:
    data = json.dumps(ARTICLES * 9, ensure_ascii=False).encode().replace(b"qu\xc3\xaa", b"qu\xff", 1)
    documents, remarks = read_text(data)
    assert documents[1].title == "Chợ qu\ufffd"
    assert [document.extra for document in documents[:3]] == [{}, {"encoding": "utf-8, damaged"}, {}]
    assert remarks == [DamagedCharacters("a/tin.json", "utf-8")]


def test_what_is_no_text() -> None:
    reason, advice = "its encoding cannot be recognised", "save it as UTF-8"
    assert read_text(b"[" + bytes(range(128, 256)) * 9) == ([], [Failure("a/tin.json", reason, advice)])


def test_halves_of_surrogate_pairs() -> None:
    (document,), _ = read_text(r'[{"title": "a\ud83d", "x": "\ud83d\ude00"}]')
    assert (document.title, document.extra) == ("a\ufffd", {"x": "😀"})


def test_a_truncated_archive() -> None:
    text = json.dumps([{"title": str(hash(str(number)))} for number in range(9000)])
    packed = gzip.compress(text.encode())
    documents, remarks = read_text(packed[: len(packed) // 2], "tin.json.gz")
    assert len(documents) > 1000
    (failure,) = remarks
    assert isinstance(failure, Failure)
    assert failure.place == f"item {len(documents) + 1}"


def test_an_item_that_is_too_long_ends_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_buffer, "MAX_TEXT_LENGTH", 1 << 20)
    text = json.dumps([{"title": "a"}, {"title": "b", "body": "c" * (3 << 20)}, {"title": "d"}])
    documents, remarks = read_text(text)
    assert [document.title for document in documents] == ["a"]
    reason = "it is larger than 1 MiB" + REST
    assert remarks == [Failure("a/tin.json", reason, "split it into its articles", "item 2")]


@pytest.mark.parametrize("data", ["articles", "sections"])
def test_a_long_object_is_searched_for_its_array(monkeypatch: pytest.MonkeyPatch, data: str) -> None:
    """The object is not decoded as a whole, and the first array with texts, or with titles, is found."""
    monkeypatch.setattr(json_buffer, "MAX_TEXT_LENGTH", 1 << 17)
    sections = [{"title": "Thời sự", **dict.fromkeys("abcdefghij", "y")}] * 3000
    value: dict[str, Any] = {"n": [1, [2]], "meta": {"links": [{"a": 1}]}, "sections": sections}
    if data == "articles":
        value["response"] = {"docs": [{"title": "Chợ nổi", "body": "Họp sớm"}] * 3000}
    documents, remarks = read_value(value)
    assert len(documents) == 3000
    assert {document.title for document in documents} == {"Chợ nổi" if data == "articles" else "Thời sự"}
    assert remarks == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "end", "max_bytes"), [("[", "]", 6_000_000), ('{"data": [', "]}", 120_000_000)]
)
def test_a_long_file_is_streamed(start: str, end: str, max_bytes: int) -> None:
    """Memory does not grow with the number of items. The bytes of the file are in memory before."""
    item = json.dumps({"title": "Chợ nổi", "body": "Chợ họp sớm. " * 200}, ensure_ascii=False)
    data = f"{start}{','.join([item] * 8000)}{end}".encode()
    tracemalloc.start()
    try:
        content = Content("a/tin.json", "tin.json", io.BytesIO(data))
        before = tracemalloc.get_traced_memory()[0]
        assert sum(isinstance(found, Document) for found in read_json(content, Keys())) == 8000
        assert tracemalloc.get_traced_memory()[1] - before < max_bytes
    finally:
        tracemalloc.stop()


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abx ợ", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(values, min_size=1, max_size=5), st.sampled_from([None, 1]), st.booleans(), st.booleans())
def test_written_values_come_back(
    items: list[object], indent: int | None, is_ascii: bool, is_inner: bool
) -> None:
    records = [{"title": "Chợ", "text": "x", "value": item} for item in items]
    value = {"value": {"data": records}} if is_inner else records
    documents, remarks = read_text(json.dumps(value, indent=indent, ensure_ascii=is_ascii))
    assert [document.extra["value"] for document in documents] == items
    assert remarks == []


@given(st.text(alphabet=st.sampled_from('{}[],:"\\ 1ntitle'), max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    for start in ("", "[", '[{"title": "a"}', '{"data": [{"title": "a"}'):
        assert any(read_text(start + text))


@pytest.mark.parametrize("before", [[None], [1, "a", []], [{"generated": 1}], [{"headline": None}] * 100])
def test_items_before_the_first_article(before: list[Any]) -> None:
    """They are counted, and the articles have the numbers of their items."""
    documents, (note, *_) = read_value([*before, *ARTICLES])
    assert [document.id for document in documents] == [
        f"tin.json:{len(before) + number}" for number in (1, 2)
    ]
    assert note == Note("a/tin.json", f"the first {len(before)} of its items are no articles")
    documents, _ = read_value({"data": [*before[:1], *ARTICLES]})
    assert [document.id for document in documents] == ["tin.json:2", "tin.json:3"]


def test_an_array_that_begins_with_too_many_other_items() -> None:
    documents, (note,) = read_value([*[None] * 101, *ARTICLES])
    assert documents == []
    assert isinstance(note, Note)
    assert note.text.startswith("no articles were found")


def test_other_arrays_of_articles_are_told() -> None:
    """Only the first is read, because the numbers of its items are the ids."""
    documents, (note,) = read_value({"news": ARTICLES, "n": [1], "sport": ARTICLES[:1], "x": [{"a": 1}]})
    assert len(documents) == 2
    text = "arrays of articles that are not read: 1; save each as a file"
    assert note == Note("a/tin.json", text)
