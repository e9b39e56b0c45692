"""Keyword fields that an index has of its own, in queries."""

from __future__ import annotations

import unicodedata

import pytest

from searchidx.errors import QuerySyntaxError
from searchidx.query.fields import FIELDS, refuse_misspelt_field
from searchidx.query.parse import parse
from searchidx.query.tree import Node, Phrase, Prefix, Word

KEYWORDS = ("my-tag", "sections", "tags", "thẻ", "tác_giả", "tag")


def field_of(node: Node | None) -> str | None:
    assert isinstance(node, Word | Phrase | Prefix)
    return node.field


READ = [
    ("tags:x", "tags", "x"),
    ("TAGS:x", "tags", "x"),
    ('Tags:"x y"', "tags", "x y"),
    ("tags:x*", "tags", "x"),
    ("tag:x", "tag", "x"),
    ("tag:s:x", "tag", "s:x"),
    ("my-tag:x", "my-tag", "x"),
    ("My-Tag:x", "my-tag", "x"),
    ("thẻ:x", "thẻ", "x"),
    ("THẺ:“x”", "thẻ", "x"),
    ("Tác_Giả:x", "tác_giả", "x"),
    ("tags：x", "tags", "x"),
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("query", "field", "text"), READ)
def test_a_value_is_searched_in_its_field(query: str, field: str, text: str, form: str) -> None:
    """Names may be written in capitals and with decomposed letters."""
    root = parse(unicodedata.normalize(form, query), KEYWORDS).root  # type: ignore[arg-type]
    assert isinstance(root, Word | Phrase | Prefix)
    assert (root.field, root.text) == (field, text)


@pytest.mark.parametrize(
    "query",
    [
        *("the:x", "thể:x", "tags :x", "xtags:x", "tagx:x", "my_tag:x", "y-tag:x", "#tags:x", "tag\u017f:x"),
        *("Tags:/x", "TAGS:-x"),  # a name in capitals needs a value directly after it
    ],
)
def test_other_names_are_words(query: str) -> None:
    root = parse(query, KEYWORDS).root
    words = root.wanted if not isinstance(root, Word) and root is not None else (root,)  # type: ignore[union-attr]
    assert {field_of(word) for word in words} == {None}


def test_a_name_in_capitals_before_a_blank_is_a_word() -> None:
    """As in a pasted text."""
    assert parse("Tags: x", KEYWORDS).root == parse("Tags: x").root
    with pytest.raises(QuerySyntaxError, match='tags: needs a word, a "phrase" or a'):
        parse("tags: x", KEYWORDS)


def test_another_index_does_not_have_the_field() -> None:
    for query in ("tags:x", "my-tag:x", "thẻ:x"):
        assert field_of(parse(query).root) is None
        assert field_of(parse(query, ("other",)).root) is None


def test_groups_of_keywords() -> None:
    root = parse("tags:(x y* -thẻ:z)", KEYWORDS).root
    expected = parse("(tags:x tags:y* -thẻ:z)", KEYWORDS).root
    assert str(root).count("'tags'") == str(expected).count("'tags'") == 2
    assert str(root).count("'thẻ'") == 1


@pytest.mark.parametrize(
    ("name", "field"), [("section", "sections"), ("taags", "tags"), ("titel", "title"), ("tagss", "tags")]
)
def test_a_misspelt_keyword_is_refused(name: str, field: str) -> None:
    reason = f"There is no field {name}: here; write {field}: or put the text in quotes."
    with pytest.raises(QuerySyntaxError) as caught:
        parse(f"a {name}:b", KEYWORDS)
    assert (caught.value.reason, caught.value.position) == (reason, 2)


def test_a_keyword_that_is_like_another_field_is_no_mistake() -> None:
    """Nor is a field that is like a keyword."""
    for name in ("titles", "bodyy", "sources"):
        refuse_misspelt_field(f"{name}:x", f"{name}:x", 0, (name,))
        assert field_of(parse(f"{name}:x", (name,)).root) == name
    assert field_of(parse("title:x", ("titles",)).root) == "title"


def test_notes_name_the_keywords() -> None:
    (note,) = parse("lang:vi", KEYWORDS).notes
    listed = note.split(" The fields are ")[1]
    assert listed == f"{', '.join(f'{name}:' for name in (*FIELDS, *KEYWORDS[:-1]))} and tag:."


@pytest.mark.parametrize("name", ["section", "site", "before", "topic", "lang"])
def test_a_keyword_needs_no_note(name: str) -> None:
    """Not even one that has the name of a field of other search engines."""
    assert parse(f"{name}:2020").notes != ()
    assert parse(f"{name}:2020", (name,)).notes == ()
