"""Bytes to text: every encoding is recognised, nothing is lost, binary data is refused."""

from __future__ import annotations

import random
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import decode
from analyzers.encodings import legacy
from analyzers.errors import AnalysisError, UnknownEncodingError
from analyzers.orthography import syllables
from tests.support import legacy_encoders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXTS = [
    "Thị trường lúa gạo đồng bằng khởi sắc",
    "Học sinh vùng cao đến lớp sau trận lũ lớn",
    "Bộ trưởng trả lời chất vấn về giá điện",
    "Đội tuyển nữ giành vé vào vòng chung kết",
    "Bệnh viện tỉnh mổ thành công ca ghép thận đầu tiên",
    "CHỢ NỔI CÁI RĂNG ĐÔNG KHÁCH TRỞ LẠI",
    "Ngư dân Quảng Ngãi trúng đậm mùa cá cơm, mỗi thuyền thu 30 triệu đồng.",
    "Mưa lớn kéo dài hai ngày khiến nhiều tuyến đường ở thành phố ngập sâu.\n"
    "Người dân phải dắt xe máy qua những đoạn nước ngập tới yên; các trường cho học sinh nghỉ buổi chiều.\n"
    "Theo đài khí tượng, từ đêm nay mưa giảm dần (còn 20-40 mm), nhưng đỉnh triều vẫn ở mức báo động 3.",
]

ENCODERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8-sig": lambda text: text.encode("utf-8-sig"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "windows-1258": legacy_encoders.windows_1258,
    "viscii": legacy_encoders.viscii,
    "tcvn3": legacy_encoders.vn1,
    "vni": legacy_encoders.vni,
    "viqr": lambda text: legacy_encoders.viqr(text, escapes=True),
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", ENCODERS)
def test_round_trip(name: str, text: str) -> None:
    """A title or an article in any of the encodings is decoded exactly, with the right name."""
    assert decode(ENCODERS[name](text)) == (text, name)


@pytest.mark.parametrize("text", TEXTS)
def test_font_encoded_text(text: str) -> None:
    """Text for the .VnTime fonts is tcvn3, with its capitals."""
    assert decode(legacy_encoders.vn3(text)) == (text, "tcvn3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NỘI ĐỒNG Hà Nội PHƯỜNG", "NỘI ĐỒNG Hà Nội PHƯỜNG"),
        ("HÀ", "Hà"),  # nothing shows that more than the first letter is a capital
        ("HÀ NỘI", "HÀ NỘI"),
        ("Ở HÀ NỘI 2\nở Huế", "Ở HÀ NỘI 2\nở Huế"),
        ("Ở Hà Nội", "ở Hà Nội"),
        ("“Đồng lúa” – 25°C…", "“Đồng lúa” – 25°C…"),
    ],
)
def test_capitals_and_signs_of_font_encoded_text(text: str, expected: str) -> None:
    """Capitals are restored if the other letters of the word or line are capitals. Signs are windows-1252."""
    assert legacy.decode_tcvn3(legacy_encoders.vn3(text)) == expected


@pytest.mark.parametrize("text", ["“Đồng lúa” – chợ nổi…", "Ủy ban nhân dân xã Ở Mới: Ấp Án"])
def test_signs_of_fonts_and_capitals_of_tcvn_are_told_apart(text: str) -> None:
    """The bytes 0x80 to 0x9F are signs in VN3 and capitals in VN1."""
    encode = legacy_encoders.vn3 if "“" in text else legacy_encoders.vn1
    assert decode(encode(text)) == (text, "tcvn3")


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be", "utf-32-be"),
    ],
)
def test_byte_order_marks(mark: bytes, codec: str, name: str) -> None:
    """A byte order mark decides the encoding, and is not part of the text."""
    assert decode(mark + TEXTS[0].encode(codec)) == (TEXTS[0], name)


def test_nfd_survives() -> None:
    """UTF-8 text is decoded but not normalised."""
    text = unicodedata.normalize("NFD", TEXTS[0])
    assert decode(text.encode()) == (text, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["viscii", "tcvn3", "vni", "windows-1258"])
def test_every_syllable_round_trips(name: str) -> None:
    """The tables are complete: every syllable, in both cases, survives encoding and decoding."""
    text = "\n".join(f"{syllable} {syllable.upper()}" for syllable in sorted(syllables()))
    assert decode(ENCODERS[name](text)) == (text, name)


def test_random_phrases_are_told_apart() -> None:
    """Ten random accented syllables suffice to find the encoding in nearly all cases."""
    generator = random.Random(7)
    table = sorted(syllables())
    phrases = [" ".join(generator.sample(table, 10)) for _ in range(150)]
    for name, encode in ENCODERS.items():
        right = sum(decode(encode(phrase)) == (phrase, name) for phrase in phrases)
        assert right >= 0.98 * len(phrases), name


def test_shared_table_of_legacy_letters(shared_data: Path) -> None:
    """Our tables agree with a public table, except for errors of that table.

    Its VNI column has letters of other vowels for Ỷ and Ỹ (Ë and Ì instead of YÛ and YÕ). Its tcvn3 column
    writes an accented capital as a plain letter and a mark (`Aµ`), which no font shows as one letter.
    """
    lines = (shared_data / "normalization/legacy_char_table.tsv").read_text("utf-8").splitlines()[1:]
    assert len(lines) > 100
    for letter, vni, tcvn3, viqr in (line.split("\t") for line in lines):
        assert legacy_encoders.viqr(letter).decode() == viqr
        if letter not in "ỶỸỷỹ":
            assert legacy.decode_vni(vni.encode("cp1252")) == letter
        if letter.islower() or letter in "ĂÂÊÔƠƯĐ":
            assert legacy.decode_tcvn3(tcvn3.encode("latin-1")) == letter


@pytest.mark.parametrize(
    "text",
    [
        "plain ASCII, nothing else",
        "Don't you know? It's a C++ (or C#) file: a^2 + b^2, e.g. u+v; the `y` of ``f(x)``.",
        "def f(a): return a('x') + o^2",
        "tieng Viet khong dau. Co phai la VIQR? Khong.",
        "",
        "a",
        "Cà phê",
        "Ελλάδα Россия 日本",
    ],
)
def test_utf_8_wins(text: str) -> None:
    """Valid UTF-8 is UTF-8, and so is ASCII without strong evidence of VIQR."""
    assert decode(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("cut", [1, 2])
def test_a_cut_last_letter_loses_that_letter_only(cut: int) -> None:
    """UTF-8 that ends inside a letter keeps its text, with U+FFFD for the rest of it."""
    text = "Việt Nam tiến"
    decoded, name = decode((text + "ế").encode()[:-cut])
    assert (decoded, name) == (text + "\ufffd", "utf-8")


@pytest.mark.parametrize("index", [3, 200, 420])
def test_a_bad_byte_loses_that_byte_only(index: int) -> None:
    """A bad byte in a UTF-8 article becomes U+FFFD, and the rest of the article is kept."""
    data = "".join(TEXTS).encode()
    decoded, name = decode(data[:index] + b"\xff" + data[index:])
    assert name == "utf-8"
    assert 1 <= decoded.count("\ufffd") <= 4  # the byte, and the letter that it cut in two
    assert len(decoded) >= len("".join(TEXTS))


def test_a_rare_western_letter_does_not_lose_the_article() -> None:
    """English text with one windows-1252 letter is decoded as windows-1258, which has the same letter."""
    data = "The town's only café opened again on Monday, its owner said.".encode("cp1252")
    assert decode(data) == (data.decode("cp1252"), "windows-1258")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(random.Random(1).randbytes(500)),
        random.Random(2).randbytes(5000),
        random.Random(3).randbytes(5000).replace(b"\0", b"x"),
        b"\x01\x02\x03\x04" * 50,
        "Привет, мир! Это обычный русский текст.".encode("koi8-r"),
        "où mañana só João".encode("cp1252"),
    ],
)
def test_what_is_no_such_text_is_refused(data: bytes) -> None:
    """Binary data and 8-bit text in other languages raise an error that says what to do.

    A word that VNI shows as a syllable is not enough, unless there are two for each other word.
    """
    with pytest.raises(UnknownEncodingError, match="convert them to UTF-8"):
        decode(data)
    assert issubclass(UnknownEncodingError, AnalysisError)


@given(st.text())
def test_any_text_survives_utf_8(text: str) -> None:
    """Any text in UTF-8 is decoded exactly, unless it has too many control characters or looks like VIQR."""
    data = text.encode()
    try:
        decoded, name = decode(data)
    except UnknownEncodingError:
        assert any(character < " " for character in text)
    else:
        assert decoded == text or name in ("viqr", "utf-16-le", "utf-16-be", "utf-8-sig")


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    """The decoder raises nothing but its own error, for any bytes."""
    try:
        text, name = decode(data)
    except UnknownEncodingError:
        return
    assert isinstance(text, str)
    assert name


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        b"a" * 10**6,
        b"a." * 500_000,
        b"a^" * 500_000,
        b"\xb5" * 10**6,
        b"a\xf8" * 500_000,
        b"\\" * 10**6,
        b"a\0" * 500_000,
        b"\xe1" * 10**6,
    ],
)
def test_hostile_bytes_take_linear_time(data: bytes) -> None:
    """A megabyte of one repeated byte pair would take hours if the time grew with its square."""
    with suppress(UnknownEncodingError):
        decode(data)
