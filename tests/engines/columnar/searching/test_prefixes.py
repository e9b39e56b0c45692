"""Terms that start with a prefix, over all segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx.engines.columnar.searching import term_resolver
from searchidx.engines.plan import TermPrefix
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.columnar.searching.searcher import ColumnarSearcher


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> ColumnarSearcher:
    """Document frequencies of the bodies: ca 3, cá 2, cấp 2, can 1, ba 1, đê 1."""
    first = corpus.documents_of("ca cấp", "ca cá ca", "ba")
    second = corpus.documents_of("ca can cá", "cấp đê", first=3)
    return corpus.searcher_of(tmp_path_factory.mktemp("prefixes"), first, second)


@pytest.mark.parametrize(
    ("field", "prefix", "limit", "terms"),
    [
        ("body", "c", 10, ("ca", "cá", "cấp", "can")),
        ("body", "c", 3, ("ca", "cá", "cấp")),
        ("body", "c", 1, ("ca",)),
        ("body", "c", 0, ()),
        ("body", "ca", 10, ("ca", "can")),
        ("body", "can", 10, ("can",)),
        ("body", "cand", 10, ()),
        ("body", "đ", 10, ("đê",)),
        ("body", "", 2, ("ca", "cá")),
        ("body_folded", "ca", 10, ("ca", "cap", "can")),
        ("source", "c", 10, ()),
        ("nowhere", "c", 10, ()),
    ],
)
def test_the_most_frequent_terms_come_first(
    searcher: ColumnarSearcher, field: str, prefix: str, limit: int, terms: tuple[str, ...]
) -> None:
    """Frequencies of all segments are added up; equally frequent terms are in ascending order of bytes."""
    for _ in range(2):  # the second answer is remembered
        assert searcher.terms_with_prefix(field, prefix, limit) == terms


def test_terms_are_texts(tmp_path: Path) -> None:
    """Even half of a surrogate pair comes back."""
    searcher = corpus.searcher_of(tmp_path, corpus.documents_of("x\ud800 xa"))
    assert searcher.terms_with_prefix("body", "x", 9) == ("xa", "x\ud800")
    assert searcher.terms_with_prefix("body", "x\ud800", 9) == ("x\ud800",)


def test_pairs_have_no_prefixes(searcher: ColumnarSearcher) -> None:
    """A prefix in a field of pairs is an error of the caller."""
    with pytest.raises(ValueError, match=r"prefixes of pairs .*'body_pairs'"):
        searcher.terms_with_prefix("body_pairs", "c", 3)


@pytest.fixture(scope="module", params=[1, 2], ids=["one segment", "two segments"])
def folded_searcher(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> ColumnarSearcher:
    """Document frequencies of the bodies: ca 3, cá 2, cấp 2, can 1, ba 1, đê 1."""
    texts = ["ca cấp", "ca cá ca", "ba", "ca can cá", "cấp đê"]
    documents = corpus.documents_of(*texts)
    batches = (documents[:3], documents[3:]) if request.param == 2 else (documents,)
    return corpus.searcher_of(tmp_path_factory.mktemp("folded"), *batches)


@pytest.mark.parametrize(
    ("prefix", "limit", "terms"),
    [
        ("c", 10, ("ca", "cá", "cấp", "can")),
        ("c", 2, ("ca", "cá")),
        ("c", 0, ()),
        ("cap", 10, ("cấp",)),
        ("de", 10, ("đê",)),
        ("đ", 10, ()),
        ("x", 10, ()),
        ("", 2, ("ca", "cá")),
    ],
)
def test_terms_are_found_by_their_folds(
    folded_searcher: ColumnarSearcher, prefix: str, limit: int, terms: tuple[str, ...]
) -> None:
    """The most frequent terms come first, in the order of terms with a prefix."""
    for _ in range(2):  # the second answer is remembered
        assert folded_searcher.unfolded_terms(TermPrefix("body_folded", prefix), limit) == terms
        assert folded_searcher.terms_with_prefix("body", "", 99)[:2] == ("ca", "cá")


def test_only_folded_fields_have_unfolded_terms(folded_searcher: ColumnarSearcher) -> None:
    assert folded_searcher.unfolded_terms(TermPrefix("nowhere", "c"), 5) == ()
    with pytest.raises(ValueError, match="'body' is not a folded field"):
        folded_searcher.unfolded_terms(TermPrefix("body", "c"), 5)


@pytest.fixture(scope="module", params=[1, 2], ids=["one segment", "two segments"])
def pairs_searcher(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> ColumnarSearcher:
    """Document frequencies of the pairs: ba ca 3, ba cá 2, ba cấp 2, ba đê 1, bà ca 1."""
    texts = ["ba ca ba cá", "ba ca ba ca bà ca", "ba cấp đê"], ["ba ca ba cá", "ba cấp x ba đê"]
    first, second = corpus.documents_of(*texts[0]), corpus.documents_of(*texts[1], first=3)
    batches = (first, second) if request.param == 2 else ([*first, *second],)
    return corpus.searcher_of(tmp_path_factory.mktemp("pairs"), *batches)


@pytest.mark.parametrize(
    ("first", "field", "prefix", "limit", "terms"),
    [
        ("ba", "body", "c", 10, ("ca", "cá", "cấp")),
        ("ba", "body", "c", 2, ("ca", "cá")),
        ("ba", "body", "c", 0, ()),
        ("ba", "body", "cá", 10, ("cá",)),
        ("ba", "body", "", 10, ("ca", "cá", "cấp", "đê")),
        ("ba", "body", "x", 10, ()),
        ("ba", "body_folded", "ca", 10, ("ca", "cá", "cấp")),
        ("ba", "body_folded", "cap", 10, ("cấp",)),
        ("ba", "body_folded", "d", 10, ("đê",)),
        ("ba", "body_folded", "đ", 10, ()),
        ("ba", "body_folded", "x", 10, ()),
        ("bà", "body_folded", "c", 10, ("ca",)),
        ("đê", "body", "c", 10, ()),
        ("xa", "body", "c", 10, ()),
        ("ba", "nowhere", "c", 10, ()),
    ],
)
def test_the_most_frequent_followers_come_first(
    pairs_searcher: ColumnarSearcher, first: str, field: str, prefix: str, limit: int, terms: tuple[str, ...]
) -> None:
    """They are exact terms, even if the prefix is folded."""
    for _ in range(2):  # the second answer is remembered
        found = pairs_searcher.following_terms("body_exact_pairs", first, TermPrefix(field, prefix), limit)
        assert found == terms


def test_only_pairs_have_followers(pairs_searcher: ColumnarSearcher) -> None:
    """Another field is an error of the caller, an unknown one has no terms."""
    prefix = TermPrefix("body", "c")
    assert pairs_searcher.following_terms("nowhere", "ba", prefix, 5) == ()
    assert pairs_searcher.following_terms("body_pairs", "ba", TermPrefix("body_folded", "c"), 5) == (
        "ca",
        "cap",
    )
    with pytest.raises(ValueError, match="'body' has not the terms of 'body_folded'"):
        pairs_searcher.following_terms("body_pairs", "ba", prefix, 5)
    with pytest.raises(ValueError, match="'body_folded' is not a field of pairs"):
        pairs_searcher.following_terms("body_folded", "ba", prefix, 5)


def test_few_followers_are_remembered(
    pairs_searcher: ColumnarSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(term_resolver, "MAX_CACHED_PREFIXES", 2)
    resolver = term_resolver.TermResolver(pairs_searcher._segments)
    sizes = []
    for limit in (1, 2, 3, 1):
        terms = resolver.following_terms("body_exact_pairs", "ba", TermPrefix("body", "c"), limit)
        assert terms == ("ca", "cá", "cấp")[:limit]
        sizes.append(len(resolver._following))
    assert sizes == [1, 2, 1, 2]


def test_few_folded_prefixes_are_remembered(
    folded_searcher: ColumnarSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(term_resolver, "MAX_CACHED_PREFIXES", 2)
    resolver = term_resolver.TermResolver(folded_searcher._segments)
    sizes = []
    for limit in (1, 2, 3, 1):
        assert resolver.unfolded_terms(TermPrefix("body_folded", "c"), limit) == ("ca", "cá", "cấp")[:limit]
        sizes.append(len(resolver._unfolded))
    assert sizes == [1, 2, 1, 2]


def test_few_prefixes_are_remembered(searcher: ColumnarSearcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered is forgotten once it reaches the limit, and answers stay the same."""
    monkeypatch.setattr(term_resolver, "MAX_CACHED_PREFIXES", 2)
    resolver = term_resolver.TermResolver(searcher._segments)
    sizes = []
    for limit in (1, 2, 3, 1):
        terms = resolver.terms_with_prefix("body", "c", limit)
        assert terms == ("ca", "cá", "cấp")[:limit]
        assert resolver.terms_with_prefix("body", "c", limit) is terms
        sizes.append(len(resolver._prefixes))
    assert sizes == [1, 2, 1, 2]
