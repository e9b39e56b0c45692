"""Stored documents come back as they were, wherever in a block they stand."""

from __future__ import annotations

import datetime
import random
from typing import TYPE_CHECKING

from searchidx import Document, Index
from searchidx.engines.columnar.format.stored_documents_writer import BLOCK_BYTES

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = "abc ăâđêôơư ẤỆỘ 123 \n"
OTHERS = ["漢字", "👩\u200d🌾", "\ud800", "\ufffe", "\x01", ""]


def documents(count: int) -> list[Document]:
    """Return texts of up to a block, some with characters that take more than a byte."""
    of = random.Random(5)
    return [
        Document(
            id=f"{at:03}",
            title="".join(of.choices(LETTERS, k=20)),
            body="".join(of.choices(LETTERS, k=of.randrange(BLOCK_BYTES))) + of.choice(OTHERS),
            date=datetime.date(2021, 1, 1) if at % 2 else None,
            extra={"header": ["một", at]} if at % 3 else {},
        )
        for at in range(count)
    ]


def test_documents_come_back_one_by_one_in_any_order(tmp_path: Path) -> None:
    """Each document is unpacked by itself, and again when it was kept or forgotten since."""
    articles = documents(150)
    with Index.create(tmp_path / "index") as index:
        index.update(articles)
        for article in random.Random(6).choices(articles, k=600):
            assert index.get(article.id) == article
