"""How many titles go on with a phrase, and what finds something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index
from searchidx.completion import evidence
from searchidx.completion.evidence import count_in_titles, finds_something
from searchidx.completion.typed_text import Context
from searchidx.engines import columnar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.engines.base import Searcher

TITLES = [
    *["bão số 9 vào miền trung"] * 3,
    "mưa ở miền trung",
    *["bão số 4 vào miền tây"] * 2,
    "mua cong",
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """One of the articles about the storm in `miền trung` is deleted."""
    folder = tmp_path_factory.mktemp("evidence") / "index"
    with Index.create(folder) as index:
        index.update(
            [Document(str(number), title, f"Tin {number}.") for number, title in enumerate(TITLES)], workers=0
        )
        index.delete("0")
    with columnar.open(folder) as engine:
        yield engine.searcher()


def contexts(*texts: str) -> list[Context]:
    return [Context(tuple(text.split(" ")), 1.0) for text in texts]


@pytest.mark.parametrize(
    ("before", "counts"),
    [
        (["miền"], [3, 2]),
        (["bão số 9 vào miền"], [2, 0]),
        (["bão số 4 vào miền"], [0, 2]),
        (["bão số 4 vào miền", "bão số 9 vào miền"], [2, 2]),
        (["gió ở miền"], [1, 0]),  # only `ở miền` goes on
        (["gió giật miền"], [0, 0]),
    ],
)
def test_titles_with_the_other_words_are_counted(
    searcher: Searcher, before: list[str], counts: list[int]
) -> None:
    """All words before are required, or else the last ones. Deleted articles never count."""
    phrases = [("miền", "trung"), ("miền", "tây")]
    found = count_in_titles(phrases, contexts(*before), searcher)
    assert found == dict(zip(phrases, counts, strict=True))


def test_only_some_titles_are_read(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MAX_TITLES", 2)
    assert sum(count_in_titles([("miền", "trung")], contexts("miền"), searcher).values()) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bão miền trung", True),
        ("tin bão", True),
        ("bão mưa", False),
        ("miền-trung", True),
        ("trung-miền", False),
        ("-", False),
    ],
)
def test_a_search_needs_all_words(searcher: Searcher, text: str, found: bool) -> None:
    """Anywhere in an article. Signs without blanks join words."""
    assert finds_something(text, searcher) is found
