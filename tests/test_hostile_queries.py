"""The largest queries of one repeated piece are answered or refused soon."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index, QuerySyntaxError
from searchidx.query.parse import MAX_QUERY_LENGTH

if TYPE_CHECKING:
    from pathlib import Path

BODY = "Giá 5½ km là 1 1/2 đồng, 50 m2, 1.000, 6/2/2017, a.b, TP.HCM, HàNội, Covid-19, 中 ① Ⅻ %"

PIECES = [
    "½", "5½", "½ ", "①", "⑴", "㎞", "5㎞ ", "ﷺ", "Ⅻ", "Ⅻ ", "m²", "10² ", "№", "中", "한", "\u0323\u0301",
    "a\u0301\u0323", "1.", "1,5 ", "1.000 ", "0,5", "000", "12:", "1-", "6/2/", "50m2 ", "5% ", "39°C ",
    "500k ", "1,5 triệu ", "0912 345 678 ", "TP.", "TP. ", "A&B ", "a.", "a'", "a1", "a1*", "a1 ",
    "a*", "a* ", "a-*", "#SốngXanh", "#SốngXanh ", "HàNội", "aB", '"', '"a" ', '"a* ', "“", "((", "(a) ",
    "-", "+a ", "@", "a@b.", "x://a ", "title:½ ", "source:a ", "Wi-Fi ", "I-ta-li-a ", "UBND TP.HCM ",
    "&frac12;", "&#7879;",
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index whose articles have what the pieces have."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    created = Index.create(folder / "index")
    created.update([Document(str(number), f"Bài {number}", BODY) for number in range(50)])
    return created


@pytest.mark.slow
@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("piece", PIECES)
def test_a_query_of_one_repeated_piece(index: Index, piece: str, typing: bool) -> None:
    """It takes about half a second of processor time, up to the longest query."""
    query = (piece * MAX_QUERY_LENGTH)[:MAX_QUERY_LENGTH]
    begun = time.process_time()
    with contextlib.suppress(QuerySyntaxError):
        assert index.search(query, typing=typing).total >= 0
    assert time.process_time() - begun < 1.5
