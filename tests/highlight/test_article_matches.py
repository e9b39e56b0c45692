"""What is marked in an article: the accents that were meant, or else others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.plan import MATCHING, MEANT, OTHER, Pattern
from searchidx.highlight import ArticleFinder, ArticleMatches, Candidates, joined_marks
from tests.support.highlight import PATTERNS, TEXTS, bracketed, exact, folded, pattern, plain_matches

FIELDS = ("title", "body")


def of(*patterns: Pattern) -> list[Pattern]:
    return [each._replace(fields=FIELDS) for each in patterns]


def article_matches(title: str, body: str, patterns: list[Pattern], *, complete: bool) -> ArticleMatches:
    candidates = Candidates(patterns)
    finder = ArticleFinder(patterns, *FIELDS)
    return finder.find(title, candidates.chunks(title), body, candidates.chunks(body), complete=complete)


# `bao` as a bare word, and `lúa` as a word typed with its accents.
STORM = [pattern(exact("bão", "báo"), part=0), pattern(folded("bao"), accents=MATCHING, part=0)]
RICE = [pattern(exact("lúa"), part=1), pattern(folded("lua"), accents=OTHER, part=1)]

TWENTY = [pattern(exact("20"), part=0)]

KILOGRAMS = [pattern(exact("5kg"), part=0)]
BILLIONS = [pattern(exact("5"), exact("tỷ"), part=0)]
HALF_MILLION = [pattern(exact("500"), exact("000"), part=0)]

CASES = [
    # The spellings that were meant, and no others, if the article has one of them anywhere.
    (STORM, "Đồng bào", "Bão, báo, bào", "Đồng bào", "[Bão], [báo], bào", True),
    (STORM, "Bão", "Đồng bào", "[Bão]", "Đồng bào", True),
    (STORM, "Đồng bào", "Tin bão", "Đồng bào", "Tin [bão]", False),
    # Without any of them, the article matched in another spelling.
    (STORM, "Đồng bào", "Bao bào", "Đồng [bào]", "[Bao bào]", True),
    (STORM, "Đồng bào", "Bao bào", "Đồng [bào]", "[Bao bào]", False),
    # Each part of the query decides by itself.
    ([*STORM, *RICE], "", "Bao bào và lúa", "", "[Bao bào] và [lúa]", True),
    ([*STORM, *RICE], "", "Bão và bào", "", "[Bão] và bào", True),
    # Accents that were typed: others are marked in partial matches that do not have them, ...
    (RICE, "Lụa", "Lúa, lùa", "Lụa", "[Lúa], lùa", False),
    (RICE, "Lụa", "Gạo, lùa", "[Lụa]", "Gạo, [lùa]", False),
    ([*STORM, *RICE], "Lụa", "Bão", "[Lụa]", "[Bão]", False),
    # ... and in complete matches only if nothing else is marked.
    ([*STORM, *RICE], "Lụa", "Bão", "Lụa", "[Bão]", True),
    ([*STORM, *RICE], "Lụa", "Bào", "Lụa", "[Bào]", True),
    ([*STORM, *RICE], "Lụa", "Gạo", "[Lụa]", "Gạo", True),
    (RICE, "Gạo", "", "Gạo", "", True),
    # A part of a number is marked only if the article has no whole number, and no other part of the query.
    (TWENTY, "", "20.000 và 20 và 20% và 1,20", "", "20.000 và [20] và [20]% và 1,20", True),
    (TWENTY, "Có 20 người", "20.000 đồng", "Có [20] người", "20.000 đồng", True),
    (TWENTY, "", "20.000 và 20/11 và Covid-20", "", "20.000 và [20]/11 và Covid-[20]", True),
    (TWENTY, "", "Giá 20.000 và 20,5 đồng", "", "Giá [20].000 và [20],5 đồng", True),
    ([*TWENTY, *RICE], "", "Lúa 20.000", "", "[Lúa 20].000", True),
    ([*TWENTY, pattern(exact("000"), part=1)], "", "20.000, 20.001", "", "[20.000], 20.001", True),
    # The same for phrases: decimals and groups of digits.
    (BILLIONS, "", "Nhà 5 tỷ, nhà 6,5 tỷ", "", "Nhà [5 tỷ], nhà 6,5 tỷ", True),
    (
        BILLIONS,
        "Nhà 5 tỷ",
        "Nhà 6.5 tỷ, 1.005 tỷ, 5,5 tỷ",
        "Nhà [5 tỷ]",
        "Nhà 6.5 tỷ, 1.005 tỷ, 5,5 tỷ",
        True,
    ),
    (BILLIONS, "", "Nhà 6,5 tỷ", "", "Nhà 6,[5 tỷ]", True),
    (BILLIONS, "", "Nhà 5–tỷ, nhà 6,5–tỷ", "", "Nhà [5–tỷ], nhà 6,5–tỷ", True),
    (
        HALF_MILLION,
        "",
        "Giá 500.000, 1.500.000 và 500.000,5",
        "",
        "Giá [500.000], 1.500.000 và 500.000,5",
        True,
    ),
    (HALF_MILLION, "", "Giá 500 000 và 1.500.000", "", "Giá [500 000] và 1.500.000", True),
    (KILOGRAMS, "", "Nặng 5kg, 2,5kg và 1.005kg", "", "Nặng [5kg], 2,5kg và 1.005kg", True),
    (KILOGRAMS, "", "Nặng 2,5kg", "", "Nặng 2,[5kg]", True),
    ([pattern(exact("5"), exact("5kg"), part=0)], "", "Nặng 5,5kg", "", "Nặng [5,5kg]", True),
    (HALF_MILLION, "", "Giá 1.500.000", "", "Giá 1.[500.000]", True),
    ([*BILLIONS, *RICE], "", "Lúa 6,5 tỷ", "", "[Lúa] 6,[5 tỷ]", True),
    ([], "Gạo", "Lúa", "Gạo", "Lúa", True),
]


@pytest.mark.parametrize(("patterns", "title", "body", "marked_title", "marked_body", "complete"), CASES)
def test_what_was_meant_is_marked_or_else_other_accents(
    patterns: list[Pattern], title: str, body: str, marked_title: str, marked_body: str, complete: bool
) -> None:
    """Title and body decide together, for each part of the query."""
    found = article_matches(title, body, of(*patterns), complete=complete)
    assert bracketed(title, joined_marks(title, found.title)) == marked_title
    assert bracketed(body, joined_marks(body, found.body)) == marked_body


@pytest.mark.parametrize(
    ("body", "complete", "numbers"),
    [
        ("bão", True, [0, 2]),
        ("bào", True, [0, 1, 2]),
        ("bào", False, [0, 1, 2]),
        ("bão lụa", False, [0, 2, 3]),
    ],
)
def test_a_snippet_should_show_the_patterns_that_are_marked(
    body: str, complete: bool, numbers: list[int]
) -> None:
    """Patterns whose matches are not marked have no weight in its choice."""
    patterns = of(*STORM, *RICE)
    found = article_matches("", body, patterns, complete=complete)
    assert found.patterns == {number: patterns[number] for number in numbers}


def test_each_field_has_its_own_patterns() -> None:
    """A word that was sought in titles is marked there alone, and a body does not replace it."""
    title = [each._replace(fields=("title",)) for each in STORM]
    found = article_matches("Đồng bào", "Bão", title, complete=True)
    assert (found.title, found.body) == ([(5, 8, 1)], [])


@pytest.mark.parametrize("title", ["", " \n"])
def test_without_a_title_the_body_has_the_patterns_of_titles(title: str) -> None:
    """The beginning of a body is indexed as its title, so a word that was sought in titles is found there."""
    patterns = [pattern(exact("bão"))._replace(fields=("title",)), pattern(exact("lúa"), part=1)]
    found = article_matches(title, "Bão và lúa", patterns, complete=True)
    assert (found.title, found.body) == ([], [(0, 3, 0), (7, 10, 1)])
    assert found.patterns == dict(enumerate(patterns))


@given(TEXTS.filter(str.strip), TEXTS, PATTERNS, st.data(), st.booleans())
def test_marks_are_those_of_the_rule(
    title: str, body: str, patterns: list[Pattern], data: st.DataObject, complete: bool
) -> None:
    """In any article, for any patterns and parts, the matches are chosen as `Pattern` tells."""
    parts = data.draw(st.lists(st.integers(0, 3), min_size=len(patterns), max_size=len(patterns)))
    patterns = of(*[each._replace(part=part) for each, part in zip(patterns, parts, strict=True)])
    plain = plain_matches(title, patterns), plain_matches(body, patterns)
    matched = {number for matches in plain for _, _, number in matches}
    marked = {number for number in matched if patterns[number].accents == MEANT}
    for accents in (MATCHING, OTHER):
        if accents == OTHER and complete and marked:
            break
        parts_so_far = {patterns[number].part for number in marked}
        marked |= {
            number
            for number in matched
            if patterns[number].accents == accents and patterns[number].part not in parts_so_far
        }
    found = article_matches(title, body, patterns, complete=complete)
    for matches, of_text in zip(plain, (found.title, found.body), strict=True):
        assert of_text == [match for match in matches if match[2] in marked]
