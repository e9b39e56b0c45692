"""Matches: the fast search against a plain one, phrases, weak patterns, and the bounds for books."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import syllables
from searchidx.engines.plan import MATCHING, MEANT, OTHER, Pattern
from searchidx.highlight import MatchFinder
from tests.support.highlight import (
    PATTERNS,
    TERMS,
    TEXTS,
    WORDS,
    all_matches,
    exact,
    find,
    folded,
    pattern,
    plain_matches,
)

if TYPE_CHECKING:
    from searchidx.highlight.chunk_matches import Match

FORMS: list[Literal["NFC", "NFD"]] = ["NFC", "NFD"]


def found(text: str, *patterns: Pattern) -> list[str]:
    return [text[start:end] for start, end, _ in find(text, patterns).matches]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("term", TERMS)
def test_each_term_is_found_in_whatever_form_it_stands(term: str, form: Literal["NFC", "NFD"]) -> None:
    """Entities, marks, invisible signs, blanks and letters of any kind hide no term and invent none."""
    for word in WORDS:
        text = unicodedata.normalize(form, f"{word} {word}, a-{word}")
        for alternatives in (exact(term), folded(term)):
            for prefix in (False, True):
                patterns = [pattern(alternatives, prefix=prefix)]
                assert find(text, patterns).matches == plain_matches(text, patterns)


@pytest.mark.slow
@given(TEXTS, PATTERNS, st.sampled_from(FORMS))
@settings(max_examples=300)
def test_finds_what_a_plain_search_finds(
    text: str, patterns: list[Pattern], form: Literal["NFC", "NFD"]
) -> None:
    """In any text and Unicode form, the matches are those of its own tokens, neither more nor fewer."""
    text = unicodedata.normalize(form, text)
    assert all_matches(text, patterns) == plain_matches(text, patterns)


@given(TEXTS, PATTERNS, st.sets(st.integers(0, 11)))
def test_matches_in_accents_that_were_not_meant_are_held_back(
    text: str, patterns: list[Pattern], numbers: set[int]
) -> None:
    """The matches of the other patterns come first; those held back are added by the numbers of patterns."""
    found = find(text, patterns)
    plain = plain_matches(text, patterns)
    meant = {number for number, each in enumerate(patterns) if each.accents == MEANT}
    assert found.matches == [match for match in plain if match[2] in meant]
    assert found.with_held_back(numbers) == [match for match in plain if match[2] in meant | numbers]


def test_phrases_are_held_back_too() -> None:
    """They are finished like others, and added where they stand."""
    finder = MatchFinder(
        {
            0: pattern(folded("cong"), folded("an"), accents=MATCHING),
            1: pattern(exact("công"), exact("án"), part=1),
        }
    )
    text = "bà công an, cộng ân, công án"
    chunks = [(3, 7), (8, 11), (12, 16), (17, 20), (21, 25), (26, 28)]
    found = finder.find(text, chunks)
    meant = [(21, 25, 1), (26, 28, 1)]
    others = [(start, end if text[end - 1] != "," else end - 1, 0) for start, end in chunks]
    assert found.matches == meant
    assert found.with_held_back({0}) == sorted([*meant, *others])
    assert found.with_held_back({1}) == meant


def test_where_a_part_matches_as_meant_its_other_matches_are_left_out() -> None:
    """They could not be marked anyway, because the part has a match; those of other parts are kept."""
    patterns = [
        pattern(exact("án")),
        pattern(folded("an"), accents=MATCHING),
        pattern(folded("an"), accents=OTHER, part=1),
    ]
    found = find("án an", patterns)
    assert found.matches == [(0, 2, 0)]
    assert found.with_held_back({1, 2}) == [(0, 2, 0), (0, 2, 2), (3, 5, 1), (3, 5, 2)]


PHRASES = [
    # Tokens of a phrase stand side by side; blanks and signs may stand between them, other tokens not.
    ("công an", ["công", "an"]),
    ("công, an", ["công", "an"]),
    ("công … – an", ["công", "an"]),
    ("công ? an", ["công", "an"]),
    ("công-an", ["công", "an"]),
    ("công b an", []),
    ("an công", []),
    ("công a-an", []),
    ("công 漢 an", []),
    ("công", []),
    ("công công an an", ["công", "an"]),
    ("công an-công an", ["công", "an", "công", "an"]),
    ("công xã. công an", ["công", "an"]),
    ("b-công an", ["công", "an"]),
    ("công-b an", []),
    ("an-công an", ["công", "an"]),
    ("công an\nvà công\nan", ["công", "an", "công", "an"]),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_a_phrase_matches_tokens_side_by_side(text: str, expected: list[str]) -> None:
    """All of its tokens match, in their order, or none."""
    assert found(text, pattern(exact("công"), exact("an"))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a b a b c", ["a", "b", "c"]), ("a b b c", []), ("a b. c", ["a", "b", "c"]), ("a x b c", [])],
)
def test_a_phrase_of_three_tokens_goes_on_from_where_it_stands(text: str, expected: list[str]) -> None:
    """A phrase that was begun is not finished elsewhere."""
    assert found(text, pattern(exact("a"), exact("b"), exact("c"))) == expected


def test_a_token_may_match_several_tokens_of_several_patterns() -> None:
    """Each match has the number of its pattern, and overlapping phrases are all found."""
    patterns = [
        pattern(exact("a"), exact("a")),
        pattern(folded("a")),
        pattern(exact("b")),
        pattern(exact("a", "b"), exact("b")),
    ]
    assert find("a a b", patterns).matches == [
        *((0, 1, 0), (0, 1, 1), (2, 3, 0), (2, 3, 1), (2, 3, 3), (4, 5, 2), (4, 5, 3)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("công", ["công"]),
        ("công. cô cộng", ["công"]),
        ("cong", []),
        ("bcông", []),
        ("công-an", ["công", "công-an"]),
    ],
)
def test_an_exact_prefix_matches_the_tokens_that_begin_so(text: str, expected: list[str]) -> None:
    """A token with other accents, or with letters before, does not begin so."""
    assert found(text, pattern(exact("côn"), prefix=True)) == expected


def test_a_folded_prefix_matches_in_any_accents() -> None:
    """What is typed without accents begins words with any."""
    assert found("công cộn cô bcon", pattern(folded("con"), prefix=True)) == ["công", "cộn"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Covid-19", ["Covid", "19"]),
        ("Covid 19,5%", ["Covid", "19,5", "19,5%"]),
        ("covid – 1", ["covid", "1"]),
        ("covid 21 19", []),
        ("covids 19", []),
        ("19 covid", []),
        ("covid-covid-1", ["covid", "1"]),
        ("covid và 19", []),
    ],
)
def test_only_the_last_token_of_a_prefix_is_a_beginning(text: str, expected: list[str]) -> None:
    """The tokens before it match as in a phrase."""
    assert found(text, pattern(folded("covid"), exact("1"), prefix=True)) == expected


def test_a_finder_has_patterns_by_their_numbers_in_the_plan() -> None:
    """A finder without patterns finds nothing."""
    meant, matching = pattern(exact("an")), pattern(folded("an"), accents=MATCHING)
    finder = MatchFinder({3: meant, 5: matching, 6: matching._replace(accents=OTHER)})
    assert finder.patterns == {3: meant, 5: matching, 6: matching._replace(accents=OTHER)}
    assert finder.meant_patterns == {3: meant}
    assert finder.find("an", [(0, 2)]).matches == [(0, 2, 3)]
    assert MatchFinder({}).find("an", [(0, 2)]).matches == []


def test_a_finder_reads_a_chunk_alike_wherever_it_stands() -> None:
    """What was read of one text serves the next: spans are told from where the chunk stands there."""
    finder = MatchFinder({0: pattern(exact("công"), exact("an")), 1: pattern(exact("an"))})
    for text in ("công an", "bà công an", "công an, công an", "an"):
        chunks = [(token.start, token.end) for token in syllables(text) if token.term != "bà"]
        again = finder.find(text, chunks).matches
        assert again == plain_matches(text, list(finder.patterns.values()))


def test_no_chunk_is_read_after_fifty_thousand_characters() -> None:
    """Reading ends with the chunk in which the bound is passed, not before it."""
    text = "an-1234567 " * 6_000  # ten characters a chunk
    assert len(find(text, [pattern(exact("an"))]).matches) == 5_001
    text = "an-12345678 " * 6_000  # eleven: 4,546 chunks have 50,006
    assert len(find(text, [pattern(exact("an"))]).matches) == 4_546
    text = "an-123 " + text  # six more: 4,546 chunks have 50,001
    assert len(find(text, [pattern(exact("an"))]).matches) == 4_546


def test_no_chunk_is_read_after_twenty_thousand_matches() -> None:
    """Reading ends with the chunk in which the bound is passed; as many of those held back are added."""
    meant, other = pattern(exact("a")), pattern(folded("a"), accents=OTHER, part=1)
    assert len(find("a " * 25_000, [meant]).matches) == 20_001
    assert len(find("a " * 25_000, [meant, other]).matches) == 20_001
    assert len(find("a " * 25_000, [meant, meant]).matches) == 20_002
    assert len(find("a " * 25_000, [other]).with_held_back({0})) == 20_001


@pytest.mark.parametrize(("signs", "matches"), [(7_998, [(7_998, 8_000, 0)]), (7_999, [])])
def test_of_a_chunk_eight_thousand_characters_are_read(signs: int, matches: list[Match]) -> None:
    """A word that the bound cuts does not match."""
    assert find("." * signs + "an", [pattern(exact("an"))]).matches == matches


@pytest.mark.parametrize(("signs", "parted"), [(7_999, True), (8_000, False)])
def test_between_the_tokens_of_a_phrase_as_many_are_read(signs: int, parted: bool) -> None:
    """A token between two others is seen as far as the bound reaches."""
    between = "." * signs + "b"
    assert found(f"công {between} an", pattern(exact("công"), exact("an"))) == (
        [] if parted else ["công", "an"]
    )


def test_matches_are_found_in_every_block_of_a_long_text() -> None:
    """A long text is searched in blocks; none of its matches is lost, doubled or moved where they meet."""
    text = " ".join(f"{'y' * (number % 7)}{number} an toàn" for number in range(12_000))
    matches = find(text, [pattern(exact("an"), exact("toàn"))]).matches
    assert [text[start:end] for start, end, _ in matches] == ["an", "toàn"] * (len(matches) // 2)
    assert max(start for start, _, _ in matches) > 3 * (1 << 16) / 2
    assert len({start for start, _, _ in matches}) == len(matches)
