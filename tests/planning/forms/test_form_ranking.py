"""How articles with other forms rank: below what was typed, and above articles that lack it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Bản tin buổi sáng"
FILLER = [
    "Trời nhiều mây và có mưa rải rác ở miền núi phía bắc.",
    "Giá lúa gạo tăng nhẹ trong tuần qua ở các chợ đầu mối.",
    "Đội bóng của huyện thắng trận thứ ba liên tiếp trên sân nhà.",
    "Học sinh lớp chín ôn thi vào trường chuyên từ đầu xuân.",
    "Nông dân xuống giống vụ mới sau khi nước rút.",
    "Đoàn tàu khách về ga chậm một giờ vì sửa đường.",
]
"""Ends of articles that are about something else."""


def ranked(folder: Path, query: str, *texts: str) -> list[int]:
    """The numbers of the texts in the order in which the query finds them.

    Twelve other articles have each syllable of the query, but no two syllables of it are side by side there,
    as in a large collection.
    """
    with Index.create(folder / "index") as index:
        bodies = [*texts, *[f"{syllable}, {line}" for syllable in query.split() for line in FILLER * 2]]
        index.update([Document(str(number), TITLE, body) for number, body in enumerate(bodies)])
        found = [int(hit.document.id) for hit in index.search(query, limit=len(bodies)).hits]
    return [number for number in found if number < len(texts)]


IN_PART = [
    (
        "tòa án nhân dân thành phố hồ chí minh",
        "Tòa án nhân dân TP.HCM mở phiên xử vào sáng nay.",
        "Thành phố Hồ Chí Minh vận động nhân dân trồng thêm cây.",
    ),
    (
        "tòa án nhân dân thành phố hồ chí minh",
        "TAND TP.HCM mở phiên xử vào sáng nay, theo lịch đã báo.",
        "Thành phố Hồ Chí Minh vận động nhân dân trồng thêm cây.",
    ),
    (
        "cảnh sát giao thông thành phố hồ chí minh",
        "CSGT TP.HCM phân luồng từ chiều nay ở cửa ngõ phía đông.",
        "Giao thông ở thành phố Hồ Chí Minh thông suốt chiều nay.",
    ),
    (
        "ngày 20 tháng 11 năm 2025",
        "Cuộc thi khai mạc 20/11/2025 ở nhà văn hóa của huyện.",
        "Từ ngày 9 tháng 11 năm 2025, chợ đêm mở cửa muộn hơn.",
    ),
    (
        "ngày 15 tháng 3 năm 2026",
        "Hạn nộp hồ sơ là 15-3-2026 ở phòng tiếp dân của xã.",
        "Ngày 8 tháng 3 năm 2026, chợ hoa mở cửa muộn hơn.",
    ),
    (
        "chủ tịch ủy ban nhân dân tỉnh",
        "Chủ tịch UBND tỉnh thăm bà con vùng lũ vào sáng nay.",
        "Nhân dân tỉnh nhà gửi quà cho chủ tịch hội từ thiện.",
    ),
    (
        "thi tốt nghiệp trung học phổ thông",
        "Kỳ thi tốt nghiệp THPT bắt đầu vào cuối tháng sáu.",
        "Học phổ thông xong, nhiều em trung du thi lấy bằng lái.",
    ),
]
"""A long query, an article that matches it by other forms, and an article that lacks a word of it."""


@pytest.mark.parametrize(("query", "by_form", "in_part"), IN_PART)
def test_a_form_ranks_above_a_partial_match_of_a_long_query(
    tmp_path: Path, query: str, by_form: str, in_part: str
) -> None:
    assert ranked(tmp_path, query, in_part, by_form) == [1, 0]


SCATTERED = [
    (
        "28 tháng 4",
        "Hội chợ mở cửa từ 28/4 ở sân vận động, đông khách xem.",
        "Tuần từ 28 đến 30, nắng nóng. Cả tháng có 4 đợt gió mùa.",
    ),
    (
        "2 tháng 9",
        "Phố phường treo cờ đón lễ 2/9, người dân đi chơi đông.",
        "Sau 9 ngày, tàu về. Cả tháng chỉ có 2 chuyến ra đảo xa.",
    ),
    (
        "20 tháng 11",
        "Học trò cũ về thăm thầy cô dịp 20-11, hoa tươi đắt hàng.",
        "Có 11 đội dự giải trong tháng, mỗi đội 20 cầu thủ trẻ.",
    ),
    (
        "28 tháng 4",
        "Hội chợ mở cửa ngày 28 tháng 4 ở sân vận động của huyện.",
        "Tuần từ 28 đến 30, nắng nóng. Cả tháng có 4 đợt gió mùa.",
    ),
    (
        "ủy ban nhân dân",
        "Buổi lễ do UBND xã tổ chức vào sáng nay, có đông bà con.",
        "Ủy viên trong ban nói với nhân viên và bà con dân tộc ít người.",
    ),
    (
        "bảo hiểm xã hội",
        "Người về hưu nhận sổ BHXH ở bưu điện vào sáng nay.",
        "Xã báo bảo vệ hiểm họa lũ, hội chữ thập đỏ đến giúp.",
    ),
]
"""A short query, an article with the phrase or a form of it, and one with its syllables scattered."""


@pytest.mark.parametrize(("query", "together", "scattered"), SCATTERED)
def test_a_form_ranks_above_scattered_syllables(
    tmp_path: Path, query: str, together: str, scattered: str
) -> None:
    assert ranked(tmp_path, query, scattered, together)[0] == 1


TWICE = [
    ("hà nội", "Hà Nội có nắng. Hà Nội có gió.", "Hà Nội có nắng. Hanoi có gió."),
    ("covid-19", "Covid-19 lan ở xã. Covid-19 lan ở phố.", "Covid-19 lan ở xã. covid19 lan ở phố."),
    ("ôtô", "Chiếc ôtô đỏ. Chiếc ôtô xanh.", "Chiếc ôtô đỏ. Chiếc ô tô xanh."),
    ("ô tô", "Chiếc ô tô đỏ. Chiếc ô tô xanh.", "Chiếc ô tô đỏ. Chiếc ôtô xanh."),
    ("bhxh", "Sổ BHXH mới. Thẻ BHXH cũ.", "Sổ BHXH mới. Thẻ bảo hiểm xã hội cũ."),
    ("csgt", "CSGT đứng ở ngã tư. CSGT đứng ở cầu.", "CSGT đứng ở ngã tư. Cảnh sát giao thông đứng ở cầu."),
    ("tphcm", "TPHCM có mưa. TPHCM có gió.", "TPHCM có mưa. Thành phố Hồ Chí Minh có gió."),
    (
        "xăng 25.000đ",
        "Xăng có giá 25.000đ ở xã, 25.000đ ở phố.",
        "Xăng có giá 25.000đ ở xã, 25 nghìn đồng ở phố.",
    ),
]
"""A query, an article that has it twice as typed, and one that has it once as typed and once otherwise."""


@pytest.mark.parametrize(("query", "as_typed", "both"), TWICE)
def test_a_second_spelling_is_no_advantage(tmp_path: Path, query: str, as_typed: str, both: str) -> None:
    assert ranked(tmp_path, query, both, as_typed) == [1, 0]


OWN = [
    # in a longer query, what was typed has no boost of its own (`planning/typed_form.py`)
    ("mưa hà nội", "Trời mưa ở Hà Nội có gió.", "Trời mưa ở Hanoi có gió to."),
    ("họp ủy ban nhân dân", "Họp ở ủy ban nhân dân xã nhà.", "Họp ở UBND xã nhà từ sáng đến chiều."),
    ("dạy e-mail", "Dạy viết e-mail ở xã.", "Dạy viết email ở xã."),
    ("xăng 25.000đ", "Xăng có giá 25.000đ ở xã.", "Xăng có giá 25 nghìn đồng ở xã."),
    ("tphcm", "Trời ở TPHCM có gió to.", "Trời ở TP.HCM có gió to."),
    ("ubnd", "Họp ở UBND xã nhà.", "Họp ở ủy ban nhân dân xã nhà."),
    (
        "tòa án nhân dân thành phố hồ chí minh",
        "Tòa án nhân dân thành phố Hồ Chí Minh xử.",
        "TAND TP.HCM xử một vụ vào sáng nay.",
    ),
]
"""A query, an article that has it as typed, and one that has another form of it as often."""


@pytest.mark.parametrize(("query", "own", "other"), OWN)
def test_what_was_typed_ranks_above_another_form(tmp_path: Path, query: str, own: str, other: str) -> None:
    """Both are complete matches, of nearly the same length."""
    assert ranked(tmp_path, query, other, own) == [1, 0]


def test_articles_with_the_form_alone_are_ranked_too(tmp_path: Path) -> None:
    """No article has `covid19`. An article with `Covid-19` three times ranks above one that has it once."""
    once = "Covid-19 lan ở xã, theo tin của trạm y tế và của nhà trường."
    often = "Covid-19 lan ở xã, Covid-19 lan ở phố, và Covid-19 lan ở chợ."
    assert ranked(tmp_path, "covid19", once, often) == [1, 0]
