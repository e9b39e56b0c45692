"""What a query with a star at its end finds and marks in articles: everything that the longer word finds."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold
from searchidx import Document, Index
from tests.support import ROOT
from tests.support.highlight import bracketed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BARE = "Cong an thanh pho nhac nguoi dan de phong mua da, lu quet va nang nong keo dai den cuoi thang"
ARTICLES = {
    "covid": "Thành phố ghi nhận thêm ca mắc Covid-19 ở phường An Hội",
    "covid blank": "Phòng bệnh Covid 19 mùa tựu trường",
    "covid plain": "Dịch covid lắng xuống, 19 chợ mở lại",
    "hcm": "Lễ hội áo dài TP.HCM kéo dài ba ngày",
    "hcm blank": "Tàu biển chở khách cập cảng TP HCM",
    "tp": "TP Huế trồng thêm cây ngô đồng",
    "decree": "Áp dụng Nghị định 03/2019/NĐ-CP từ đầu tháng",
    "decree short": "Ban hành NĐ 30 thay văn bản cũ",
    "novel": "Vở kịch về chàng D’Artagnan trở lại sân khấu",
    "rain": "Chuyện mưa–nắng ở miệt vườn Cái Mơn",
    "rain apart": "Mưa, nắng thất thường làm vải rụng trái",
    "price": "Giá cà phê giảm 19,55% chỉ sau một tuần",
    "price other": "Ngày 19 có 550 người dự hội",
    "skill": "Thợ rèn giữ kĩ nghề cũ",
    "technique": "Kỹ thuật cấy lúa bằng máy",
    "doctor": "Bác sĩ về khám ở đảo Hòn Chuối",
    "peace": "Công viên Hòa Bình đóng cửa để sửa",
    "royal": "Đường Hoàng Diệu cấm xe tải",
    "flower": "Hoa mai nở sớm ở Bình Lợi",
    "police": "Công an thị xã tặng xe đạp cho học trò",
    "commune": "Công an xã bắc cầu tạm",
    "bare": BARE,
    "address": "Xem lịch tàu tại www.gatau.vn/lich hoặc hỏi ga@gatau.vn",
}
MARKED = [  # the query, and the marked title of each article that it finds
    ("Covid-1*", {
        "covid": "Thành phố ghi nhận thêm ca mắc [Covid-19] ở phường An Hội",
        "covid blank": "Phòng bệnh [Covid 19] mùa tựu trường",
    }),
    ("covid-2*", {}),
    ("TP.HC*", {
        "hcm": "Lễ hội áo dài [TP.HCM] kéo dài ba ngày",
        "hcm blank": "Tàu biển chở khách cập cảng [TP HCM]",
    }),
    ("03/2019/NĐ-C*", {"decree": "Áp dụng Nghị định [03/2019/NĐ-CP] từ đầu tháng"}),
    ("NĐ-C*", {"decree": "Áp dụng Nghị định 03/2019/[NĐ-CP] từ đầu tháng"}),
    ("2019/nd-c*", {"decree": "Áp dụng Nghị định 03/[2019/NĐ-CP] từ đầu tháng"}),
    ("NĐ-*", {
        "decree": "Áp dụng Nghị định 03/2019/[NĐ]-CP từ đầu tháng",
        "decree short": "Ban hành [NĐ] 30 thay văn bản cũ",
    }),
    ("D’Arta*", {"novel": "Vở kịch về chàng [D’Artagnan] trở lại sân khấu"}),
    ("d'arta*", {"novel": "Vở kịch về chàng [D’Artagnan] trở lại sân khấu"}),
    ("mưa–nắ*", {
        "rain": "Chuyện [mưa–nắng] ở miệt vườn Cái Mơn",
        "rain apart": "[Mưa], [nắng] thất thường làm vải rụng trái",
    }),
    ("19,5*", {
        "price": "Giá cà phê giảm [19,55]% chỉ sau một tuần",
    }),
    ("kỹ*", {
        "skill": "Thợ rèn giữ [kĩ] nghề cũ",
        "technique": "[Kỹ] thuật cấy lúa bằng máy",
    }),
    ("giữ-kỹ*", {"skill": "Thợ rèn [giữ kĩ] nghề cũ"}),
    ("kĩ-thuậ*", {"technique": "[Kỹ thuật] cấy lúa bằng máy"}),
    ('"bác sỹ*"', {"doctor": "[Bác sĩ] về khám ở đảo Hòn Chuối"}),
    ('"Bác sỹ v*"', {"doctor": "[Bác sĩ về] khám ở đảo Hòn Chuối"}),
    ("hoà*", {
        "peace": "Công viên [Hòa] Bình đóng cửa để sửa",
        "royal": "Đường [Hoàng] Diệu cấm xe tải",
    }),
    ("hòa*", {
        "peace": "Công viên [Hòa] Bình đóng cửa để sửa",
        "royal": "Đường [Hoàng] Diệu cấm xe tải",
    }),
    ('title:"công an th*"', {
        "police": "[Công an thị] xã tặng xe đạp cho học trò",
        "bare": BARE.replace("Cong an thanh", "[Cong an thanh]"),
    }),
    ("“công an x”*", {"commune": "[Công an xã] bắc cầu tạm"}),
    ('"công viên" -"công viên ho*"', {}),
    ("www.gatau.vn/li*", {"address": "Xem lịch tàu tại [www.gatau.vn/lich] hoặc hỏi ga@gatau.vn"}),
    ("ga@gat*", {"address": "Xem lịch tàu tại www.gatau.vn/lich hoặc hỏi [ga@gatau].vn"}),
    ("lũ-qu*", {"bare": BARE.replace("lu quet", "[lu quet]")}),
    ("mưa-đ*", {"bare": BARE.replace("mua da", "[mua da]")}),
    ("source:bao-m*", dict.fromkeys(ARTICLES)),
    ('source:"báo mẫu đ*"', dict.fromkeys(ARTICLES)),
    ("source:mau-m*", {}),
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of short articles, which have only a title and a source."""
    with Index.create(tmp_path_factory.mktemp("prefixes") / "index") as index:
        index.update(
            Document(identifier, title, "", source="Báo Mẫu Đơn") for identifier, title in ARTICLES.items()
        )
        yield index


def found(index: Index, query: str) -> set[str]:
    """The ids of the articles that match the whole query."""
    return {hit.document.id for hit in index.search(query, limit=100).hits if hit.complete}


@pytest.mark.parametrize(("query", "expected"), MARKED)
def test_a_beginning_is_found_and_marked(index: Index, query: str, expected: dict[str, str | None]) -> None:
    """Exactly these articles match, in every Unicode form, and the marks reach across signs."""
    for form in ("NFC", "NFD"):
        hits = index.search(unicodedata.normalize(form, query), limit=100).hits
        marked = {hit.document.id: bracketed(hit.document.title, hit.title_marks) for hit in hits}
        assert marked.keys() == expected.keys()
        for identifier, title in expected.items():
            assert title in (None, marked[identifier])


WORDS = [
    (identifier, word)
    for identifier, title in ARTICLES.items()
    for chunk in title.split()
    if (word := chunk.strip(",%"))
]


@given(
    case=st.sampled_from(WORDS),
    share=st.floats(0, 1),
    unaccented=st.booleans(),
    form=st.sampled_from(["NFC", "NFD"]),
)
def test_every_cut_of_a_word_finds_its_article(
    index: Index, case: tuple[str, str], share: float, unaccented: bool, form: str
) -> None:
    """Wherever a word of an article is cut, and with or without accents, the beginning finds the article.

    It also finds every article that the whole word finds.
    """
    identifier, word = case
    typed = fold(word) if unaccented else word
    end = max(1, round(share * len(typed)))
    beginning = unicodedata.normalize(form, typed[:end])  # type: ignore[arg-type]
    by_beginning = found(index, f"{beginning}*")
    assert identifier in by_beginning
    assert found(index, f'"{typed}"') <= by_beginning
    assert found(index, f'"{beginning}"*') == by_beginning


@given(words=st.lists(st.sampled_from([word for _, word in WORDS]), min_size=1, max_size=3))
def test_a_beginning_finds_what_the_word_finds(index: Index, words: list[str]) -> None:
    """Words side by side, too; and a phrase with a star finds no article without the phrase."""
    phrase = " ".join(words)
    assert found(index, f'"{phrase}"') <= found(index, f'"{phrase}*"')
    assert found(index, f'"{phrase}*"') <= found(index, " ".join([*words[:-1], f"{words[-1]}*"]))


PAGE = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")
FINDS = re.findall(
    r"^\| (`[^|]+\*`) \| ([^`|]+?)(?:; [^|]+)? \|", PAGE.split("### What a prefix finds")[1], re.MULTILINE
)


@pytest.mark.parametrize(("prefixes", "texts"), FINDS)
def test_the_page_says_what_a_prefix_finds(tmp_path: Path, prefixes: str, texts: str) -> None:
    """Each text beside a prefix is found by it."""
    with Index.create(tmp_path / "index") as index:
        index.update(Document(text, f"{text} được tìm thấy", "") for text in texts.split(", "))
        for prefix in re.findall("`([^`]+)`", prefixes):
            assert found(index, prefix) == set(index.ids())


def test_what_the_page_says_is_not_found(tmp_path: Path) -> None:
    """The other spelling of a word with i or y counts only as a whole word; typed accents are meant."""
    with Index.create(tmp_path / "index") as index:
        index.update(
            [
                Document("kinh", "Tiếng kĩnh lạ ở đình", ""),
                Document("accented", "Nang tre và nong tằm ở làng", ""),
                Document("bare", "Nang tre va nong tam o lang cu ben song Hau", ""),
            ]
        )
        assert found(index, "kỹ*") == set()
        assert found(index, "nắ*") == {"bare"}


def test_a_phrase_with_a_star_ranks_by_its_complete_syllables(tmp_path: Path) -> None:
    """A prefix alone has no scores; the syllables before a beginning have."""
    with Index.create(tmp_path / "index") as index:
        index.update(
            [
                Document("once", "Chợ", "Công an thị xã họp. " + "Chợ đông từ sáng sớm. " * 20),
                Document("often", "Công an thị trấn", "Công an thị trấn giúp dân. Công an thị trấn họp."),
            ]
        )
        first, second = index.search('"công an th*"').hits
        assert (first.document.id, second.document.id) == ("often", "once")
        assert first.score > second.score > 0
        assert {hit.score for hit in index.search("th*").hits} == {0}


HALF_TYPED = {
    "hattrick": "Tiền đạo trẻ lập hattrick trong trận ra quân",
    "hat-trick": "Cú hat-trick đầu tiên của mùa giải",
    "tdtt": "Đại hội TDTT (thể dục thể thao) toàn huyện",
    "sport": "Ngày hội thể dục thể thao ở làng chài",
    "wi-fi": "Quán nước lắp Wi-Fi cho khách",
    "wifi": "Thư viện phát wifi miễn phí",
    "trump": "Ông Donald Trump thăm xưởng đóng tàu",
    "trumpet": "Nghệ sĩ thổi trumpet bên hồ",
    "doctor": "Bác sỹ khám bệnh ở bản xa",
}


@pytest.fixture(scope="module")
def half_typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of articles whose words have other forms, each often enough to be a completion."""
    with Index.create(tmp_path_factory.mktemp("half_typed") / "index") as index:
        index.update(
            Document(f"{identifier} {number}", f"{title} {number}", title)
            for identifier, title in HALF_TYPED.items()
            for number in range(3)
        )
        yield index


@pytest.mark.parametrize(
    ("beginning", "at_least"),
    [
        ("hatt", {"hattrick", "hat-trick"}),
        ("cú hatt", {"hat-trick"}),
        ("TDT", {"tdtt", "sport"}),
        ("wif", {"wifi", "wi-fi"}),
        ("lắp wif", {"wi-fi"}),
        ("donald tru", {"trump"}),
        ("bac s", {"doctor"}),
        ("bác sỹ khá", {"doctor"}),
    ],
)
def test_a_star_finds_what_a_half_typed_word_finds(
    half_typed: Index, beginning: str, at_least: set[str]
) -> None:
    """The beginning with a star has the forms of the word that probably completes it, and more words."""
    bare, starred = (
        {identifier.split()[0] for identifier in found(half_typed, query)}
        for query in (beginning, f"{beginning}*")
    )
    assert at_least <= starred
    assert bare <= starred


def test_a_star_finds_other_words_than_the_probable_one(half_typed: Index) -> None:
    """What completes a beginning less often is found, as before."""
    assert {identifier.split()[0] for identifier in found(half_typed, "donald* tru*")} == {"trump"}
    assert {identifier.split()[0] for identifier in found(half_typed, "tru*")} == {"trump", "trumpet"}
