"""Names of places, which look like names of people."""

from __future__ import annotations

import unicodedata

import pytest

from searchidx.files.readers.page_parts.places import is_place

PLACES = [
    *("Đà Nẵng", "Hà Nội", "Buôn Ma Thuột", "Ban Mê Thuột", "TP.HCM", "TP. HCM", "Bà Rịa - Vũng Tàu"),
    *("Bến Ninh Kiều", "Chợ Bến Thành", "Quận Bình Thạnh", "Thành phố Thủ Đức", "Cầu Rồng", "Sông Hương"),
    *("Hàn Quốc", "New York", "HÀ NỘI", "Da Nang"),
]
PEOPLE = [
    *("Lâm Uyên", "Nguyễn Du", "Hồ Xuân Hương", "Đình Bá", "Phong Lan", "Việt Hà", "Hà Nội Anh", "Xuân Lộc"),
    *("Bến", "Chợ", "", "-", "Hoàng Anh Gia Lai"),
]


@pytest.mark.parametrize(("name", "expected"), [(p, True) for p in PLACES] + [(p, False) for p in PEOPLE])
def test_places(name: str, expected: bool) -> None:
    """A well-known place is recognised as a whole, any other by the word for its kind."""
    assert is_place(name) is expected
    assert is_place(unicodedata.normalize("NFD", name)) is expected
