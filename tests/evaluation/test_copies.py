"""The evaluation of copies: how candidates are found, how articles are changed, and what is printed."""

from __future__ import annotations

import json
import lzma
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analyzers.fold import fold
from evaluation.copies import (
    CHANGES,
    NEIGHBOURS,
    Change,
    candidates,
    difference,
    is_near_miss,
    main,
    repeated_recall,
)
from searchidx import Document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LEAD = "Sáng 12/3, chợ Đình mở lại sau tám tháng sửa chữa."
ARTICLE = Document(
    "1",
    "Chợ Đình mở lại",
    f"{LEAD}\nBa dãy nhà được lợp mái mới, nền lát gạch và có thêm hai cổng phụ.\n"
    "Bà Mận bán hoa quả nói khách đến đông hơn trước.\nBan quản lý hứa giữ nguyên giá thuê đến hết năm.\n"
    'Mỗi tối, chợ đóng cửa lúc tám giờ – sớm hơn "giờ cũ" một tiếng đồng hồ.',
)
OTHER = Document(
    "2", "Đường mới", "Con đường ven núi vừa được trải nhựa để xe khách và xe tải đi lại dễ hơn."
)


def changed(name: str) -> Document:
    return CHANGES[name](Change(ARTICLE, OTHER, random.Random(1)))


def words_of(text: str) -> list[str]:
    return sorted(text.replace("\n", " ").split())


def test_a_cut_article_is_its_beginning() -> None:
    body = changed("cut at 70 %").body
    assert ARTICLE.body.startswith(body)
    assert len(body.split(" ")) == round(0.7 * len(ARTICLE.body.split(" ")))


def test_another_title_is_that_of_the_other_article() -> None:
    assert changed("other title") == Document("1-copy", OTHER.title, ARTICLE.body)


def test_a_rewritten_lead_keeps_numbers_and_names_only() -> None:
    lead, rest = changed("other lead").body.split("\n", 1)
    assert rest == ARTICLE.body.split("\n", 1)[1]
    assert [word for word in lead.split() if not word.islower()] == ["Sáng", "12/3,", "Đình"]
    assert set(lead.split()) - set(LEAD.split()) <= set(OTHER.body.split())
    assert "mở lại" not in lead


def test_furniture_is_added_around_the_article() -> None:
    above, below = changed("furniture").body.split(ARTICLE.body)
    assert above.startswith("Trang chủ\n")
    assert below.startswith("\nBan biên tập")


def test_a_moved_paragraph_is_somewhere_else() -> None:
    body = changed("paragraph moved").body
    assert body != ARTICLE.body
    assert sorted(body.split("\n")) == sorted(ARTICLE.body.split("\n"))


def test_other_signs_leave_the_words() -> None:
    body = changed("other signs").body
    assert "&#273;" in body
    assert "–" not in body
    plain = body.replace("&#273;", "đ").replace("&#7871;", "ế").replace("&agrave;", "à")
    assert [word for word in fold(plain).split() if word.isalpha()] == [
        word for word in fold(ARTICLE.body).split() if word.isalpha()
    ]


def test_all_changes_together_are_mild() -> None:
    body = changed("all, mild").body
    assert changed("all, mild").title == OTHER.title
    assert "Trang chủ" in body
    assert len(set(words_of(body)) & set(words_of(ARTICLE.body))) > len(set(words_of(ARTICLE.body))) // 3


def rows(*values: Sequence[int]) -> list[list[int]]:
    """The candidates among sketches of two bands."""
    pairs: list[list[int]] = candidates(np.array(values, np.uint16)).pairs.tolist()
    return pairs


def test_documents_with_an_equal_band_are_candidates() -> None:
    """Both values must be equal, at the same place. A row of zeros is no sketch."""
    assert rows([1, 2, 3, 4], [5, 6, 3, 4], [3, 4, 1, 2], [1, 9, 3, 9]) == [[0, 1]]
    assert rows([1, 2, 3, 4], [1, 2, 5, 6], [7, 8, 5, 6]) == [[0, 1], [1, 2]]
    assert rows([0, 0, 0, 0], [0, 0, 0, 0]) == []
    assert rows([1, 2, 3, 4]) == []


def test_each_document_is_compared_with_those_that_follow_it_in_the_order_of_sketches() -> None:
    """Documents with equal sketches are neighbours, so that a large bucket does not part them."""
    count = NEIGHBOURS + 4
    found = candidates(np.array([[1, 2, at % count, at] for at in range(2 * count)], np.uint16))
    assert found.largest[0] == 2 * count
    pairs = set(map(tuple, found.pairs.tolist()))
    assert all((at, at + count) in pairs for at in range(count))
    assert (0, count - 1) not in pairs
    assert len(pairs) == sum(min(NEIGHBOURS, 2 * count - 1 - at) for at in range(2 * count))


def test_a_repeated_body_is_found_if_it_is_reported_with_an_equal_one() -> None:
    documents = [Document(str(at), "", body) for at, body in enumerate("aabab")]
    assert repeated_recall(documents, [(0, 1), (1, 2), (2, 4)]) == (3, 2)


def test_a_difference_shows_what_only_one_body_has() -> None:
    one = Document("1", "Chợ", "chợ Đình mở lại sau tám tháng sửa chữa")
    other = Document("2", "Chợ", "Chợ Đình mở lại sau chín tháng sửa chữa, dân vui")
    assert difference(one, other) == (
        "Chợ (9 words) | Chợ (11 words)\nchợ Đình mở lại sau {-tám-} {+chín+} tháng sửa chữa {+dân vui+}"
    )


NEAR = [("a b c d e", "a b c d x", True), ("a b c d e", "a b x d e", False), ("", "a b c", False)]


@pytest.mark.parametrize(("one", "other", "expected"), NEAR)
def test_near_misses_share_half_of_their_shingles(one: str, other: str, *, expected: bool) -> None:
    assert is_near_miss(Document("1", "", one), Document("2", "", other)) == expected


def test_the_command_prints_all_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    longer = ARTICLE.body + " Chủ nhật, chợ mở thêm buổi chiều."
    articles = [ARTICLE.body, OTHER.body * 3, ARTICLE.body, longer]
    path = tmp_path / "news.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as lines:
        for body in articles:
            lines.write(json.dumps({"title": "Chợ Đình", "body": body}) + "\n")
    assert main([str(path), "--pairs", "2"]) == 0
    printed = capsys.readouterr().out
    assert "documents 4, without a sketch 0" in printed
    assert "candidates 3, copies 3" in printed
    assert "repeated bodies       1 found      1" in printed
    assert printed.count("\nreported ") == 2
    assert "{+Chủ nhật, chợ mở thêm buổi chiều.+}" in printed


@pytest.mark.parametrize("content", [None, '{"title": "Chợ"}', "chợ"])
def test_an_unreadable_file_is_named(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "news.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main([str(path)]) == 2
    assert capsys.readouterr().err.startswith(f"copies: nothing was measured. {path} cannot be read")
