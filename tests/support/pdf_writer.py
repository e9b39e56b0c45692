"""A writer of tiny PDFs, made by hand so that a test can put every letter where it wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEFT, TOP, SIZE, DISTANCE = 72.0, 770.0, 11.0, 15.0
WIDTH = 500  # the width of every glyph, in thousandths of the size


class Word(NamedTuple):
    """A text at a place of a page, in points. The text may be a whole line."""

    text: str
    x: float = LEFT
    y: float = TOP
    size: float = SIZE


def lines(
    *texts: str, x: float = LEFT, top: float = TOP, size: float = SIZE, distance: float = DISTANCE
) -> list[Word]:
    """Return lines below each other."""
    return [Word(text, x, top - number * distance, size) for number, text in enumerate(texts)]


def pdf(
    *pages: Sequence[Word], info: dict[str, str] | None = None, xmp: str = "", encrypt: str = ""
) -> bytes:
    """Return a PDF with these pages, whose font maps codes to letters by a ToUnicode table."""
    contents = [content(page) for page in pages]
    letters = sorted({letter for page in pages for word in page for letter in word.text})
    return pdf_of_contents(contents, letters, info=info, xmp=xmp, encrypt=encrypt)


def content(page: Iterable[Word]) -> bytes:
    """Return the content stream of a page. A code of the font is the code unit of the letter."""
    return b"\n".join(
        f"BT /F1 {word.size:g} Tf 1 0 0 1 {word.x:g} {word.y:g} Tm <{_codes(word.text)}> Tj ET".encode()
        for word in page
    )


def pdf_of_contents(
    contents: Sequence[bytes],
    letters: Sequence[str] = (),
    *,
    info: dict[str, str] | None = None,
    xmp: str = "",
    encrypt: str = "",
    resources: str = "",
    extra_objects: Sequence[bytes] = (),
    stream_keys: str = "",
) -> bytes:
    """Return a PDF whose pages have these content streams. Extra objects have the numbers from 8 on."""
    first_page = 8 + len(extra_objects)
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + (b"/Metadata 7 0 R>>" if xmp else b">>"),
        f"<</Type/Pages/Count {len(contents)}/Kids[{kids}]>>".encode(),
        _stream(_to_unicode(letters)),
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/T/DW {WIDTH}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/T/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 3 0 R>>",
        ("<<" + "".join(f"/{key}<{_utf_16(value)}>" for key, value in (info or {}).items()) + ">>").encode(),
        _stream(xmp.encode(), "/Type/Metadata/Subtype/XML"),
        *extra_objects,
    ]
    for number, page_content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {first_page + 2 * number + 1} 0 R"
            f"/Resources<</Font<</F1 5 0 R>>{resources}>>>>".encode()
        )
        objects.append(_stream(page_content, stream_keys))
    return _file(objects, encrypt)


def _file(objects: Sequence[bytes], trailer_keys: str) -> bytes:
    data = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, value in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 6 0 R{trailer_keys}>>\n".encode()
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % start)


def _stream(data: bytes, keys: str = "") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), keys.encode(), data)


def _to_unicode(letters: Sequence[str]) -> bytes:
    rows = [f"<{_codes(letter)}> <{_codes(letter)}>\n" for letter in letters]
    blocks = "".join(
        f"{len(rows[start : start + 100])} beginbfchar\n{''.join(rows[start : start + 100])}endbfchar\n"
        for start in range(0, len(rows), 100)
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{blocks}"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _codes(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _utf_16(text: str) -> str:
    return "FEFF" + _codes(text)
