"""VIQR: the marks of syllables are told from punctuation."""

from __future__ import annotations

import re

import pytest

from analyzers import decode
from analyzers.encodings.viqr import decode_viqr
from analyzers.orthography import syllables
from tests.support import legacy_encoders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The full stop of a sentence, and nặng before a name or at the end of a title
        ("tu+` sa'ng nay. DDe^'n to^'i", "từ sáng nay. Đến tối"),
        ("Ho. ddi qua. Ba` ra xe. Anh dda^`u tu+. To^i nghe.", "Họ đi qua. Bà ra xe. Anh đầu tư. Tôi nghe."),
        ("Bo^. Co^ng an ho.p. Chi. Hoa la` ca'n bo^. Thue^'", "Bộ Công an họp. Chị Hoa là cán bộ Thuế"),
        ("Nu+o+'c Nga. Mu+a to.", "Nước Nga. Mưa to."),
        ("Nha` cu?a ho.. Ho. ve^` nha`.", "Nhà của họ. Họ về nhà."),
        ("xe ddi ra... Ma.nh la'i xe... ro^`i", "xe đi ra... Mạnh lái xe... rồi"),
        ("Qua?ng Tri.\n\nMu+a lo+'n o+? Qua?ng Tri..", "Quảng Trị\n\nMưa lớn ở Quảng Trị."),
        ('Co^ no\'i: "Em ddi ra." Ro^`i co^ ve^`.', 'Cô nói: "Em đi ra." Rồi cô về.'),
        ("la. nhu+ng quen, bi. ga~y", "lạ nhưng quen, bị gãy"),
        ("so^' No.5, mu.c XI. Thu+' I. Nguye^~n Va(n A. DDe^'n", "số No.5, mục XI. Thứ I. Nguyễn Văn A. Đến"),
        ("ddie^.n ti'ch 1.640 ha. Co`n ha. to^'c", "điện tích 1.640 ha. Còn hạ tốc"),
        ("nha^.p kha^?u.Trong ra.Tro+`i", "nhập khẩu.Trong ra.Trời"),
        ("Q.Thu? DDu+'c, U.S.A. va` E.U. lo+'n", "Q.Thủ Đức, U.S.A. và E.U. lớn"),
        ("dda^.p xe o^to^. Anh dda^u?", "đập xe ôtô. Anh đâu?"),
        # Question marks and hỏi
        ("Ai dda^u? Kho^ng bie^'t. So+? Y te^' o+? dda^u?", "Ai đâu? Không biết. Sở Y tế ở đâu?"),
        ("Tha^.t dda^'y u+'? Ca? Ha` No^.i bie^'t.", "Thật đấy ứ? Cả Hà Nội biết."),
        ("the^' a`? nhe'? ho.?", "thế à? nhé? họ?"),
        # Apostrophes and sắc
        ("lo+`i 'ba'o to' va` 'nha` ai' ddu'ng", "lời 'báo to' và 'nhà ai' đúng"),
        ("ba'o cu~, dda' cu~ cu'", "báo cũ, đá cũ cú"),
        # Abbreviations and amounts
        ("QSDDD, GDDDT, UBND va` DDHQG: 500dd mo^~i ca^n", "QSDĐ, GDĐT, UBND và ĐHQG: 500đ mỗi cân"),
        # Escapes
        (r"nha` ta\. Ai ho\? Co^ ta\'", "nhà ta. Ai ho? Cô ta'"),
        (r"nha` ta\, xa\.", r"nhà ta, xa."),
    ],
)
def test_marks_and_punctuation(text: str, expected: str) -> None:
    """A sign after a vowel is a mark or punctuation, by its place and by which syllable is more likely."""
    assert decode_viqr(text) == expected


@pytest.mark.slow
@pytest.mark.parametrize("escapes", [False, True])
def test_every_syllable(escapes: bool) -> None:
    """Before a comma, the marks of every syllable are read, in both cases.

    `A.C` is read as an abbreviation and not as `ẠC`, and so are the other capitals of two letters.
    """
    read = [syllable for syllable in sorted(syllables()) if not re.fullmatch("[ạẹịọụ].", syllable)]
    text = "".join(f"{syllable}, {syllable.upper()}, " for syllable in read)
    assert decode_viqr(legacy_encoders.viqr(text, escapes=escapes).decode()) == text


@pytest.mark.parametrize("text", ["gia?m ha`ng loa.t o^to^ tu+` dda^`u na(m", "Mu+a to"])
def test_short_titles_are_recognised(text: str) -> None:
    """A few marks that other text rarely has are enough."""
    assert decode(text.encode())[1] == "viqr"


@pytest.mark.parametrize(
    "text",
    ["a. " * 15_000, "'a' " * 12_000, "a." * 50_000, "o^. A" * 20_000, "a.\n" * 30_000, "a'" * 50_000],
    ids=range(6),
)
@pytest.mark.slow
def test_hostile_texts_are_decoded(text: str) -> None:
    """Doubtful signs are decided by their neighbourhood only, so many of them are decoded in linear time."""
    assert len(decode_viqr(text)) <= len(text)
