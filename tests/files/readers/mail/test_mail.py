"""Mails and mailboxes: texts and headers, parts in parts, and mails that are broken or meant to do harm."""

from __future__ import annotations

import datetime
import random
import tempfile
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.encodings.legacy import decode_tcvn3, decode_viscii
from searchidx.files.readers.remarks import ConvertedEncoding, Failure, Note, UnreadDate
from tests.support.files import read_remarks
from tests.support.legacy import encoded

if TYPE_CHECKING:
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

HEADERS = (
    b"From: =?utf-8?Q?L=C3=A2m_Uy=C3=AAn?= <lam@tin.example>\r\n"
    b"To: =?utf-8?B?xJDDrG5o?= <dinh@b.example>,\r\n ba@c.example\r\n"
    b"Subject: =?utf-8?B?Q2jhu6M=?=\r\n =?utf-8?B?IG7hu5Vp?=\r\n"
    b"Date: Wed, 24 Nov 2021 22:26:00 +0700\r\nMessage-ID: <1@tin.example>\r\n"
)
PLAIN = HEADERS + b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"


def read(tmp_path: Path, data: bytes, name: str = "a.eml") -> tuple[list[Document], list[Remark]]:
    path = tmp_path / name
    path.write_bytes(data)
    return read_remarks(path)


def body_of(tmp_path: Path, data: bytes) -> str:
    """The body of the only article."""
    (document,), _ = read(tmp_path, data)
    return document.body


def test_a_mail_becomes_a_document(tmp_path: Path) -> None:
    """Headers become attributes, and the text becomes the body."""
    (document,), remarks = read(
        tmp_path, PLAIN + b"\r\nCh\xe1\xbb\xa3 h\xe1\xbb\x8dp.\r\n\r\n> Khi?\r\n-- \r\nU.\r\n"
    )
    assert remarks == []
    assert (document.id, document.title, document.author) == ("a.eml", "Chợ nổi", "Lâm Uyên")
    assert document.body == "Chợ họp.\n\n> Khi?\n-- \nU."
    zone = datetime.timezone(datetime.timedelta(hours=7))
    assert document.date == datetime.datetime(2021, 11, 24, 22, 26, tzinfo=zone)
    assert document.source == "tin.example"
    assert document.extra == {"to": "Đình <dinh@b.example>, ba@c.example", "message_id": "<1@tin.example>"}


@pytest.mark.parametrize(
    ("headers", "attribute", "value"),
    [
        (b"From: lam@tin.example", "author", "lam@tin.example"),
        (b'From: "Uyen, Lam" <l@t.example>, "Ba" <b@c.example>', "author", "Uyen, Lam, Ba"),
        (b"From: " + b"(" * 9000, "author", "(" * 9000),
        (b"From: =?utf-8?Q?L=C3=A2m=2C_U?= <l@t.example>", "author", "Lâm, U"),
        (b"From: L\xc3\xa2m <l@t.example>", "author", "Lâm"),
        (b"From: a@b.example\nList-Id: Tin <tin.list.example>", "source", "tin.list.example"),
        (b"From: a@B.example", "source", "b.example"),
        (b"Subject: Ch\xe1\xbb\xa3\n n\xe1\xbb\x95i", "title", "Chợ nổi"),
        (b"Subject: =?utf-8?Q?Ch=E1=BB?= =?utf-8?Q?=A3?=", "title", "Chợ"),
        (b"Subject: =?utf-8*vi?Q?Ch=E1=BB=A3_n?= x", "title", "Chợ n x"),
        (b"Subject: =?no-such?Q?Cho?=", "title", "Cho"),
        (b"Subject: =?utf-8?B?A?=", "title", "=?utf-8?B?A?="),
        (b"Subject: " + b"a" * 20_000, "title", "a" * 10_000),
        (b"Subject: a\nSubject: b", "title", "a"),
        (
            b"Subject: a\nDate: Wed, 24 Nov 2021 22:26:00 -0000",
            "date",
            datetime.datetime(2021, 11, 24, 22, 26),
        ),
        (b"Subject: a\nDate:", "date", None),
    ],
)
def test_headers(tmp_path: Path, headers: bytes, attribute: str, value: object) -> None:
    (document,), remarks = read(tmp_path, headers + b"\n\ntext\n")
    assert getattr(document, attribute) == value
    assert remarks == []


@pytest.mark.parametrize("date", ["hôm qua", "Wed, 99 Nov 2021", "24 Nov 2021 10:00 +99999999", "1", ", ,"])
def test_dates_that_cannot_be_read(tmp_path: Path, date: str) -> None:
    (document,), remarks = read(tmp_path, f"Subject: a\nDate: {date}\n\ntext\n".encode())
    assert document.date is None
    assert remarks == [UnreadDate(str(tmp_path / "a.eml"), "", date)]


UTF_8 = "text/plain; charset=utf-8"
TRANSFER = f"{UTF_8}\nContent-Transfer-Encoding:"


@pytest.mark.parametrize(
    ("headers", "content", "body"),
    [
        ("text/plain; charset=utf-8", "Chợ".encode(), "Chợ"),
        ("text/plain", "Chợ nổi".encode(), "Chợ nổi"),
        ("text/plain; charset=x-unknown", "Chợ nổi".encode(), "Chợ nổi"),
        (f"{TRANSFER} base64", b"Q2jhu6M=\n", "Chợ"),
        (f"{TRANSFER} base64", b"Q2jhu6M", "Chợ"),
        (f"{TRANSFER} quoted-printable", b"Ch=E1=BB=\n=A3 =3D =ZZ\n", "Chợ = =ZZ"),
        (f"{TRANSFER} no-such", b"Cho", "Cho"),
        ("text/html; charset=utf-8", "<title>x</title><p>Chợ<p>nổi<style>a</style>".encode(), "Chợ\nnổi"),
        ("text/plain; format=flowed", b"a \nb\n\n c\nd \n> e \n> f\n", "a b\n\nc\nd\n> e f"),
        ("text/plain; format=flowed", b"> a \n>> b \n-- \nc", "> a\n>> b\n--\nc"),
        ("text/plain; format=flowed; delsp=yes", b"a \nb", "ab"),
        ("multipart/mixed", b"a", "a"),
        ("garbage", b"a", "a"),
        ("text/plain; charset=\"utf-8\nX: ;;==", b"a", "a"),
    ],
)  # fmt: skip
def test_texts(tmp_path: Path, headers: str, content: bytes, body: str) -> None:
    """Transfer encodings and charsets are decoded, HTML is text, and flowed lines are joined."""
    assert body_of(tmp_path, HEADERS + f"Content-Type: {headers}\n\n".encode() + content) == body


@pytest.mark.parametrize(
    ("charset", "data", "encoding"),
    [
        ("x-viet-tcvn5712", encoded("Chợ nổi", decode_tcvn3), "tcvn3"),
        ("viscii", encoded("Chợ nổi", decode_viscii), "viscii"),
        ("iso-8859-1", encoded("Chợ nổi ngày nắng", decode_tcvn3), "tcvn3"),
        ("us-ascii", encoded("Chợ nổi ngày nắng", decode_tcvn3), "tcvn3"),
    ],
)
def test_old_encodings(tmp_path: Path, charset: str, data: bytes, encoding: str) -> None:
    """The text and a raw subject in an old encoding are converted and told."""
    mail = (
        b"Subject: " + data + f"\nContent-Type: text/plain; charset={charset}\n\n".encode() + data + b" abc\n"
    )
    (document,), remarks = read(tmp_path, mail)
    assert document.title.startswith("Chợ nổi")
    assert document.body == f"{document.title} abc"
    assert document.extra["encoding"] == encoding
    assert remarks == [ConvertedEncoding(str(tmp_path / "a.eml"), encoding)]


def part(headers: str, content: str) -> str:
    return f"Content-Type: {headers}\n\n{content}\n"


def multipart(kind: str, boundary: str, *parts: str) -> str:
    inner = "".join(f"--{boundary}\n{part}" for part in parts)
    return part(f'multipart/{kind}; boundary="{boundary}"', f"preamble\n{inner}--{boundary}--\nepilogue")


PLAIN_PART, HTML_PART = part("text/plain", "Chữ"), part("text/html", "<p>Trang")
IMAGE = part("image/png; name=a.png\nContent-Transfer-Encoding: base64", "QUJD\n" * 3)
FORWARDED = part("message/rfc822", "Subject: Tin cũ\nFrom: a@b.example\n\nChuyển tiếp")


@pytest.mark.parametrize(
    ("mail", "body", "attachments"),
    [
        (multipart("alternative", "x", PLAIN_PART, HTML_PART), "Chữ", 0),
        (multipart("alternative", "x", HTML_PART), "Trang", 0),
        (multipart("alternative", "x", part("text/plain", " "), HTML_PART), "Trang", 0),
        (multipart("mixed", "x", PLAIN_PART, HTML_PART), "Chữ\nTrang", 0),
        (multipart("mixed", "x", multipart("alternative", "y", PLAIN_PART, HTML_PART), IMAGE), "Chữ", 1),
        (
            multipart("alternative", "x", PLAIN_PART, multipart("related", "y", HTML_PART, IMAGE)),
            "Chữ",
            1,
        ),
        (multipart("mixed", "x", multipart("mixed", "x", PLAIN_PART), HTML_PART), "Chữ\nTrang", 0),
        (multipart("mixed", "xy", multipart("mixed", "x", PLAIN_PART), HTML_PART), "Chữ\nTrang", 0),
        (multipart("mixed", "x", PLAIN_PART, FORWARDED, HTML_PART), "Chữ\nTin cũ\nChuyển tiếp\nTrang", 0),
        (multipart("mixed", "x", part("text/plain\nContent-Disposition: attachment", "a")), "", 1),
        (multipart("mixed", "x", part("text/calendar", "a"), part("application/pdf", "b")), "", 2),
        (multipart("mixed", "x", PLAIN_PART).replace("--x--\n", ""), "Chữ\nepilogue", 0),
        (multipart("mixed", "x", "\nKhông đầu\n"), "Không đầu", 0),
        (multipart("mixed", "x", "Content-Type: image/png\n"), "", 1),
        (part("multipart/mixed; boundary=x", "không có phần"), "", 0),
    ],
    ids=range(15),
)
def test_parts(tmp_path: Path, mail: str, body: str, attachments: int) -> None:
    """Plain text is preferred to HTML, forwarded mails are text, and attachments are counted."""
    (document,), remarks = read(tmp_path, HEADERS + mail.encode())
    assert document.body == body
    text = f"{attachments} attachment{'s' * (attachments > 1)} not read"
    assert remarks == ([Note(str(tmp_path / "a.eml"), text)] if attachments else [])


def nested(depth: int) -> bytes:
    """A mail whose text is in multiparts of this depth."""
    opened = "".join(
        f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(depth)
    )
    closed = "".join(f"\n--b{level}--\n" for level in reversed(range(depth)))
    return f"Subject: a\n{opened}\nChữ\n{closed}".encode()


def test_deep_nesting(tmp_path: Path) -> None:
    """A text in 100 multiparts is read. In 10,000 of them it counts as an attachment."""
    assert body_of(tmp_path, nested(100)) == "Chữ"
    (document,), (remark,) = read(tmp_path, nested(10_000))
    assert document.body == ""
    assert remark == Note(str(tmp_path / "a.eml"), "1 attachment not read")
    forwarded = b"Subject: a\n" + b"Content-Type: message/rfc822\n\n" * 10_000
    assert body_of(tmp_path, forwarded + b"Subject: b\n\nc") == "b\nc"


@pytest.mark.parametrize(
    "mail",
    [
        b"X: " + b"a" * (10 << 20) + b"\nSubject: b\n\nc",
        b"Subject: a\n" + b" b\n" * 500_000 + b"\nc",
        b"Subject: " + b"=?q?q?" * 100_000 + b"\n\nc",
        b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nc",
        b"From: " + b"<" * 100_000 + b"\nTo: " + b'"' * 100_000 + b"\n\nc",
        b"From: " + b"a@b.c," * 20_000 + b"\n\nc",
        b"Subject: a\nContent-Type: " + b"a/b;" * 50_000 + b'"' * 50_000 + b"\n\nc",
        b"Subject: a\nContent-Type: text/plain; charset*0*=" + b"a" * 9_000 + b"\n\nc",
        b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 100_000,
        b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nc\n" * 20_000,
        b"Subject: a\nContent-Type: text/plain; charset=punycode\n\n" + b"a-" * 100_000,
        b"Subject: a\nContent-Type: text/plain; charset=zlib\n\nc",
        b"Subject: a\nContent-Transfer-Encoding: uuencode\n\nbegin 6 a\n" + b"#" * 99_999,
        b"Subject: \xff\xfe\x00\n\n\xff\xfe\x00",
    ],
    ids=range(14),
)  # fmt: skip
def test_hostile_mails(tmp_path: Path, mail: bytes) -> None:
    """Long headers, many parts and odd charsets: an article comes out."""
    documents, _ = read(tmp_path, mail)
    assert len(documents) == 1


@pytest.mark.parametrize(
    ("data", "reason", "advice"),
    [
        (b"", "it is no mail, because it has no headers", "remove it"),
        (b"\n\nSubject: a", "it is no mail, because it has no headers", "remove it"),
        (b"Hello\n\nyou", "it is no mail, because it has no headers", "remove it"),
        (bytes(range(256)) * 99, "it is no mail, because it has no headers", "remove it"),
        (b"From: a@b.example\n\n \n", "it holds no text", "remove it"),
        (b"Subject: a\n\n" + b"b" * ((16 << 20) + 1), "its text is larger than 16 MiB", ""),
    ],
    ids=range(6),
)
def test_files_that_are_no_mail(tmp_path: Path, data: bytes, reason: str, advice: str) -> None:
    assert read(tmp_path, data) == ([], [Failure(str(tmp_path / "a.eml"), reason, advice)])


def test_a_mail_of_very_many_parts(tmp_path: Path) -> None:
    """The first 1000 texts are read, and the others count as attachments."""
    data = b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nc\n" * 1002
    (document,), remarks = read(tmp_path, data)
    assert document.body.count("c") == 1000
    assert remarks == [Note(str(tmp_path / "a.eml"), "2 attachments not read")]


def test_first_lines(tmp_path: Path) -> None:
    """A byte order mark and the separator of a mailbox may precede the headers."""
    assert body_of(tmp_path, b"\xef\xbb\xbfSubject: a\n\nb") == "b"
    assert body_of(tmp_path, b"From a@b.example Wed Nov 24 22:26:00 2021\nSubject: a\n\nb") == "b"


SEPARATOR = b"From a@b.example Wed Nov 24 22:26:00 2021\n"


def test_mailboxes(tmp_path: Path) -> None:
    """Each mail is an article, and a broken mail does not end the file. A separator follows a blank line."""
    mails = [
        b"Subject: a\n\n>From here\n>>From there\nFrom me at 8:15\n\nFrom you, too\n",
        b"no mail\n",
        b"Subject: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\n\nabc\n",
        b"Subject: c\r\n\r\nd\r\n",
    ]
    documents, remarks = read(
        tmp_path, b"\n" + b"".join(SEPARATOR + mail + b"\n" for mail in mails), "a.mbox"
    )
    assert [(document.id, document.title, document.body) for document in documents] == [
        ("a.mbox:1", "a", "From here\n>From there\nFrom me at 8:15\n\nFrom you, too"),
        ("a.mbox:3", "b", ""),
        ("a.mbox:4", "c", "d"),
    ]
    path = str(tmp_path / "a.mbox")
    assert remarks == [
        Failure(path, "it is no mail, because it has no headers", "remove it", "message 2"),
        Note(path, "1 attachment not read"),
    ]


def test_lines_before_the_first_mail(tmp_path: Path) -> None:
    documents, remarks = read(tmp_path, b"Subject: a\n\nb\n\n" + SEPARATOR + b"Subject: c\n\nd\n", "a.mbox")
    assert [document.title for document in documents] == ["c"]
    reason = 'it does not begin with a line "From ..." as an mbox file'
    advice = "if it is a single mail, let its name end with .eml"
    assert remarks == [Failure(str(tmp_path / "a.mbox"), reason, advice)]
    assert read(tmp_path, b"\n", "b.mbox") == ([], [])


def test_damaged_bytes(tmp_path: Path) -> None:
    """Changed mailboxes are answered by articles and failures."""
    source = random.Random(7)
    mail = (
        HEADERS
        + multipart(
            "mixed", "x", multipart("alternative", "y", PLAIN_PART, HTML_PART), IMAGE, FORWARDED
        ).encode()
    )
    for _ in range(300):
        damaged = bytearray((SEPARATOR + mail + b"\n") * 2)
        for _ in range(source.randrange(30)):
            damaged[source.randrange(len(damaged))] = source.randrange(256)
        documents, remarks = read(tmp_path, bytes(damaged), "a.mbox")
        assert documents or remarks


TEXTS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=60)


@given(
    st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4),
    st.sampled_from(["8bit", "base64", "quoted-printable"]),
)
def test_what_is_written_is_read(mails: list[tuple[str, str]], transfer_encoding: str) -> None:
    """Mails that the email package writes come back, one by one and from a mailbox."""
    written = [_mail(*mail, transfer_encoding) for mail in mails]
    with tempfile.TemporaryDirectory() as folder:
        for (subject, text), data in zip(mails, written, strict=True):
            (document,), _ = read(Path(folder), data)
            assert (_words(document.title), _words(document.body)) == (
                _words(f"a{subject}"),
                _words(f"a{text}"),
            )
        quoted = (data.replace(b"\nFrom ", b"\n>From ") for data in written)
        documents, _ = read(Path(folder), b"".join(SEPARATOR + data + b"\n" for data in quoted), "a.mbox")
    assert [_words(document.body) for document in documents] == [_words(f"a{text}") for _, text in mails]


def _mail(subject: str, text: str, transfer_encoding: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = f"a{subject}"
    mail.set_content(f"a{text}\n", cte=transfer_encoding)
    mail.add_attachment(b"abc", maintype="image", subtype="png")
    return mail.as_bytes()


def _words(text: str) -> str:
    return "".join(text.split())
