"""Which key has which part of an article: names that the user gives, and common names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.errors import SearchError
from searchidx.files.readers.keys import _COMMON_KEYS, ATTRIBUTES, Keys, _plain_name, with_attribute_names

NO_KEYS = Keys()


@pytest.mark.parametrize(
    ("record", "values"),
    [
        ({"headline": "Chợ nổi", "content": "Chợ họp sớm."}, {"title": "Chợ nổi", "body": "Chợ họp sớm."}),
        ({"Tiêu đề": "Chợ", "Nội dung": "Họp."}, {"title": "Chợ", "body": "Họp."}),
        ({"tieu_de": "Chợ", "noi_dung": "Họp."}, {"title": "Chợ", "body": "Họp."}),
        ({"TIEU-DE": "Chợ", "NoiDung": "Họp."}, {"title": "Chợ", "body": "Họp."}),
        ({"articleBody": "Họp.", "datePublished": "2021-11-24"}, {"body": "Họp.", "date": "2021-11-24"}),
        ({"title": "Chợ", "ngày": "24/11/2021"}, {"title": "Chợ", "date": "24/11/2021"}),
        ({"title": "Chợ", "nguồn": "Báo Mẫu"}, {"title": "Chợ", "source": "Báo Mẫu"}),
        ({"title": "Chợ", "chuyen_muc": "Đời sống"}, {"title": "Chợ", "category": "Đời sống"}),
        ({"title": "Chợ", "link": "https://a.example"}, {"title": "Chợ", "url": "https://a.example"}),
        ({"title": "Chợ", "người viết": "Lâm Uyên"}, {"title": "Chợ", "author": "Lâm Uyên"}),
        ({"Title": "Chợ", "BODY": "Họp.", "Date": "x"}, {"title": "Chợ", "body": "Họp.", "date": "x"}),
        ({"article_id": 7, "title": "Chợ"}, {"id": 7, "title": "Chợ"}),
        # A key of its own with a value comes before a common name, and a blank one does not.
        ({"title": "Chợ", "headline": "Tin"}, {"title": "Chợ", "headline": "Tin"}),
        ({"title": " ", "headline": "Tin"}, {"title": "Tin"}),
        ({"text": "Họp.", "content": "Khác."}, {"text": "Họp.", "content": "Khác."}),
        ({"tac_gia": "Lâm Uyên", "writer": "Đình Bá"}, {"tac_gia": "Lâm Uyên", "writer": "Đình Bá"}),
        # Of several common names the likeliest that has a fitting value counts.
        ({"summary": "Tóm tắt.", "content": "Họp."}, {"summary": "Tóm tắt.", "body": "Họp."}),
        ({"summary": "Tóm tắt.", "content": ""}, {"body": "Tóm tắt.", "content": ""}),
        ({"content": {"text": "Họp."}}, {"content": {"text": "Họp."}}),
        ({"headline": ["Chợ"]}, {"headline": ["Chợ"]}),
        ({"headline": 7}, {"headline": 7}),
        (
            {"published_at": "hôm kia", "ngay": "24/11/2021"},
            {"published_at": "hôm kia", "date": "24/11/2021"},
        ),
        ({"published_at": "hôm kia"}, {"date": "hôm kia"}),
        ({"timestamp": 1637766360}, {"timestamp": 1637766360}),
        ({"guid": True}, {"guid": True}),
        ({"contents_of_the_appendix": "Phụ lục."}, {"contents_of_the_appendix": "Phụ lục."}),
    ],
)
def test_common_names(record: dict[str, Any], values: dict[str, Any]) -> None:
    """Case, accents and signs of a key do not matter. A value that does not fit stays where it is."""
    keyed = with_attribute_names(record, NO_KEYS)
    assert keyed.values == values
    assert keyed.displaced == {}
    renamed = {key: attribute for attribute, key in keyed.guessed}
    assert {renamed.get(key, key): record[key] for key in record if record[key] != " "} == values


@pytest.mark.parametrize(
    ("named", "record", "values", "displaced"),
    [
        ({"title": "dau_de"}, {"dau_de": "Chợ"}, {"title": "Chợ"}, {}),
        ({"body": "a.b"}, {"a": {"b": "Họp.", "c": 1}}, {"a": {"c": 1}, "body": "Họp."}, {}),
        ({"body": "a.b"}, {"a": {"b": "Họp."}}, {"body": "Họp."}, {}),
        ({"body": "a.b"}, {"a.b": "Họp.", "a": {"b": "x"}}, {"body": "Họp.", "a": {"b": "x"}}, {}),
        ({"body": "a.b.c"}, {"a": {"b": {"c": "Họp."}}}, {"body": "Họp."}, {}),
        ({"body": "a.b"}, {"a": "x"}, {"a": "x"}, {}),
        ({"body": "a.b"}, {"a": {"c": 1}}, {"a": {"c": 1}}, {}),
        # What is under the attribute's own name makes room.
        ({"title": "lead"}, {"title": "Tin", "lead": "Chợ"}, {"title": "Chợ"}, {"title": "Tin"}),
        ({"body": "lead"}, {"text": "x", "lead": "Chợ"}, {"body": "Chợ"}, {"text": "x"}),
        ({"title": "title"}, {"title": "Chợ"}, {"title": "Chợ"}, {}),
        # A named key that a record lacks changes nothing, and of several the first that is there counts.
        ({"title": "dau_de"}, {"title": "Chợ"}, {"title": "Chợ"}, {}),
        ({"body": "a.b"}, {"text": "Chợ", "a": {}}, {"text": "Chợ", "a": {}}, {}),
        ({"title": ["x", "dau_de"]}, {"dau_de": "Chợ"}, {"title": "Chợ"}, {}),
        ({"title": ["x", "dau_de"]}, {"dau_de": "Chợ", "x": "Tin"}, {"title": "Tin", "dau_de": "Chợ"}, {}),
        ({"tags": "nhan"}, {"title": "Chợ", "nhan": ["a"]}, {"title": "Chợ", "tags": ["a"]}, {}),
        # Two attributes may exchange their keys.
        ({"title": "body", "body": "title"}, {"title": "a", "body": "b"}, {"title": "b", "body": "a"}, {}),
    ],
)
def test_named_keys(
    named: dict[str, Any], record: dict[str, Any], values: dict[str, Any], displaced: dict[str, Any]
) -> None:
    """A named key counts before every other, and may lead into objects. The record stays as it was."""
    before = repr(record)
    keyed = with_attribute_names(record, Keys.from_mapping(named))
    assert (keyed.values, keyed.displaced, keyed.guessed) == (values, displaced, ())
    assert repr(record) == before


@pytest.mark.parametrize("mapping", [{"title": ""}, {"": "headline"}, {" ": "a"}, {"title": " "}])
def test_names_must_not_be_empty(mapping: dict[str, str]) -> None:
    with pytest.raises(SearchError, match='Write both, as in "title=headline"'):
        Keys.from_mapping(mapping)


def test_equal_mappings_have_one_text() -> None:
    """The manifest remembers the text, so the order of the options must not matter."""
    one, other = {"title": "a", "body": "b"}, {"body": "b", "title": "a"}
    text = Keys.from_mapping(one).text()
    assert text == Keys.from_mapping(other).text()
    assert Keys.from_text(text).text() == text
    assert (NO_KEYS.text(), Keys.from_text("")) == ("", NO_KEYS)


@pytest.mark.parametrize("named", [{"title": "Tiêu đề = 1"}, {"title": ["b", "a"], "body": 'x"y'}])
def test_keys_come_back_from_their_text(named: dict[str, Any]) -> None:
    """Keys may have blanks, quotes and signs, and their order stays."""
    keys = Keys.from_mapping(named)
    assert sorted(Keys.from_text(keys.text()).named) == sorted(keys.named)
    record = {"a": "Chợ", "b": "Tin"}
    assert with_attribute_names(record, Keys.from_text(keys.text())) == with_attribute_names(record, keys)


def test_a_lacking_key_leaves_room_for_a_guess() -> None:
    keyed = with_attribute_names({"headline": "Chợ"}, Keys.from_mapping({"title": "dau_de"}))
    assert (keyed.values, keyed.guessed) == ({"title": "Chợ"}, (("title", "headline"),))


@pytest.mark.parametrize(
    ("attribute", "names"),
    [
        ("title", "Tiêu đề bài viết|ten_bai_viet|Tên tin|title_vi|Tiêu đề tin|title.rendered|Trích yếu"),
        ("body", "Nội dung bài viết|content_html|body_html|Nội dung tin|content.rendered|mo_ta_ngan"),
        ("date", "Ngày xuất bản|Ngày tạo|ngay_dang_bai|Thời gian đăng bài|Ngày ban hành|dateposted"),
        ("author", "Tên tác giả|tac_gia_bai_viet|author_names|Nhà báo"),
        ("source", "Nguồn tin|Nguồn bài viết|source_name|Cơ quan ban hành"),
        ("category", "Chuyên mục tin|danh_muc_bai_viet|Loại tin|articleSection|Loại văn bản"),
        ("url", "URL bài viết|Link bài viết|link_goc|Đường dẫn bài viết|article_link"),
        ("id", "ID bài viết|ma_tin"),
    ],
)
def test_names_of_columns(attribute: str, names: str) -> None:
    for name in names.split("|"):
        assert with_attribute_names({name: "x"}, NO_KEYS).guessed == ((attribute, name),)


def test_no_common_name_has_two_meanings() -> None:
    names = [name for names in _COMMON_KEYS.values() for name in names.split()]
    assert len(names) == len(set(names))
    assert {_plain_name(name) for name in names} == set(names)


@pytest.mark.parametrize("name", ["rendered", "html", "name", "ten", "label", "document", "chi_tiet", "tags"])
def test_ambiguous_names_are_not_guessed(name: str) -> None:
    assert with_attribute_names({name: "x"}, NO_KEYS).guessed == ()


NAMES = st.sampled_from([*ATTRIBUTES, "text", "headline", "content", "tieu_de", "a", "a.b", ""])
VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just({"b": "x"}) | st.just([1])


@given(st.dictionaries(NAMES, VALUES), st.dictionaries(st.sampled_from(ATTRIBUTES), NAMES.filter(bool)))
def test_no_value_is_lost(record: dict[str, Any], named: dict[str, str]) -> None:
    """Each value that is not blank is still there, under its own name, an attribute, or displaced."""
    keyed = with_attribute_names(record, Keys.from_mapping(named))
    kept = [*keyed.values.values(), *keyed.displaced.values()]
    for value in record.values():
        is_part = value == {"b": "x"} and "x" in kept
        is_blank = value is None or (isinstance(value, str) and not value.strip())
        assert is_blank or value in kept or is_part
