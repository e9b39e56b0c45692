"""Which pairs are copies? Changes of one story are; articles of one series, form or event are not."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx import Document
from searchidx.copies.compare import MAX_TEASER_TOKENS, are_copies
from searchidx.copies.sketch import MIN_TOKENS

if TYPE_CHECKING:
    from collections.abc import Callable

PARAGRAPHS: Final = (
    "Sáng 12/3, đoàn tàu chở khách đầu tiên đã chạy thử trên tuyến đường ven hồ Sen Vàng, dài 14 km.",
    "Theo ban quản lý dự án, đoàn tàu gồm ba toa, chạy với tốc độ 40 km mỗi giờ và dừng ở cả bảy nhà "
    "ga. Người dân hai bên đường mang theo cờ hoa, đứng chật các sân ga để chờ xem chuyến tàu mà họ đã "
    "mong suốt nhiều năm.",
    "Ông Lê Hòa Thuận, trưởng ban quản lý, cho biết phần đường ray được nghiệm thu từ cuối năm ngoái, "
    'còn hệ thống tín hiệu phải lùi lại ba tháng vì nhà thầu thiếu thiết bị. "Chúng tôi không chạy theo '
    'thành tích, an toàn của hành khách là trên hết", ông nói và hứa sẽ công bố kết quả đo độ rung '
    "trong tuần tới.",
    "Bà Trần Thị Mận, bán nước ở ga cuối, kể rằng từ ngày có hàng rào công trường, quán của bà vắng "
    "hẳn. Nay bà mong khách đi tàu sẽ ghé lại như xưa. Nhiều hộ buôn bán quanh đó cũng đã sơn sửa cửa "
    "hàng, treo biển mới và thuê thêm người phụ việc để kịp ngày khai trương.",
    "Giá vé dự kiến là 9.000 đồng một lượt, học sinh và người già được giảm một nửa. Trong tháng đầu, "
    "mọi chuyến đi đều miễn phí. Sở giao thông sẽ đổi lộ trình của năm tuyến xe buýt để hành khách "
    "chuyển sang tàu thuận tiện hơn, đồng thời mở hai bãi giữ xe lớn ở ga đầu và ga giữa.",
    "Nếu mọi việc suôn sẻ, tuyến đường sẽ phục vụ khách từ đầu mùa hè, sớm hơn lễ hội trái cây hằng năm "
    "của thành phố.",
)
STORY: Final = "\n".join(PARAGRAPHS)
OTHER_LEAD: Final = (
    "Hành khách ven hồ Sen Vàng vừa được thấy chuyến tàu đầu tiên lăn bánh hôm 12/3, trên chặng 14 km."
)
FURNITURE: Final = "Trang chủ\nThời sự\nThứ sáu, 13/3, 08:15 (GMT+7)\n"


def words_of(text: str) -> list[str]:
    return text.split()


def copies(one: str, other: str, titles: tuple[str, str] = ("Tàu ven hồ", "Tàu ven hồ")) -> bool:
    """Whether two bodies are copies. The answer must be the same in both orders."""
    documents = [Document("1", titles[0], one), Document("2", titles[1], other)]
    first, second = are_copies(documents, [(0, 1), (1, 0)])
    assert first == second
    return first


def moved(text: str) -> str:
    first, second, third, *rest = text.split("\n")
    return "\n".join([first, third, second, *rest])


CHANGES: dict[str, Callable[[str], str]] = {
    "nothing": str,
    "cut at 70 %": lambda text: " ".join(words_of(text)[: len(words_of(text)) * 7 // 10]),
    "another lead": lambda text: OTHER_LEAD + text[text.index("\n") :],
    "furniture above": lambda text: FURNITURE + text,
    "furniture below": lambda text: text + "\nBan biên tập\nBình luận (12)\nXem thêm",
    "a passage moved": moved,
    "other quotes and dashes": lambda text: text.replace('"', "”").replace(",", " –"),
    "another place of the tone mark": lambda text: text.replace("Hòa", "Hoà"),
    "no accents": lambda text: text.replace("đ", "d").replace("à", "a").replace("ế", "e"),
    "capitals": str.upper,
    "entities": lambda text: text.replace("à", "&agrave;").replace('"', "&quot;"),
    "other line breaks": lambda text: text.replace("\n", " "),
    "units without blanks": lambda text: text.replace("14 km", "14km").replace("40 km", "40km"),
    "one other word": lambda text: text.replace("suôn sẻ", "thuận lợi"),
    "the name of the paper added": lambda text: text.replace("cho biết phần", "cho Bến Mới biết phần"),
    "all": lambda text: FURNITURE + moved(OTHER_LEAD + text[text.index("\n") :])[:-150].replace('"', "“"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_story_is_a_copy(change: str) -> None:
    assert copies(STORY, CHANGES[change](STORY))


def test_another_title_makes_no_difference_for_a_whole_article() -> None:
    assert copies(STORY, STORY, ("Tàu ven hồ chạy thử", "9.000 đồng một lượt"))


def forecast(day: int, rain: int, low: int, high: int, place: str) -> str:
    return (
        f"Ngày {day}, vùng {place} có mây thay đổi, trưa chiều trời nắng, đêm có mưa rào và dông "
        f"vài nơi. Lượng mưa phổ biến {rain} mm, có nơi cao hơn. Gió đông nam cấp hai đến cấp ba. "
        f"Nhiệt độ {place} thấp nhất {low} độ, cao nhất {high} độ. Trong cơn dông cần đề phòng lốc, sét và "
        "gió giật mạnh. Người dân nên hạn chế ra đường vào giữa trưa, uống đủ nước và theo dõi "
        "các bản tin tiếp theo của đài khí tượng để chủ động kế hoạch đi lại và sản xuất. Tàu "
        "thuyền nhỏ không nên ra xa bờ vào ban đêm khi tầm nhìn giảm mạnh."
    )


def vacancy(company: str, place: str, pay: int) -> str:
    return (
        f"Công ty {company} cần tuyển năm nhân viên giao nhận làm việc tại {place}. Lương {pay} "
        "triệu đồng một tháng, có thưởng vào dịp lễ và cuối năm. Yêu cầu có bằng lái xe, chịu "
        "khó, trung thực và sức khỏe tốt, không cần kinh nghiệm. Hồ sơ gồm đơn xin việc, sơ yếu "
        "lý lịch, giấy khám sức khỏe và bản sao các văn bằng có liên quan. Người xin việc nộp hồ "
        "sơ tại phòng nhân sự trong giờ hành chính, từ thứ hai đến thứ sáu, hoặc gửi qua bưu "
        "điện. Công ty sẽ báo lịch phỏng vấn qua điện thoại và không trả lại hồ sơ."
    )


QUOTING = STORY + "\n" + "\n".join(forecast(day, day, day, day, "biển") for day in range(13, 21))
OTHER_REPORT = (
    "Hàng nghìn người đã đổ về ven hồ Sen Vàng hôm nay để tận mắt thấy con tàu mới. Chị Lụa dắt "
    "hai con nhỏ đứng từ tờ mờ sáng, còn cụ Bảy thì mang theo chiếc ghế xếp. Khi tiếng còi vang "
    "lên, cả sân ga vỗ tay. Trưởng ban quản lý Lê Hòa Thuận thừa nhận công việc chậm ba tháng do "
    "khâu tín hiệu, và xin lỗi người buôn bán dọc tuyến. Vé sẽ bán với giá 9.000 đồng sau tháng "
    "chạy miễn phí, trẻ em đi học chỉ trả một nửa số ấy."
)
FOLLOW_UP = OTHER_REPORT + "\n" + PARAGRAPHS[3]

OTHERS = {
    "forecasts of two days": (forecast(3, 20, 23, 31, "núi"), forecast(4, 45, 22, 29, "núi")),
    "forecasts for two places": (forecast(3, 20, 23, 31, "Núi Hạc"), forecast(3, 20, 23, 31, "Cửa Lở")),
    "vacancies of two companies": (vacancy("Mây Trắng", "Cầu Gỗ", 7), vacancy("Tre Xanh", "Chợ Đình", 9)),
    "two reports of one event": (STORY, OTHER_REPORT),
    "a follow-up with the background": (STORY, FOLLOW_UP),
    "an article that quotes the other": (STORY, QUOTING),
    "other numbers everywhere": (STORY, re.sub(r"\d+", lambda match: str(int(match[0]) + 77), STORY)),
    "two stories": (STORY, vacancy("Mây Trắng", "Cầu Gỗ", 7)),
    "nothing at all": (STORY, ""),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_articles_are_no_copies(kind: str) -> None:
    assert not copies(*OTHERS[kind])


def test_few_differences_are_allowed_in_a_long_article() -> None:
    """One number for every 300 tokens, and one number or name for every 100: the article has 400."""
    article = f"{STORY}\n{vacancy('Mây Trắng', 'Cầu Gỗ', 7)}"
    prices = article.replace("9.000 đồng", "8.000 đồng")
    assert copies(article, prices)
    assert not copies(article, prices.replace("tốc độ 40", "tốc độ 55"))
    names = article.replace("Hòa Thuận", "Duy Bách").replace("Thị Mận", "Khánh Huệ")
    assert copies(article, names)
    assert not copies(article, names.replace("Mây Trắng", "Tre Xanh"))


def test_a_scattered_new_wording_is_no_copy() -> None:
    """Every eighth word is another one, so that few passages of five words are left."""
    changed = [f"từ{at}" if at % 8 == 0 else word for at, word in enumerate(words_of(STORY))]
    assert not copies(STORY, " ".join(changed))


TEASER = (
    "Bản tin chiều nay điểm lại những chuyện nổi bật trong ngày, được nhiều người bàn luận trên mạng xã hội."
)
TITLES = [
    ("Cháy chợ Đình lúc nửa đêm", "Cháy chợ Đình", True),
    ("Cháy chợ Đình lúc nửa đêm", "Mưa lớn ở miền núi", False),
    ("Kết quả vòng 3 giải bơi", "Kết quả vòng 4 giải bơi", False),
    ("Kết quả vòng 3 giải bơi", "Kết quả giải bơi", True),
    ("", "", True),
    ("", "Cháy chợ Đình", False),
    ("CH&Aacute;Y chợ đình", "chay cho dinh", True),
]


@pytest.mark.parametrize(("one", "other", "expected"), TITLES)
def test_the_titles_of_equal_teasers_must_agree(one: str, other: str, *, expected: bool) -> None:
    assert len(words_of(TEASER)) < MAX_TEASER_TOKENS
    assert copies(TEASER, TEASER, (one, other)) == expected


def test_the_beginning_of_a_teaser_counts() -> None:
    """In a whole article, the first words may be furniture. In a teaser, they are what it is about."""
    assert not copies(f"Ngày 3.4 Hải Âu. {TEASER}", f"Ngày 5.6 Sao Biển. {TEASER}")


@pytest.mark.parametrize("length", [MAX_TEASER_TOKENS - 1, MAX_TEASER_TOKENS])
def test_furniture_may_differ_in_a_whole_article_but_not_in_a_teaser(length: int) -> None:
    """The two bodies begin with five tokens that differ, which are less than a tenth of the body."""
    story = " ".join(re.findall(r"\w+", STORY)[: length - 5])
    assert copies(f"Ngày 3.4 Hải Âu, {story}", f"Ngày 5.6 Sao Biển, {story}") == (length == MAX_TEASER_TOKENS)


@pytest.mark.parametrize("length", [MIN_TOKENS - 1, MIN_TOKENS])
def test_a_body_of_few_words_is_no_copy(length: int) -> None:
    body = " ".join(words_of(STORY)[:length]).replace("/", "")
    assert copies(body, body) == (length >= MIN_TOKENS)


LENGTHS = [(200, 101, True), (200, 95, True), (200, 88, False)]


@pytest.mark.parametrize(("whole", "rest", "expected"), LENGTHS)
def test_the_shorter_body_has_at_least_half_of_the_longer(whole: int, rest: int, *, expected: bool) -> None:
    """The numbers are counts of words. Each word is its own, and has no number or capital."""
    words = [f"{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(300)][:whole]
    assert copies(" ".join(words), " ".join(words[:rest])) == (expected and rest * 2 >= whole)


def test_pairs_are_answered_in_order_and_others_are_not_prepared() -> None:
    class Unreadable(Document):
        """A document whose body must not be asked for."""

        @property
        def body(self) -> str:
            raise AssertionError

        @body.setter
        def body(self, text: str) -> None:
            """Nothing is stored."""

    documents = [Document("1", "", STORY), Unreadable("2", "", ""), Document("3", "", OTHER_REPORT)]
    documents.append(Document("4", "", STORY.upper()))
    assert are_copies(documents, [(0, 2), (0, 3), (3, 2), (0, 0)]) == [False, True, False, True]
    assert are_copies(documents, []) == []


@given(st.lists(st.text(alphabet="ab 1A&;ế\n", max_size=120), min_size=2, max_size=4))
def test_any_text_has_an_answer_that_depends_on_the_pair_only(bodies: list[str]) -> None:
    documents = [Document(str(at), body[:9], body) for at, body in enumerate(bodies)]
    pairs = [(one, other) for one in range(len(bodies)) for other in range(len(bodies))]
    answers = dict(zip(pairs, are_copies(documents, pairs), strict=True))
    for one, other in pairs:
        assert answers[one, other] == answers[other, one]
        assert are_copies([documents[one], documents[other]], [(0, 1)]) == [answers[one, other]]


@given(st.integers(0, 10**6), st.integers(0, 60))
def test_a_passage_that_only_one_body_has_makes_no_difference(seed: int, place: int) -> None:
    """Its numbers and names are not missing from the other body: nothing stands in their place."""
    lines = STORY.split("\n")
    at = place % (len(lines) + 1)
    extra = f"Xem thêm: {random.Random(seed).randrange(1000)} bức ảnh của Phố Núi và Đồi Cát"
    assert copies(STORY, "\n".join([*lines[:at], extra, *lines[at:]]))
