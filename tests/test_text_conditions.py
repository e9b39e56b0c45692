"""Which conditions does a document meet that is in no index? What its texts cannot tell is unknown."""

from __future__ import annotations

import datetime

import pytest

from searchidx import Document
from searchidx.engines.plan import (
    AllOf,
    AnyOf,
    AnyTerm,
    Condition,
    DateBetween,
    FieldLength,
    NoneOf,
    NumberEnding,
    Term,
    TermGlob,
    TermPhrase,
    TermPrefix,
)
from searchidx.schema import TITLE_FALLBACK_WORDS
from searchidx.text_conditions import UNKNOWN, DocumentTerms
from searchidx.unaccented_articles import IS_UNACCENTED

YES, NO = True, False

STORY = Document("new", "Chợ quê", "Lúa gạo rộng 50 mét vuông, giá 12,5 triệu.", furniture="Ảnh: Đồi Cát")


def term(text: str, field: str = "body") -> AnyTerm:
    return AnyTerm((Term(field, text),))


def phrase(text: str, *, not_after: str = "", not_before: str = "") -> TermPhrase:
    """The words of a text in a row in the body, each in these accents."""
    return TermPhrase(
        tuple([(Term("body", word),) for word in text.split()]),
        not_after=tuple([Term("body", word) for word in not_after.split()]),
        not_before=tuple([NumberEnding("body", ending) for ending in not_before.split()]),
    )


def then_prefix(text: str, prefix: str, field: str = "body") -> TermPhrase:
    return phrase(text)._replace(prefixes=(TermPrefix(field, prefix),))


DATED = DateBetween(datetime.date(2021, 1, 1), None)
"""A condition that texts cannot decide."""

TERMS: list[tuple[Condition, float]] = [
    (term("lúa"), YES),
    (term("lua"), NO),
    (term("lua", "body_folded"), YES),
    (term("lúa", "body_folded"), NO),
    (term("lúa", "title"), NO),
    (term("quê", "title"), YES),
    (term("đồi", "furniture"), YES),
    (term("doi", "furniture_folded"), YES),
    (term("vtv", "source"), UNKNOWN),
    (AnyTerm(()), NO),
    (AnyTerm((Term("body", "xyz"), Term("title", "chợ"))), YES),
    (AnyTerm((Term("body", "xyz"), Term("source", "vtv"))), UNKNOWN),
    (AnyTerm((Term("source", "vtv"), Term("body", "lúa"))), YES),
    (TermPrefix("body", "vuô"), YES),
    (TermPrefix("body", "vuo"), NO),
    (TermPrefix("body_folded", "vuo"), YES),
    (TermPrefix("source", "v"), UNKNOWN),
    (TermGlob("path", "tin/*"), UNKNOWN),
    (FieldLength("title", 2), UNKNOWN),
    (DATED, UNKNOWN),
    (IS_UNACCENTED, NO),
]

PHRASES: list[tuple[Condition, float]] = [
    (phrase("lúa gạo"), YES),
    (phrase("gạo lúa"), NO),
    (phrase("lúa rộng"), NO),
    (phrase("50 mét vuông"), YES),
    (phrase("50 mét triệu"), NO),
    (TermPhrase(()), NO),
    (TermPhrase(((Term("body", "xyz"), Term("body_folded", "lua")), (Term("body", "gạo"),))), YES),
    (TermPhrase(((Term("source", "vtv"),),)), UNKNOWN),
    # A prefix is one more position at the end.
    (then_prefix("lúa", "gạ"), YES),
    (then_prefix("lúa", "rộ"), NO),
    (then_prefix("lúa", "ga", "body_folded"), YES),
    (then_prefix("", "gạ"), YES),
    (then_prefix("lúa", "v", "source"), UNKNOWN),
    # No forbidden term is behind the last word of the phrase, whatever is behind its first word.
    (phrase("50 mét", not_after="vuông"), NO),
    (phrase("rộng 50 mét", not_after="vuông"), NO),
    (phrase("rộng 50 mét", not_after="50"), YES),
    (phrase("50 mét", not_after="khối dài"), YES),
    (phrase("mét", not_after="vuông"), NO),
    # No number with a forbidden ending is before the first word.
    (phrase("5 triệu"), YES),
    (phrase("5 triệu", not_before=",5"), NO),
    (phrase("5 triệu", not_before=".5 ,5"), NO),
    (phrase("5 triệu", not_before=",6"), YES),
    (phrase("triệu", not_before=",5"), YES),
    (phrase("giá", not_before=",5"), YES),
]

COMBINATIONS: list[tuple[Condition, float]] = [
    (AllOf(()), YES),
    (AllOf((term("lúa"), term("gạo"))), YES),
    (AllOf((term("lúa"), term("xyz"))), NO),
    (AllOf((term("lúa"), DATED)), UNKNOWN),
    (AllOf((term("xyz"), DATED)), NO),
    (AnyOf(()), NO),
    (AnyOf((term("xyz"), term("gạo"))), YES),
    (AnyOf((term("lúa"), DATED)), YES),
    (AnyOf((term("xyz"), DATED)), UNKNOWN),
    (NoneOf(term("xyz")), YES),
    (NoneOf(term("lúa")), NO),
    (NoneOf(DATED), UNKNOWN),
    (AllOf((term("lúa"), NoneOf(term("vtv", "source")))), UNKNOWN),
]


@pytest.mark.parametrize(("condition", "expected"), [*TERMS, *PHRASES, *COMBINATIONS])
def test_conditions(condition: Condition, expected: float) -> None:
    assert DocumentTerms(STORY).meet(condition) == expected


UNACCENTED = [
    ("Cho que", "Lua gao rong 50 met vuong.", YES),
    ("Chợ quê", "Lua gao rong 50 met vuong.", NO),
    ("Cho que", f"Lúa {'gao ' * 18}", YES),
    ("Cho que", f"Lúa {'gao ' * 17}", NO),
    ("", "", NO),
]


@pytest.mark.parametrize(("title", "body", "expected"), UNACCENTED)
def test_few_accents_make_no_accented_article(title: str, body: str, *, expected: bool) -> None:
    """One accented token in twenty makes an accented article. An article without tokens is not unaccented."""
    assert DocumentTerms(Document("new", title, body)).meet(IS_UNACCENTED) == expected


def test_an_article_without_a_title_has_the_beginning_of_its_body_for_one() -> None:
    """The title has as many words of the body as it has in an index."""
    words = [f"w{number}" for number in range(TITLE_FALLBACK_WORDS + 1)]
    terms = DocumentTerms(Document("new", " ", " ".join(words)))
    assert [terms.meet(term(word, "title")) for word in words] == [*[YES] * TITLE_FALLBACK_WORDS, NO]


@pytest.mark.parametrize("number", ["0,5", "12,5", "999,5"])
def test_numbers_before_a_phrase(number: str) -> None:
    assert not DocumentTerms(Document("new", "", f"giá {number} triệu")).meet(
        phrase("5 triệu", not_before=",5")
    )


@pytest.mark.parametrize("number", ["5", "1000,5", "012,5", "x 5"])
def test_other_terms_before_a_phrase(number: str) -> None:
    """Only a number from 0 to 999, with no zeros before it, forbids an occurrence."""
    assert DocumentTerms(Document("new", "", f"giá {number} triệu")).meet(phrase("5 triệu", not_before=",5"))
