"""Detection of the encoding of Vietnamese text: the bytes are decoded in each legacy encoding and compared.

The evidence for an encoding is the number of accented words in the first 64 KiB that consist of possible
Vietnamese syllables. In a wrong encoding the bytes of accented letters become other letters, which rarely
spell a syllable.
"""

import codecs
from collections.abc import Callable
from typing import Final, NamedTuple

from analyzers.encodings.legacy import (
    decode_tcvn3,
    decode_viscii,
    decode_vn1,
    decode_vni,
    decode_windows_1258,
)
from analyzers.encodings.plausibility import bare_word, is_plausible_word
from analyzers.encodings.viqr import decode_viqr, looks_like_viqr
from analyzers.errors import UnknownEncodingError

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
"""Byte order marks, their codecs and names.

UTF-32 is tried before UTF-16, because its little-endian mark begins with the mark of UTF-16.
"""

_LEGACY_DECODERS: Final[tuple[tuple[str, Callable[[bytes], str]], ...]] = (
    ("tcvn3", decode_tcvn3),
    ("windows-1258", decode_windows_1258),
    ("vni", decode_vni),
    ("viscii", decode_viscii),
    ("tcvn3", decode_vn1),
)
"""The 8-bit encodings. If two have the same evidence, the earlier one is chosen."""

_CUT_LETTERS: Final = (b"\xe1\xba", b"\xe1\xbb")
"""The first two of the three UTF-8 bytes of U+1E80 to U+1EFF, which include most Vietnamese letters."""

_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
"""Control characters that do not occur in text."""

_MAX_CONTROL_SHARE: Final = 0.01
"""Bytes with a larger share of control characters are refused."""

_MIN_UTF_16_SHARE: Final = 0.9
"""Bytes with zeros are UTF-16 if at least this share of their characters are Latin letters and signs."""

_MAX_BEYOND_ASCII_SHARE: Final = 0.1
"""Bytes in no other encoding are read as windows-1258 if at most this share of them is beyond ASCII."""

_SAMPLE_BYTES: Final = 1 << 16
"""The number of bytes from which the encoding is chosen. More bytes would rarely change the choice."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of bytes and the name of their encoding.

    The name is one of utf-8, utf-8-sig, utf-16-le, utf-16-be, utf-32-le, utf-32-be (only with a byte order
    mark), windows-1258, viscii, tcvn3 (TCVN 5712 and .VnTime fonts), vni and viqr. Byte order marks are left
    out. Valid UTF-8 without zero bytes is read as UTF-8, or as VIQR if it is ASCII. In nearly valid UTF-8 (a
    cut last letter, a few bad bytes) the bad bytes become U+FFFD.

    Raises:
        UnknownEncodingError: the bytes are in none of these encodings, or have too many control characters;
            they may be binary data.
    """
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace"), name
    if b"\0" in data:
        return _decode_utf_16(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_damaged_utf_8(data) or _decode_legacy(data) or _decode_mostly_ascii(data)
    if _control_share(data) > _MAX_CONTROL_SHARE:
        raise UnknownEncodingError(_message(data))
    if data.isascii() and looks_like_viqr(text[:_SAMPLE_BYTES]):
        return decode_viqr(text), "viqr"
    return text, "utf-8"


def _decode_utf_16(data: bytes) -> tuple[str, str]:
    """Decode UTF-16 without a byte order mark, in the byte order that gives more Latin letters and signs.

    Raises:
        UnknownEncodingError: less than nine tenths of the characters are Latin letters and signs.
    """
    sample = data[:_SAMPLE_BYTES]
    shares = {name: _latin_share(sample.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be")}
    name = max(shares, key=shares.__getitem__)
    if shares[name] < _MIN_UTF_16_SHARE:
        raise UnknownEncodingError(_message(data))
    return data.decode(name, "replace"), name


def _latin_share(text: str) -> float:
    """Return the share of blanks, Latin letters and common signs among the characters of a text."""
    expected = sum(
        character.isspace() or "\u0020" <= character < "\u0370" or "\u1e00" <= character < "\u2100"
        for character in text
    )
    return expected / len(text) if text else 0.0


def _decode_damaged_utf_8(data: bytes) -> tuple[str, str] | None:
    """Decode UTF-8 with a cut last letter or a few bad bytes; return None for other bytes."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    # Bytes of a legacy encoding rarely form an intact letter of UTF-8.
    intact = beyond_ascii - bad
    is_cut = bad == 1 and text.endswith("\ufffd") and (intact > 0 or data.endswith(_CUT_LETTERS))
    return (text, "utf-8") if is_cut or intact >= 3 * bad else None


class _Candidate(NamedTuple):
    """An 8-bit encoding with its decoder and the numbers of good and bad words that `_evidence` counts."""

    good: int
    bad: int
    name: str
    decoder: Callable[[bytes], str]


def _decode_legacy(data: bytes) -> tuple[str, str] | None:
    """Decode with the 8-bit encoding that has the best evidence; return None if its evidence is too weak.

    There must be at least one good word, and at least two good words for each bad word.
    """
    sample = data[:_SAMPLE_BYTES]
    candidates = [
        _Candidate(*_evidence(decoder(sample)), name, decoder) for name, decoder in _LEGACY_DECODERS
    ]
    best = max(candidates, key=lambda candidate: candidate.good - candidate.bad)
    return (best.decoder(data), best.name) if best.good and best.good >= 2 * best.bad else None


def _evidence(text: str) -> tuple[int, int]:
    """Return the number of good and of bad words of a text.

    Words in ASCII are not counted. Other words are good if they consist of possible syllables, else bad. Each
    distinct control character in the text counts as a bad word.
    """
    good, single, bad = 0, 0, sum(control in text for control in map(chr, _CONTROLS))
    for chunk in text.split():
        word = bare_word(chunk)
        if word.isascii():
            continue
        if not is_plausible_word(word):
            bad += 1
        elif len(word) == 1:
            single += 1
        else:
            good += 1
    # Signs such as the no-break space and © are letters in VISCII, so single letters alone are no evidence.
    return good + single if good else 0, bad


def _decode_mostly_ascii(data: bytes) -> tuple[str, str]:
    """Decode text with few letters beyond ASCII, which windows-1258 and windows-1252 mostly share.

    Raises:
        UnknownEncodingError: more than a tenth of the bytes is beyond ASCII, or there are control characters.
    """
    beyond_ascii = len(data) - len(data.decode("ascii", "ignore"))
    has_controls = _control_share(data) > _MAX_CONTROL_SHARE
    if beyond_ascii > _MAX_BEYOND_ASCII_SHARE * len(data) or has_controls:
        raise UnknownEncodingError(_message(data))
    return decode_windows_1258(data), "windows-1258"


def _control_share(data: bytes) -> float:
    """Return the share of control characters that do not occur in text among the bytes."""
    return (len(data) - len(data.translate(None, _CONTROLS))) / max(1, len(data))


def _message(data: bytes) -> str:
    return (
        f"{len(data)} bytes that begin with {data[:8]!r} are not text in UTF-8, UTF-16, windows-1258, "
        "VISCII, TCVN3, VNI or VIQR; if they are text, convert them to UTF-8 first."
    )
