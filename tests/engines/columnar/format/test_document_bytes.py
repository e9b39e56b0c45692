"""Documents come back from their encoded form, which has one byte a character wherever it can."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.format.document_bytes import CHARACTERS, decode_document
from searchidx.engines.columnar.format.document_bytes_writer import encode_document
from searchidx.errors import DocumentError
from searchidx.model import Document
from tests.support.datetimes import DATETIMES, HANOI

TEXTS = st.text(st.sampled_from(CHARACTERS) | st.characters(), max_size=12)
DOCUMENTS = st.builds(
    Document,
    id=TEXTS,
    title=TEXTS,
    body=TEXTS,
    date=st.none() | st.dates() | DATETIMES,
    source=TEXTS,
    category=TEXTS,
    url=TEXTS,
    path=TEXTS,
    extra=st.dictionaries(TEXTS, st.none() | st.integers() | TEXTS | st.lists(TEXTS, max_size=2), max_size=2),
    author=TEXTS,
    furniture=TEXTS,
)


@given(DOCUMENTS)
def test_documents_come_back(document: Document) -> None:
    """Any text, date and JSON value is kept, line breaks and surrogates included."""
    assert decode_document(encode_document(document)) == document


@given(DATETIMES)
def test_a_time_comes_back_with_its_offset(date: datetime.datetime) -> None:
    """A time at midnight is no plain date, and a time without a zone gets none."""
    decoded = decode_document(encode_document(Document("7", "", "", date))).date
    assert isinstance(decoded, datetime.datetime)
    assert (decoded, decoded.utcoffset()) == (date, date.utcoffset())
    assert decoded.replace(tzinfo=None) == date.replace(tzinfo=None)


def test_the_offset_of_a_named_zone_is_kept() -> None:
    """The name is not: in summer, Berlin is two hours ahead of UTC."""
    date = datetime.datetime(2021, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
    decoded = decode_document(encode_document(Document("7", "", "", date))).date
    assert isinstance(decoded, datetime.datetime)
    assert decoded.isoformat() == "2021-07-01T12:00:00+02:00"


@pytest.mark.parametrize(
    ("date", "stored"),
    [
        (None, "null"),
        (datetime.date(2020, 2, 1), '"2020-02-01"'),
        (datetime.datetime(2020, 2, 1), '"2020-02-01T00:00:00"'),
        (datetime.datetime(2020, 2, 1, 22, 26, tzinfo=HANOI), '"2020-02-01T22:26:00+07:00"'),
    ],
)
def test_dates_are_stored_in_iso_form(date: datetime.date | None, stored: str) -> None:
    """Only a datetime has a time."""
    encoded = encode_document(Document("漢", "", "", date))
    assert encoded.decode().startswith(f'\x02["漢", {stored}, ')


def test_the_encoded_form() -> None:
    """A byte for the encoding, a line of JSON, title and body: the example of the module."""
    encoded = encode_document(Document("7", "Bão", "số 9"))
    text = '["7", null, "", "", "", "", {}, "", "", 3]\nBãosố 9'
    assert encoded == b"\x01" + bytes(CHARACTERS.index(character) for character in text)
    other = encode_document(Document("7", "漢", "số 9", datetime.date(2020, 2, 1)))
    assert other == b"\x02" + '["7", "2020-02-01", "", "", "", "", {}, "", "", 1]\n漢số 9'.encode()


def test_the_table_fits_into_a_byte() -> None:
    """No character stands there twice, and all Vietnamese letters have one byte each."""
    assert len(set(CHARACTERS)) == len(CHARACTERS) <= 256
    assert set("aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ") <= set(CHARACTERS)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, b"x", nested(100_000)], ids=["object", "set", "bytes", "deep"]
)
def test_extra_values_that_are_no_json_are_refused(value: object) -> None:
    """The error names the document and says what `extra` may hold."""
    with pytest.raises(
        DocumentError, match=r"'a1' has extra values that cannot be stored.*use texts, numbers"
    ):
        encode_document(Document("a1", "x", "y", extra={"key": value}))
