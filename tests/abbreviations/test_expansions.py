"""What abbreviations make of a query."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from searchidx.abbreviations import FIELD, expansions, stream
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Sequence


def counted(texts: Sequence[str]) -> WrittenStatistics:
    """The frequencies of the definitions that some texts hold."""
    found = stream(texts)
    counts = Counter(found.vocabulary[number] for number in found.ids.tolist())
    return WrittenStatistics({FIELD: counts}, len(texts))


def written(query: str, index: WrittenStatistics) -> list[tuple[int, int, str, int]]:
    """The expansions of a query: first and last syllable, other form, documents that define it."""
    return [
        (first, end, " ".join(terms), frequency)
        for first, end, terms, frequency in expansions(query.split(), index)
    ]


TEXTS = [
    "giữ trật tự an toàn xã hội (TTATXH)",
    "giữ trật tự an toàn xã hội (TTATXH), TTATXH (trật tự an toàn xã hội)",
    "thi thể thao an toàn xuyên hè (TTATXH)",
    "Thành phố Hồ Chí Minh (TP.HCM)",
    "Thành phố Hồ Chí Minh (TP.HCM)",
    "Thành phố Hồ Chí Minh (TPHCM)",
    "Thành phố Hồ Chí Minh (TPHCM)",
    "Thành phố Hồ Chí Minh (TPHCM)",
    "hợp tác xã (HTX)",
    "trường Bình Dương (BD)",
    "bóng đá (BĐ)",
    "tổng thống (TT)",
    "tổng thống (TT)",
    "trung tâm (TT)",
    "không có gì",
]

EXPANDED = [
    ("ttatxh ở xã", [(0, 1, "trật tự an toàn xã hội", 2)]),
    ("giữ trật tự an toàn xã hội tốt", [(1, 7, "ttatxh", 2)]),
    ("giu trat tu an toan xa hoi", [(1, 7, "ttatxh", 2)]),
    ("tp hcm", [(0, 2, "thành phố hồ chí minh", 2)]),
    ("thành phố hồ chí minh", [(0, 5, "tphcm", 3), (0, 5, "tp hcm", 2)]),
    ("htx", [(0, 1, "hợp tác xã", 1)]),
    ("hợp tác xã", [(0, 3, "htx", 1)]),
    ("bd", []),  # two letters, one document
    ("tt", [(0, 1, "tổng thống", 2)]),
    ("tổng thống", []),  # TT is everywhere
    ("thể thao an toàn xuyên hè", []),  # once, and TTATXH is better known for something else
    ("an toàn", []),
    ("", []),
]


@pytest.mark.parametrize(("query", "expected"), EXPANDED)
def test_a_query_can_be_written_in_the_other_form(
    query: str, expected: list[tuple[int, int, str, int]]
) -> None:
    """The short form finds the long one, the most frequent, and the long form finds the short ones."""
    assert written(query, counted(TEXTS)) == expected


def test_stretches_are_asked_for_only_as_long_as_definitions_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of `trật tự giữ` no definition has more than two syllables: the third is not asked for with them."""
    index = counted(TEXTS)
    asked: list[str] = []
    look_up = index.terms_with_prefix

    def noted(field: str, prefix: str, limit: int) -> list[str]:
        asked.append(prefix)
        return look_up(field, prefix, limit)

    monkeypatch.setattr(index, "terms_with_prefix", noted)
    assert expansions(["trật", "tự", "giữ"], index) == ()
    assert [key for key in asked if key.startswith("trật")] == [
        "trật=",
        "trật tự",
        "trật tự=",
        "trật tự giữ",
    ]


def defined(**documents: int) -> WrittenStatistics:
    """An index that has definitions in so many documents: `a__b_c=2` for the term `a=b c`."""
    terms = {name.replace("__", "=").replace("_", " "): count for name, count in documents.items()}
    return WrittenStatistics({FIELD: terms}, documents=100)


CREDIBLE: list[tuple[str, dict[str, int], list[str]]] = [
    # one document is enough where nothing else is defined, for a short form of three letters
    ("abc", {"abc__an_ban_ca": 1}, ["an ban ca"]),
    ("abc", {"abc__an_ban_ca": 1, "abc__anh_ban_ca": 1}, []),
    ("abc", {"abc__an_ban_ca": 2, "abc__anh_ban_ca": 1}, ["an ban ca"]),
    ("ab", {"ab__an_ban": 1}, []),
    ("a b", {"a_b__an_ban": 1}, []),  # letters count, not blanks
    # of two letters, the first has to be twice as common as the next
    ("ab", {"ab__an_ban": 2}, ["an ban"]),
    ("ab", {"ab__an_ban": 4, "ab__anh_ban": 2}, ["an ban"]),
    ("ab", {"ab__an_ban": 3, "ab__anh_ban": 2}, []),
    ("ab", {"ab__an_ban": 2, "ab__anh_ban": 1}, ["an ban"]),
    ("abc", {"abc__an_ban_ca": 3, "abc__anh_ban_ca": 3}, ["an ban ca"]),  # ascending where equal
    # a long form has its two commonest short forms
    (
        "an ban ca",
        {
            "an_ban_ca__abc": 5,
            "an_ban_ca__abbc": 4,
            "an_ban_ca__anbc": 3,
            "abc__an_ban_ca": 5,
            "abbc__an_ban_ca": 4,
            "anbc__an_ban_ca": 3,
        },
        ["abc", "abbc"],
    ),
    # never one of two letters, nor one that mostly abbreviates something else
    ("an ban", {"an_ban__ab": 9, "ab__an_ban": 9}, []),
    ("an ban ca", {"an_ban_ca__abc": 5, "abc__an_ban_ca": 5, "abc__anh_ban_ca": 6}, []),
    ("an ban ca", {"an_ban_ca__abc": 5}, []),
    # typed without accents, it is the same long form
    ("an ban ca", {"an_ban_ca__abc": 5, "abc__án_bàn_ca": 5}, ["abc"]),
    # five definitions: the four commonest are looked at
    (
        "an ban ca",
        {
            **{f"an_ban_ca__{short}": 9 for short in ("aab", "aac", "aad", "aae")},
            "an_ban_ca__abc": 8,
            "abc__an_ban_ca": 8,
        },
        [],
    ),
]


@pytest.mark.parametrize(("query", "definitions", "forms"), CREDIBLE)
def test_only_credible_definitions_count(query: str, definitions: dict[str, int], forms: list[str]) -> None:
    """By how many documents define it, how many letters it has, and what else it stands for."""
    assert [form for _, _, form, _ in written(query, defined(**definitions))] == forms


def test_the_longest_of_those_that_start_first() -> None:
    """`an ban` and `an ban ca` are defined, and so is `ca da`, which overlaps with the second."""
    index = defined(
        an_ban__xyz=3, xyz__an_ban=3, an_ban_ca__abc=3, abc__an_ban_ca=3, ca_da__uvw=3, uvw__ca_da=3
    )
    assert written("an ban ca da", index) == [(0, 3, "abc", 3)]
    assert written("an ban da ca da", index) == [(0, 2, "xyz", 3), (3, 5, "uvw", 3)]
    assert written("an ban x an ban", index) == [(0, 2, "xyz", 3), (3, 5, "xyz", 3)]


def test_long_forms_have_fourteen_syllables_at_most() -> None:
    """A longer one is not looked up."""
    for count, found in ((14, [(0, 14, "xyz", 2)]), (15, [])):
        long = " ".join(f"s{number}" for number in range(count))
        index = WrittenStatistics({FIELD: {f"{long}=xyz": 2, f"xyz={long}": 2}}, documents=100)
        assert written(long, index) == found
