"""The Vietnamese letters with marks, for all modules that need a table of characters."""

from __future__ import annotations

from typing import Final

VIETNAMESE_LETTERS: Final = (
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộ"
    "ỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ"
)
"""All composed Vietnamese letters that are not ASCII, in both cases, in ascending order of their codepoints.

The stored documents of an index depend on this order (`engines/columnar/format/document_bytes.py`).
"""
