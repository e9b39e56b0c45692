"""Telex and VNI typing: what is decoded, and what is left alone."""

from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.ime import decode_typing
from analyzers.orthography import strip_tone, syllables

TELEX = """
vieejt nam = việt nam
Vieetj Nam = Việt Nam
VIEETJ NAM = VIỆT NAM
ddaij hocj = đại học
Ddaij Hocj = Đại Học
DDaij hocj = Đại học
coong an = công an
dduwowngf = đường
truwowngf hocj = trường học
truongwf hocj = trường học
ddaji hojc = đại học
vietej nam = việt nam
thur tuwowngs = thủ tướng
bộ coong an = bộ công an
Bộ Coong an họp = Bộ Công an họp
banhs mif = bánh mì
banhs mi = bánh mi
nguoiwf daan = người dân
nhw vaayj = như vậy
hoaf binhf = hòa bình
hofa binhf = hofa bình
quoocs hooij = quốc hội
giaos ducj = giáo dục
ruouwj = rượu
tieengs anh = tiếng anh
thuw vieenj = thư viện
nghieen cuwus = nghiên cứu
xin chaof = xin chào
thuyr ddieenj = thủy điện
toois nay = tối nay
TP Hoof Chis Minh = TP Hồ Chí Minh
luaatj giao thoong = luật giao thông
beenhj vieenj = bệnh viện
gias vangf = giá vàng
thowif tieets = thời tiết
bongs ddas = bóng đá
ddaats ddai = đất đai
bau troif = bau tròi
kinh tees = kinh tế
nguwowif Vieetj = người Việt
awn uoongs = ăn uống
cuwowcs phis = cước phí
ddieenj thoaij = điện thoại
huw hongr = hư hỏng
xuaats khaaur gaoj = xuất khẩu gạo
lux lutj mieenf trung = lũ lụt miền trung
gaoj = gạo
hocj = học
ddi = đi
nuwowcs = nước
tuyeenr sinh 2024 = tuyển sinh 2024
ddaij hocj 2024, khoois A00 = đại học 2024, khối A00
ngaan hangf vietcombank = ngân hàng vietcombank
"nhaf ddaats" = "nhà đất"
soots xuaats huyeets = sốt xuất huyết
huyeenj Hocs Moon = huyện Hóc Môn
chuwngs khoans = chứng khoán
suwcs khoer = sức khỏe
quaanj 7 = quận 7
nhaan daan = nhân dân
ddooij tuyeenr u23 = đội tuyển u23
hddnd tinhr ddoongf nai = hddnd tỉnh đồng nai
tranh chaaps ddaats = tranh chấp đất
"""
VNI = """
vie65t nam = việt nam
Vie65t Nam = Việt Nam
VIE65T NAM = VIỆT NAM
viet65 nam = việt nam
d9a5i ho5c = đại học
D9a5i ho5c = Đại học
co6ng an = công an
Bộ Co6ng an = Bộ Công an
nha2 ma1y = nhà máy
ho5c sinh gioi3 = học sinh giỏi
tru7o7ng2 ho5c = trường học
truo7ng2 = trường
truong72 = trường
ngu7o7i2 da6n = người dân
d9u7o72ng = đường
thu3 tu7o71ng = thủ tướng
quo61c ho65i = quốc hội
gia1o du5c = giáo dục
tie61ng anh = tiếng anh
thu7 vie65n = thư viện
hoa2 bi2nh = hòa bình
thu3y d9ie65n = thủy điện
lua65t d9a61t d9ai = luật đất đai
be65nh vie65n = bệnh viện
bo1ng d9a1 = bóng đá
d9i = đi
d9i ho5c = đi học
nu7o71c = nước
a8n uo61ng = ăn uống
nha2 may1 = nhà máy
phu7o7ng a1n = phương án
xua61t kha63u ga5o = xuất khẩu gạo
tuye63n sinh 2024 = tuyển sinh 2024
kinh te61 = kinh tế
ru7o75u vang = rượu vang
mu7a lu7 = mưa lư
d9e5p = đẹp
bu1n cha3 ha2 no65i = bún chả hà nội
chi1nh phu3 = chính phủ
du lich5 d9a2 la5t = du lịch đà lạt
d9o65i tuye63n = đội tuyển
so61t xua61t huye61t = sốt xuất huyết
tha2nh pho61 = thành phố
u3y ban nha6n da6n = ủy ban nhân dân
"""
NEGATIVE = """
off; boss; see; book; free; look; user; class; password; error; as if; this is his box; one more test
how to; A320; h5n1; covid19; u23; m8; co2; pm2.5; mp3; 4g; 5g; web3; a4; i5 i7; e5 ron92; tap 1; phan 2
g7; b52; k15; viet nam; cao toc; bo cong an; thu tuong; ha noi mua thu; sai gon; xe bus; hoa hau hoan vu
tin tuc trong ngay; Việt Nam; Bộ Công an; trường học; đường Hòa Bình; thủy điện; kĩ thuật
Nguyễn Văn Trỗi; nghị quyết 12; Lee Min Ho; Kim Soo Hyun; Moon Jae In; Park Hang Seo; Taylor Swift
Los Angeles; New York; Taj Mahal; Star Wars; iphone 15 pro max; windows 10; google maps; facebook
world cup; v league; sea games 31; asean; nasa; apec; wto; cow; meeting room; taxi; bus; tour; chef
roof; beef; last; best; most; post office; town; down; moon; queen; boom; ford everest; honda vision
gas; tv; wifi; excel; messi; neymar; casio; vest nam; bis; sofa; trojan; boots; dawn; vnexpress.net
abc@vn.vn; https://vn.vn/hocj; C:/hocj/ddaij; 03/2019/NĐ-CP; 24/11/2021; 1.500m; 0912345678; HDMI
Cà phê sofa; 한국; Россия; naïve café; ; 12; ...; a; o2; e6; u47; x; bộ vest; máy nex 5n; khí thải co2
khối a1
"""


def _cases(table: str) -> list[tuple[str, str]]:
    """Return the typed text and the intended text of each line."""
    lines = [line.split(" = ") for line in table.strip().splitlines()]
    return [(typed, meant) for typed, meant in lines]


POSITIVE = [(*case, "telex") for case in _cases(TELEX)] + [(*case, "vni") for case in _cases(VNI)]
NEGATIVES = [text.strip() for line in NEGATIVE.strip("\n").splitlines() for text in line.split(";")]


@pytest.mark.parametrize(("typed", "meant", "scheme"), POSITIVE)
def test_typing_is_decoded(typed: str, meant: str, scheme: str) -> None:
    """Phrases with all or some marks typed are decoded in their case, and the scheme is returned."""
    assert decode_typing(typed) == (meant, scheme)


@pytest.mark.parametrize("text", NEGATIVES)
def test_other_text_is_left_alone(text: str) -> None:
    """English, codes, names, addresses, and Vietnamese with or without accents are not decoded."""
    assert decode_typing(text) is None


def test_enough_cases() -> None:
    """The tables of cases do not become too small."""
    assert len(set(POSITIVE)) >= 100
    assert len(set(NEGATIVES)) >= 100


_TELEX_SHAPES = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_SHAPES = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}


def _typed(syllable: str, scheme: str) -> str:
    toneless, tone, _ = strip_tone(syllable)
    shapes, tones = (_TELEX_SHAPES, " fsrxj") if scheme == "telex" else (_VNI_SHAPES, " 21345")
    return "".join(shapes.get(letter, letter) for letter in toneless) + tones[tone].strip()


@pytest.mark.parametrize(("scheme", "recall"), [("telex", 0.98), ("vni", 0.98)])
def test_recall_on_random_phrases(scheme: str, recall: float) -> None:
    """Nearly all phrases of three random syllables are decoded exactly, and none wrongly."""
    generator = random.Random(4)
    table = sorted(word for word in syllables() if "oo" not in strip_tone(word)[0])  # oong is ông or oong
    phrases = [" ".join(generator.sample(table, 3)) for _ in range(2000)]
    typed = [" ".join(_typed(word, scheme) for word in phrase.split()) for phrase in phrases]
    results = [decode_typing(text) for text in typed]
    right = sum(result == (phrase, scheme) for phrase, result in zip(phrases, results, strict=True))
    wrong = sum(result is not None for result in results) - right
    assert right >= recall * len(phrases)
    assert wrong == 0


@given(
    st.lists(st.sampled_from([word for word in sorted(syllables()) if word.isascii() and "oo" not in word]))
)
def test_plain_syllables_are_never_typing(words: list[str]) -> None:
    """No phrase of syllables without marks is decoded, except syllables with oo, which are ambiguous."""
    assert decode_typing(" ".join(words)) is None


@given(st.text(alphabet="aeodwsfrxjzhngtcuiy 123456789.-đ", max_size=40))
def test_words_keep_their_places(text: str) -> None:
    """Decoding changes words, but not the blanks and signs between them."""
    result = decode_typing(text)
    if result is not None:
        assert re.split(r"[^\W_]+", result[0]) == re.split(r"[^\W_]+", text)
        assert result[0] != text


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["a" * 10**6, "oo" * 500_000, "ddaij " * 150_000, "a." * 500_000, "aw-" * 300_000]
)
def test_long_text_takes_linear_time(text: str) -> None:
    """A megabyte of text takes seconds."""
    started = time.process_time()
    decode_typing(text)
    assert time.process_time() - started < 6
