"""The fields of a query: which names are refused as misspelt, and how."""

from __future__ import annotations

import pytest

from searchidx.errors import QuerySyntaxError
from searchidx.query.fields import FIELDS, lonely_field_reason, refuse_misspelt_field

MISSPELT = [
    ("tittle:", "title"),
    ("titel:", "title"),
    ("soruce:", "source"),
    ("sources:", "source"),
    ("catgory:", "category"),
    ("categories:", "category"),
    ("autor:", "author"),
    ("bodyy:", "body"),
    ("dates:", "date"),
]


@pytest.mark.parametrize(("name", "field"), MISSPELT)
def test_a_misspelt_field_is_refused(name: str, field: str) -> None:
    """The error names the field that was probably meant, and the place of the name."""
    query = f"a {name}b"
    with pytest.raises(QuerySyntaxError) as caught:
        refuse_misspelt_field(query, query, 2)
    assert caught.value.reason.startswith(f"There is no field {name} here; write {field}: or")
    assert (caught.value.query, caught.value.position) == (query, 2)


@pytest.mark.parametrize(
    "query",
    [
        *[f"{field}:b" for field in FIELDS],
        "tittle: b",  # no text follows directly
        "tittle",
        "tittle :b",
        "Tittle:b",  # a pasted text
        "tite:b",  # too short to be known as a field
        "subtitle:b",  # another first letter
        "theatre:b",  # not similar enough
        "bodyguard:b",
        "tiêtle:b",
    ],
)
def test_other_names_are_words(query: str) -> None:
    refuse_misspelt_field(query, query, 0)


def test_a_lonely_field_may_have_been_meant_as_a_word() -> None:
    """The reason says what may follow the colon, and how to write the word."""
    reason = lonely_field_reason("title")
    assert reason.startswith('title: needs a word, a "phrase" or a (group)')
    assert reason.endswith('or write "title" for the word itself.')
