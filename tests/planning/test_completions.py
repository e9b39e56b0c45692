"""Which terms may complete a beginning, after a word and without one."""

from __future__ import annotations

import pytest

from searchidx.planning.completions import MAX_FOLLOWING, MAX_FREQUENT, find_completions
from searchidx.planning.terms import syllable_of
from tests.support.statistics import WrittenStatistics

COMMON = {f"v{number}": 1_000 - number for number in range(50)}
BODY = COMMON | {"vàng": 9, "vạng": 2, "văn": 8, "đá": 7, "đang": 6, "dao": 5, "hòa": 4, "hoàn": 3, "van": 1}
BODY |= {"kĩ": 3, "kỹ": 5, "ky": 1, "kính": 2, "kyoto": 2}
FOLDED = COMMON | {"vang": 11, "van": 9, "da": 7, "dang": 6, "dao": 5, "hoa": 4, "hoan": 3}
FOLDED |= {"ki": 3, "ky": 6, "kinh": 2, "kyoto": 2}
INDEX = WrittenStatistics(
    {
        "body": BODY,
        "body_folded": FOLDED,
        "body_pairs": {"giá vàng": 5, "gia van": 2, "bóng đá": 4, "bóng dao": 1},
        "title_pairs": {"giá vé": 1},
        "furniture": {"vĩnh": 1},
        "furniture_folded": {"vinh": 1},
    },
    documents=2_000,
)

CASES = [
    # what follows the word before, in bodies and in titles, though it is rare
    ("v", ["giá"], {"vàng", "vé"}, {"van", "văn"}),
    ("v", ["gia"], {"van"}, {"vàng"}),
    ("v", ["giá", "gia"], {"vàng", "van", "vé"}, {"văn"}),
    ("v", [], {"v0", "v11", "vĩnh"}, {"vàng", "v12"}),
    ("v", ["donald"], {"v0"}, {"vàng"}),
    # in any accents, or in those that were typed
    ("va", [], {"vàng", "vạng", "văn", "van"}, {"vé"}),
    ("và", [], {"vàng"}, {"vạng", "văn", "van"}),
    ("vă", [], {"văn"}, {"vàng", "van"}),
    ("d", ["bóng"], {"đá", "dao"}, set()),
    ("đ", ["bóng"], {"đá", "đang"}, {"dao"}),
    ("đa", [], {"đá", "đang"}, {"dao"}),
    ("đá", [], {"đá"}, {"đang"}),
    # the tone mark moves
    ("hoà", [], {"hòa", "hoàn"}, set()),
    ("hòa", [], {"hòa", "hoàn"}, set()),
    ("xyz", ["giá"], set(), {"vàng"}),
    # an unaccented beginning may be its twin as a whole, in any accents, but does not begin a longer word so
    ("ki", [], {"kĩ", "kính", "kỹ", "ky"}, {"kyoto"}),
    ("ky", [], {"kỹ", "ky", "kyoto", "kĩ"}, {"kính"}),
    ("k", [], {"kĩ", "kỹ", "kính", "kyoto"}, set()),
    ("kĩ", [], {"kĩ"}, {"kỹ", "kính"}),
    ("kí", [], {"kính"}, {"kĩ", "kỹ"}),
]


@pytest.mark.parametrize(("beginning", "before", "among", "not_among"), CASES)
def test_completions(beginning: str, before: list[str], among: set[str], not_among: set[str]) -> None:
    found = find_completions(syllable_of(beginning), before, INDEX)
    assert among <= set(found)
    assert not not_among & set(found)
    assert len(found) == len(set(found))


def test_there_are_few_completions() -> None:
    """The most frequent ones after the word before, and the most frequent ones of all."""
    following = {f"xa{number}": 100 - number for number in range(60)}
    index = WrittenStatistics(
        {"body": COMMON | following, "body_folded": COMMON | following}
        | {"body_pairs": {f"giá {term}": count for term, count in following.items()}},
        documents=2_000,
    )
    expected = [f"xa{number}" for number in range(MAX_FOLLOWING)]
    assert find_completions(syllable_of("x"), ["giá"], index) == tuple(expected)
    assert find_completions(syllable_of("x"), [], index) == tuple(expected[:MAX_FREQUENT])


@pytest.mark.parametrize(
    ("more_frequent", "is_found"),
    [(0, True), (31, True), (32, True), (255, True), (256, False), (400, False)],
)
def test_an_accented_beginning_is_found_among_256_terms_that_follow(
    more_frequent: int, is_found: bool
) -> None:
    """Most of them may have other accents, because pairs are looked up in any accents."""
    following = {f"bóng da{number}": 1000 - number for number in range(more_frequent)}
    index = WrittenStatistics({"body_pairs": {**following, "bóng đá": 1}}, documents=2_000)
    assert ("đá" in find_completions(syllable_of("đ"), ["bóng"], index)) is is_found


def test_an_accented_beginning_has_no_more_completions_than_an_unaccented_one() -> None:
    """Those in other accents are left out first."""
    following = {f"bóng đa{number}": 1000 - number for number in range(100)}
    index = WrittenStatistics({"body_pairs": following}, documents=2_000)
    expected = [f"đa{number}" for number in range(MAX_FOLLOWING)]
    assert find_completions(syllable_of("đ"), ["bóng"], index) == tuple(expected)


@pytest.mark.parametrize(("more_frequent", "is_found"), [(31, True), (32, False)])
def test_an_unaccented_beginning_is_found_among_32_terms_that_follow(
    more_frequent: int, is_found: bool
) -> None:
    """Any accents match, so that no more terms are looked up."""
    following = {f"bóng da{number}": 1000 - number for number in range(more_frequent)}
    index = WrittenStatistics({"body_pairs": {**following, "bóng đá": 1}}, documents=2_000)
    assert ("đá" in find_completions(syllable_of("d"), ["bóng"], index)) is is_found
