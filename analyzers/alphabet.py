"""The letters of Vietnamese that carry marks, said once for every table of characters."""

from __future__ import annotations

from typing import Final

VIETNAMESE_LETTERS: Final = (
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộ"
    "ỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ"
)
"""All composed letters that are not ASCII, of both cases, in ascending order of their code points.

The stored documents of an index depend on the order (`engines/columnar/format/document_bytes.py`).
"""
