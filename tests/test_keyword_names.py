"""The names of keyword fields of one's own: which are allowed, and how an index keeps them."""

from __future__ import annotations

import unicodedata

import pytest

from searchidx import schema
from searchidx.errors import SearchError
from searchidx.keyword_names import METADATA_NAME, own_keywords, stored_keywords
from searchidx.keyword_values import KEYWORD_FIELDS
from searchidx.query.fields import FIELDS

ALLOWED: list[tuple[str | tuple[str, ...], tuple[str, ...]]] = [
    ((), ()),
    ("tags", ("tags",)),  # a text is one name
    (("tags", "author", "source", "category", "tags"), ("tags",)),
    (("b", "a", "c-d", "e_1"), ("a", "b", "c-d", "e_1")),
    (("thẻ", unicodedata.normalize("NFD", "thẻ")), ("thẻ",)),
    ("x" * 60, ("x" * 60,)),
    ("values", ("values",)),
    ("titles", ("titles",)),
]


@pytest.mark.parametrize(("names", "expected"), ALLOWED, ids=str)
def test_allowed_names(names: str | tuple[str, ...], expected: tuple[str, ...]) -> None:
    """Each once, in ascending order, without those that every index has."""
    assert own_keywords(names) == expected
    assert own_keywords(iter([names] if isinstance(names, str) else names)) == expected


NO_NAMES = [
    *(
        "",
        "Tags",
        "TAGS",
        "THẺ",
        "Đ",
        "1tag",
        "_tag",
        "-tag",
        "two words",
        "a,b",
        "a:b",
        "a.b",
        "a/b",
        "a\x00",
    ),
    *("x" * 61, "tag\n", "\u0301a", "a\u0327\u0301", "a\u200b", "😀", "ta*g", "a(b)"),
]


@pytest.mark.parametrize("name", NO_NAMES, ids=ascii)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(SearchError, match="cannot be the name of a keyword field") as caught:
        own_keywords(["tags", name])
    assert repr(unicodedata.normalize("NFC", name)) in str(caught.value)


TAKEN = [*FIELDS, "year", "month", "day", "furniture", "accents", "abbreviations"]
TAKEN += [
    "title_words",
    "body_pairs",
    "title_folded",
    "x_values",
    "x_values_folded",
    "a_words",
    "a_pairs",
    "source_values",
]


@pytest.mark.parametrize("name", sorted({*TAKEN, *(spec.name for spec in schema.fields())}))
def test_the_names_of_other_fields_are_taken(name: str) -> None:
    """A keyword that every index has is left out."""
    if name in KEYWORD_FIELDS:
        assert own_keywords(name) == ()
    else:
        with pytest.raises(SearchError, match=f"'{name}' (is another field|cannot be the name)"):
            own_keywords(name)


@pytest.mark.parametrize("names", [("values", "words"), ("a", "a-values"), ("x", "y", "xy")])
def test_no_two_index_fields_have_one_name(names: tuple[str, ...]) -> None:
    fields = [spec.name for spec in schema.fields(own_keywords(names))]
    assert len(fields) == len(set(fields)) == len(schema.fields()) + 3 * len(names)


@pytest.mark.parametrize("names", [(), ("tags",), ("a-b", "thẻ", "x_1")])
def test_names_come_back_from_the_metadata(names: tuple[str, ...]) -> None:
    metadata = {METADATA_NAME: ",".join(own_keywords(names)), "schema": "x"}
    assert stored_keywords(metadata) == names
    assert stored_keywords({"schema": "x"}) == ()
