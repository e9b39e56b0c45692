"""The metadata of pages: which of the places that have a value is believed."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.web.headline_choice import choose_headline
from searchidx.files.readers.web.marked_bylines import marked_bylines
from searchidx.files.readers.web.metadata import Metadata, read_metadata
from searchidx.files.readers.web.parsing import parse
from searchidx.files.readers.web.publication_date import date_of
from tests.files.readers.web.pages import NEWS_PAGE, TITLE

EVENING = datetime.datetime(2021, 11, 24, 22, 26)
ZONE = datetime.timezone(datetime.timedelta(hours=7))


def metadata(page: str, address: str = "") -> Metadata:
    root = parse(page)
    assert root is not None
    return read_metadata(root, address, marked_bylines(root))


def json_ld(**values: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **values}
    return f'<script type="application/ld+json">{json.dumps(data)}</script><p>Chợ.</p>'


def test_a_page_of_a_newspaper() -> None:
    """All values come from meta tags; the headline is without the names behind it."""
    assert metadata(NEWS_PAGE) == Metadata(
        title=TITLE,
        date=EVENING.replace(tzinfo=ZONE),
        author="Lâm Uyên",
        source="Báo Mẫu",
        category="Đời sống",
        url="https://baomau.example/doi-song/cho-noi-cai-mo-1.html",
        has_headline=True,
    )


def test_json_ld() -> None:
    """The data for search engines has everything, also in a graph and in lists."""
    article = {
        "@type": ["Article", "NewsArticle"],
        "headline": "Mưa đá ở vùng cao",
        "datePublished": "2021-11-24T22:26:00+07:00",
        "author": [{"@type": "Person", "name": "Lâm Uyên"}, {"@type": "Person", "name": "Đình Bá"}],
        "publisher": {"@type": "Organization", "name": "Báo Mẫu"},
        "mainEntityOfPage": {"@id": "https://baomau.example/mua-da.html"},
    }
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "name": "Trang chủ"},
            {"@type": "ListItem", "item": {"@id": "/xa-hoi", "name": "Xã hội"}},
            {"@type": "ListItem", "name": "Mưa đá ở vùng cao"},
        ],
    }
    page = json_ld(**{"@type": "WebSite", "name": "Khác", "@graph": [crumbs, {"@type": "WebPage"}, article]})
    assert metadata(page) == Metadata(
        title="Mưa đá ở vùng cao",
        date=EVENING.replace(tzinfo=ZONE),
        author="Lâm Uyên, Đình Bá",
        source="Báo Mẫu",
        category="Xã hội",
        url="https://baomau.example/mua-da.html",
        has_headline=True,
    )


WRONG_TYPES = {
    "@type": "Article",
    "headline": ["a"],
    "author": [None, 3, {"name": ["b"]}],
    "url": {},
    "publisher": [],
}


@pytest.mark.parametrize(
    "script",
    [
        *("", "{", "null", "[[[1]]]", '{"@type": 5, "author": {}}', json.dumps(WRONG_TYPES)),
        *("[" * 100_000, '{"a": ' * 50_000, "9" * 10_000),
    ],
    ids=lambda script: script[:20],
)
def test_broken_json_ld_says_nothing(script: str) -> None:
    """Wrong types and broken JSON are passed over."""
    found = metadata(f'<script type="application/ld+json">{script}</script><h1>Chợ nổi họp sớm mai</h1>')
    assert found.title == "Chợ nổi họp sớm mai"
    assert (found.date, found.source, found.url) == (None, "", "")


@pytest.mark.parametrize(
    ("headings", "titles", "sites", "url", "expected"),
    [
        (["Chợ nổi họp sớm"], ["Chợ nổi họp sớm - Báo Mẫu"], [], "", "Chợ nổi họp sớm"),
        (["Báo Mẫu", "Chợ nổi họp sớm"], ["Chợ nổi họp sớm | Báo Mẫu"], ["Báo Mẫu"], "", "Chợ nổi họp sớm"),
        (["Báo Mẫu"], ["Chợ nổi họp sớm"], ["Báo Mẫu"], "", "Chợ nổi họp sớm"),
        ([], ["Chợ nổi họp sớm - Đời sống - Báo Mẫu"], ["", "Đời sống"], "", "Chợ nổi họp sớm"),
        ([], ["Chợ nổi họp sớm | baomau.vn"], [], "", "Chợ nổi họp sớm"),
        ([], ["Chợ nổi họp sớm - Bao Mau"], [], "https://www.baomau.example/1", "Chợ nổi họp sớm"),
        ([], ["Tiếng Quê – Chợ nổi họp sớm"], ["Tiếng Quê"], "", "Chợ nổi họp sớm"),
        ([], ["Hà Nội - Huế: chuyến tàu đêm"], ["Tiếng Quê"], "", "Hà Nội - Huế: chuyến tàu đêm"),
        (["Giá lúa hôm nay tăng"], ["Giá nông sản mới nhất"], [], "", "Giá lúa hôm nay tăng"),
        (["Tin"], ["Chợ nổi họp sớm"], [], "", "Chợ nổi họp sớm"),
        (["Tin"], [], [], "", "Tin"),
        ([], [], [], "http://[", ""),
    ],
)
def test_the_headline(
    headings: list[str], titles: list[str], sites: list[str], url: str, expected: str
) -> None:
    """A heading that the title has is the headline; a title loses the names of the site."""
    assert choose_headline(headings, titles, sites, url) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<meta name="pubdate" content="2021-11-24T22:26:00+07:00">', EVENING.replace(tzinfo=ZONE)),
        ('<meta itemprop="datePublished" content="24/11/2021 22:26">', EVENING),
        ('<meta name="date" content="24/11/2021 10:26:00 PM +07:00">', EVENING),
        ('<meta property="article:modified_time" content="2021-11-24">', EVENING.date()),
        ('<h1>Chợ</h1><time datetime="2021-11-24T22:26">hôm qua</time>', EVENING),
        ("<h1>Chợ</h1><time>22:26 24/11/2021</time>", EVENING),
        ('<time datetime="2020-01-01">tin cũ</time><h1>Chợ</h1><time datetime="2021-11-24">', EVENING.date()),
        ('<h1>Chợ</h1><span class="date">Thứ Tư, 24/11/2021 22:26</span>', EVENING),
        ('<h1>Chợ</h1><div id="ngay"><b>Thứ Tư</b>, 24/11/2021 <i>22:26</i></div>', EVENING),
        ("<h1>Chợ</h1><p>24/11/2021 22:26</p>", EVENING),
        ("<h1>Chợ</h1><p>Hội mở từ 24/11/2021 đến 26/11/2021.</p>", None),
        ('<link rel=canonical href="https://b.example/2021/11/24/cho.html">', EVENING.date()),
        ('<meta name="date" content="2021-11-24"><h1>Chợ</h1><time>24/11/2021 22:26</time>', EVENING),
        ('<meta name="date" content="sắp tới">', None),
        ('<meta name="date" content="0001-01-01T00:00:00Z">', None),
    ],
)
def test_the_date(page: str, expected: datetime.date | None) -> None:
    """The best source decides about the day; the time may be in another source."""
    assert metadata(f"{page}<p>Chợ họp.</p>").date == expected


def test_a_time_in_utc_is_on_the_day_that_the_page_shows() -> None:
    """Just after midnight in Vietnam it is still the day before in UTC. Other zones stay."""
    local = datetime.datetime(2021, 11, 25, 1, 30, tzinfo=ZONE)
    for stamp in ("2021-11-24T18:30:00Z", "2021-11-24T18:30:00.000+00:00", "Wed, 24 Nov 2021 18:30:00 GMT"):
        found = metadata(f'<h1>Chợ</h1><time datetime="{stamp}">2 giờ trước</time>').date
        assert str(found) == str(local)
    assert str(date_of("2021-11-24T18:30:00+02:00")) == "2021-11-24 18:30:00+02:00"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Wed, 24 Nov 2021 22:26:00 +0700", EVENING.replace(tzinfo=ZONE)),
        ("20211124", EVENING.date()),
        ("2021-11-24T22:26:00+0700", EVENING.replace(tzinfo=ZONE)),
        ("24-11-2021", EVENING.date()),
        ("2021-11-24 22:26:00 GMT+7 (thứ tư)", EVENING),
        ("", None),
        ("x" * 10_000, None),
        ("Mon, 99 Nov 2021 99:99:99", None),
    ],
)
def test_values_of_dates(value: str, expected: datetime.date | None) -> None:
    """Dates are read in the forms of web pages, mails and crawlers."""
    assert date_of(value) == expected


@given(st.text(max_size=60))
def test_no_value_of_a_date_fails(value: str) -> None:
    """Any other text is no date."""
    found = date_of(value)
    assert found is None or 1900 <= found.year < 2200


@pytest.mark.parametrize(
    ("head", "address", "expected"),
    [
        ("", "https://b.example/x", "https://b.example/x"),
        (
            '<link rel="canonical" href="/tin/1.html">',
            "https://b.example/x?a=1",
            "https://b.example/tin/1.html",
        ),
        ('<link rel="Canonical" href="https://b.example/">', "https://b.example/x", "https://b.example/x"),
        ('<meta property="og:url" content="https://b.example/2">', "", "https://b.example/2"),
        ('<link rel="canonical" href="https://b.example/">', "", "https://b.example/"),
        ('<link rel="canonical" href="javascript:alert(1)">', "", ""),
        ('<link rel="canonical" href="http://[x">', "", ""),
    ],
)
def test_the_address(head: str, address: str, expected: str) -> None:
    """The address that a page names as its own is better than that from which it was loaded."""
    assert metadata(f"{head}<p>Chợ họp.</p>", address).url == expected


@pytest.mark.parametrize(
    ("page", "author"),
    [
        ('<meta name="author" content="Lâm Uyên">', "Lâm Uyên"),
        (
            '<meta name="author" content="https://facebook.com/lamuyen"><p itemprop="author">Đình Bá</p>',
            "Đình Bá",
        ),
        ('<meta name="author" content="admin"><a rel="author">Tác giả: Đình Bá</a>', "Đình Bá"),
        ('<meta property="og:site_name" content="Báo Mẫu"><meta name="author" content="BÁO MẪU">', ""),
        (f'<meta name="author" content="{"Lâm " * 40}">', ""),
        ('<p class="text body-author text-right">Hà Linh/Báo Tin Mẫu</p>', "Hà Linh"),
        (
            '<p class="author">Lâm Uyên (Theo Tin Chiều, Báo Quê Ta, Đài Sông Hậu, Tạp chí Ghe)</p>',
            "Lâm Uyên",
        ),
        ('<p class="author">Lâm Uyên. Ảnh: Đình Bá</p>', "Lâm Uyên, Đình Bá"),
        ('<p class="author">Lâm Uyên | 24/11/2021</p>', "Lâm Uyên"),
        ('<span class="authorName">By Lâm Uyên</span>', "Lâm Uyên"),
        ('<div id="tac_gia">Tác giả: Lâm Uyên</div>', "Lâm Uyên"),
        ('<div class="nguoi-viet">Lâm Uyên</div><div class="pen-name">Đình Bá</div>', "Lâm Uyên, Đình Bá"),
        (
            '<div class="author"><span>Người viết bài này:</span> <a class="author-name">Lâm Uyên</a></div>',
            "Lâm Uyên",
        ),
        ('<p class="body-author"><b class="author">Lâm Uyên</b>/Báo Tin Mẫu</p>', "Lâm Uyên"),
        ('<b class="author-date">Thứ Tư, 24/11/2021</b><b class="author-name">Lâm Uyên</b>', "Lâm Uyên"),
        ('<div class="comments"><b class="author">Lâm Uyên</b></div>', ""),
        ('<aside><b class="author">Lâm Uyên</b></aside>', ""),
        ('<div class="tin-lien-quan"><b class="author">Lâm Uyên</b></div>', ""),
        ('<div class="co-author-authority-box">Lâm Uyên là cây bút quen của mục này.</div>', ""),
        ('<p style="text-align:right">Lâm Uyên</p>', ""),
    ],
)
def test_the_author(page: str, author: str) -> None:
    """Accounts, addresses and the site itself are no authors."""
    assert metadata(f"{page}<p>Chợ họp.</p>").author == author


@pytest.mark.parametrize(
    ("page", "tags"),
    [
        (
            '<meta name="keywords" content="chợ nổi, ghe , ,Chợ nổi,  bún  riêu">',
            ("chợ nổi", "ghe", "bún riêu"),
        ),
        (
            '<meta property="article:tag" content="chợ nổi"><meta property="article:tag" content="ghe">',
            ("chợ nổi", "ghe"),
        ),
        (json_ld(keywords="chợ nổi,ghe"), ("chợ nổi", "ghe")),
        (json_ld(keywords=["chợ nổi", "ghe", None, 3]), ("chợ nổi", "ghe")),
        (json_ld(keywords={"a": 1}), ()),
        (f'<meta name="keywords" content="{"x" * 101},ghe">', ("ghe",)),
        (
            f'<meta name="keywords" content="{",".join(map(str, range(5000)))}">',
            tuple(str(number) for number in range(50)),
        ),
        ("", ()),
    ],
    ids=lambda value: str(value)[:40],
)
def test_the_tags(page: str, tags: tuple[str, ...]) -> None:
    """All lists of keywords are read, and each tag is there once."""
    assert metadata(f"{page}<p>Chợ họp.</p>").tags == tags


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Chợ nổi họp sớm - Báo Sông Hậu Online", "Báo Sông Hậu Online"),
        ("Chợ nổi họp sớm | Đời sống | Tạp chí Ghe Xuồng", "Tạp chí Ghe Xuồng"),
        ("Cảnh giác - Bão số 3 đổi hướng", ""),
        ("Chợ nổi - Báo động vì nước mặn", ""),
        ("Báo Sông Hậu Online", ""),
        ("", ""),
    ],
)
def test_the_source_in_the_title(title: str, source: str) -> None:
    """The name of an outlet behind the headline is the source if no tag names it."""
    assert metadata(f"<title>{title}</title><p>Chợ họp.</p>").source == source
    site = '<meta property="og:site_name" content="Báo Mẫu">'
    assert metadata(f"<title>{title}</title>{site}<p>Chợ họp.</p>").source == "Báo Mẫu"


@pytest.mark.parametrize(
    ("page", "category"),
    [
        ('<ul class="breadcrumb"><li><a>Trang chủ</a><li><a>Xã hội</a><li><a>Giao thông</a></ul>', "Xã hội"),
        ('<div id="breadcrumbs"></div>', ""),
        (
            '<meta property="article:section" content="Xã hội"><nav class="breadcrumb"><a>Khác</a></nav>',
            "Xã hội",
        ),
        (f'<meta property="article:section" content="Chợ, {"ghe, " * 30}">', "Chợ"),
    ],
)
def test_the_category(page: str, category: str) -> None:
    """The section is named in a meta tag, or in the breadcrumbs behind the front page."""
    assert metadata(f"{page}<p>Chợ họp.</p>").category == category
