"""Pages that browsers saved with their pictures."""

from __future__ import annotations

import random
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from searchidx.files.readers.content import Content
from searchidx.files.readers.keys import Keys
from searchidx.files.readers.remarks import ConvertedEncoding, Failure
from searchidx.files.readers.web.mhtml import read_mhtml
from searchidx.model import Document
from tests.files.readers.web.pages import FONT_PAGE, NEWS_PAGE, TITLE

if TYPE_CHECKING:
    from email.message import Message

    from searchidx.files.readers.remarks import Remark

ADDRESS = "https://baomau.example/luu.html"


def read(data: bytes) -> list[Document | Remark]:
    return list(read_mhtml(Content("tin/a.mhtml", "a.mhtml", BytesIO(data)), Keys()))


def saved(page: str, charset: str = "utf-8", **headers: str) -> Message:
    message = MIMEMultipart("related")
    message["From"] = "<Saved by a browser>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.attach(MIMEText("body { color: red }", "css"))
    message.attach(MIMEText(page, "html", charset))
    return message


def test_a_saved_page_becomes_a_document() -> None:
    """The page is decoded as its part says, and its address is that in the headers."""
    page = NEWS_PAGE.replace('<link rel="canonical"', "<link")
    (document,) = read(saved(page, Snapshot_Content_Location=ADDRESS).as_bytes())
    assert isinstance(document, Document)
    assert (document.id, document.title, document.url) == ("a.mhtml", TITLE, ADDRESS)


def test_the_charset_of_the_part() -> None:
    """A charset that only the headers name is used."""
    message = EmailMessage()
    message.set_content("<p>清晨三点,船只停泊在河边。</p>", subtype="html", charset="gb18030", cte="base64")
    document, _ = read(message.as_bytes())
    assert isinstance(document, Document)
    assert document.body == "清晨三点,船只停泊在河边。"


def nested(levels: int) -> bytes:
    """A mail in a mail in a mail."""
    heads = (
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (level, level) for level in range(levels)
    )
    return b"".join(heads)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 1000,
        b"Subject: x\n\nxin",
        b"Content-Type: multipart/related\n\n--\n",
        random.Random(1).randbytes(5000),
        nested(3000),
    ],
    ids=["empty", "zeros", "mail", "no boundary", "random", "nested"],
)
def test_files_without_a_page(data: bytes) -> None:
    """Mails without a page, nested mails and other bytes are failures."""
    (failure,) = read(data)
    assert isinstance(failure, Failure)


def test_damaged_files_do_not_raise() -> None:
    """Whatever bytes are changed or missing, the answer is an article or a failure."""
    data, chance = saved(NEWS_PAGE).as_bytes(), random.Random(2)
    for _ in range(40):
        changed = bytearray(data[: chance.randrange(len(data))])
        for _ in range(min(5, len(changed))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        assert isinstance(read(bytes(changed))[0], Document | Failure)


def test_text_in_font_letters() -> None:
    """The letter that looks like a soft hyphen is converted, and the font is told."""
    document, remark = read(saved(FONT_PAGE).as_bytes())
    assert isinstance(document, Document)
    assert (document.title, document.body) == ("Người dân được nước", "Ngư dân đi lưới, bà con đợi nước về.")
    assert document.extra == {"encoding": "tcvn3 font"}
    assert isinstance(remark, ConvertedEncoding)
