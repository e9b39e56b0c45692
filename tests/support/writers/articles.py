"""Invented articles, each of which has a word that no other article has."""

from __future__ import annotations

import datetime
import unicodedata
from typing import Final, Literal, NamedTuple

_ZONE: Final = datetime.timezone(datetime.timedelta(hours=7))
_FIRST_DATE: Final = datetime.datetime(1995, 1, 2, 3, 4, tzinfo=_ZONE)
_STEP: Final = datetime.timedelta(days=6, hours=5, minutes=7)

_PLACES: Final = (
    *("Xóm Rẫy Dừa", "Chợ nổi Vàm Lá", "Vườn ươm Cồn Nhỏ", "Bến đò Mù U", "Làng dệt Bàu Trắng"),
    *("Xưởng ghe Hai Lúa", "Trạm bơm Kênh Mới", "Hợp tác xã “Đồng Xanh”", "Phố cổ Đá Bạc", "Trường Gò Me"),
)
_EVENTS: Final = (
    *("họp sớm giữa mùa nước", "mở lối đi 2,5 km", "trồng lại 1.200 gốc bần", "đón khách trở lại"),
    *("dựng nhà chờ bằng tre", "thử máy gặt 'tự chế'", "góp sách cho trẻ nhỏ", "tìm giống lúa cũ"),
)
_SUBJECTS: Final = (
    *("Bà Tư Lành ở đầu xóm", "Ban quản lý bến", "Nhóm học sinh lớp 9A", "Anh thợ máy tên Mẫn"),
    *("Tổ hợp tác ven sông", "Chủ vựa trái cây & con gái", "Đoàn khảo sát của huyện", "Ông lão giữ đình"),
    *("Người bán bún riêu", "Đội thanh niên xung kích"),
)
_ACTIONS: Final = (
    *("đã gom được 1.250 kg dưa hấu", "kể rằng “nước lên là cá về”", "sửa xong cây cầu dài 38,5 m"),
    *('gọi đó là "lộc của sông"', "đo độ mặn < 4 phần nghìn", "dành 30% số lãi để mua sách"),
    *("chèo chiếc xuồng ba lá qua khúc quanh", "treo đèn lồng đỏ dọc hai bờ", "học cách ủ phân từ lục bình"),
)
_CIRCUMSTANCES: Final = (
    *("trong ba ngày mưa liền", "trước khi trời sáng rõ", "với chi phí 2,4 triệu đồng"),
    *("nhờ bà con mỗi nhà góp một tay", "khi con nước rút khỏi ruộng", "dù đường bộ đã mở tới tận bến"),
    *("để kịp phiên chợ cuối tháng Chạp", "theo lời hẹn từ mùa trước"),
)
_WITH_WORD: Final = (
    "Riêng {} vẫn giữ nếp cũ suốt nhiều năm, và ít người ngoài vùng biết đến.",
    "Trong sổ tay của người ghi chép, {} được nhắc tới đúng một lần.",
    "Nhiều khách hỏi đường tới {} vì nghe tiếng đã lâu.",
)
_FIRST_SYLLABLES: Final = (
    *("Bưởng", "Chuồm", "Cuội", "Dưỡng", "Đoành", "Ghềnh", "Giềng", "Hoẵng", "Khuếch", "Kiễng", "Lưỡng"),
    *("Muỗm", "Ngoằng", "Nghễu", "Nhoẻn", "Phễu", "Quỵt", "Rưỡi", "Sểnh", "Thuồng", "Trưỡn", "Vượn", "Xoẳn"),
)
_SECOND_SYLLABLES: Final = (
    *("bẻng", "chỗm", "cuống", "dẫy", "đọi", "gẫm", "giỗm", "huỵch", "khẹc", "kễnh", "lẫng", "mõm", "nguẩy"),
    *("nghẽo", "nhuộm", "phẩy", "quẫy", "rểu", "soạng", "thẫm", "toẹt", "vỗng", "xuềnh", "yểng"),
)
_CODE_LETTERS: Final = "BCDFGHJKLMNPQRSTVWXZ"
_AUTHORS: Final = ("Lâm Uyên", "Đình Bá", "Hoài Nhơn", "Thanh Phước", "Trúc Quỳ")
_SOURCES: Final = (("Báo Mẫu", "baomau.example"), ("Tin Đồng Bằng", "dongbang.example"))
_CATEGORIES: Final = ("Đời sống", "Kinh tế", "Giáo dục", "Văn hóa")


class Article(NamedTuple):
    """An invented article. `word` finds it, and no other article. `plain_word` is it without accents."""

    number: int
    word: str
    plain_word: str
    title: str
    paragraphs: tuple[str, ...]
    date: datetime.datetime
    author: str
    source: str
    domain: str
    category: str
    url: str


def invented_article(number: int) -> Article:
    """The article of a number. Every eleventh article is written with combining accents."""
    form: Literal["NFC", "NFD"] = "NFD" if number % 11 == 10 else "NFC"
    word = _word(number)
    source, domain = _SOURCES[number % len(_SOURCES)]
    title = f"{_pick(_PLACES, number)} {_pick(_EVENTS, number * 3 + number // 80)}"
    return Article(
        number,
        word,
        _without_accents(word),
        unicodedata.normalize(form, title),
        tuple(unicodedata.normalize(form, text) for text in _paragraphs(number, word)),
        _FIRST_DATE + number * _STEP,
        _pick(_AUTHORS, number),
        source,
        domain,
        _pick(_CATEGORIES, number),
        f"https://{domain}/tin/{number}.html",
    )


def _word(number: int) -> str:
    """A code, a name that is written as one word, or a name of two syllables."""
    row, kind = divmod(number, 3)
    if kind == 0:
        first, rest = divmod(row, len(_CODE_LETTERS) ** 2)
        second, third = divmod(rest, len(_CODE_LETTERS))
        return f"{_CODE_LETTERS[first]}{_CODE_LETTERS[second]}{_CODE_LETTERS[third]}-{3000 + number}"
    second, first = divmod(row, len(_FIRST_SYLLABLES))
    syllables = _FIRST_SYLLABLES[first], _SECOND_SYLLABLES[second]
    return "".join(syllables) if kind == 1 else f"{syllables[1].capitalize()} {syllables[0]}"


def _paragraphs(number: int, word: str) -> list[str]:
    """One to four paragraphs of together three to five sentences. The word is in one of them."""
    sentences = [_sentence(number * 7 + place * 13) for place in range(2 + number % 3)]
    sentences.insert(number % len(sentences), _pick(_WITH_WORD, number // 3).format(word))
    size = 1 + number % 2
    return [" ".join(sentences[first : first + size]) for first in range(0, len(sentences), size)]


def _sentence(seed: int) -> str:
    subject, action = _pick(_SUBJECTS, seed), _pick(_ACTIONS, seed // 3)
    return f"{subject} {action} {_pick(_CIRCUMSTANCES, seed // 7)}."


def _pick(texts: tuple[str, ...], number: int) -> str:
    return texts[number % len(texts)]


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
