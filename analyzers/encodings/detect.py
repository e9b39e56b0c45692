"""Bytes -> text: the encodings of Vietnamese articles, told apart by what each makes of the bytes."""

import codecs
import re
from collections.abc import Callable
from typing import Final

from analyzers.encodings.legacy import tcvn3, viscii, vni, windows_1258
from analyzers.encodings.viqr import decode_viqr, looks_like_viqr
from analyzers.errors import UnknownEncodingError
from analyzers.normalize import term
from analyzers.orthography import is_syllable

# UTF-32's little-endian mark begins with UTF-16's.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
# At equal evidence the earlier one is taken.
_LEGACY: Final[tuple[tuple[str, Callable[[bytes], str]], ...]] = (
    ("tcvn3", tcvn3),
    ("windows-1258", windows_1258),
    ("vni", vni),
    ("viscii", viscii),
)
_CUT_LETTERS: Final = (b"\xe1\xba", b"\xe1\xbb")  # of U+1E80 to U+1EFF, where most Vietnamese letters are
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_MAX_CONTROLS: Final = 0.01
_SAMPLE: Final = 1 << 16  # bytes; evidence grows no clearer after that
_MAX_WORD: Final = 40
_INNER: Final = re.compile(r"[-/.,'’–&+()]")
_OUTER: Final = "".join(map(chr, range(33, 48))) + ":;<=>?@[\\]^_`{|}~“”‘’„«»…–—•·°´\u00a0"


def decode(data: bytes) -> tuple[str, str]:
    """The text of some bytes and the name of their encoding: a Python codec's name where there is one.

    Told are utf-8, utf-8-sig, utf-16-le, utf-16-be, windows-1258, viscii, tcvn3 (TCVN 5712 and .VnTime), vni
    and viqr, and utf-32-le, utf-32-be by their byte order mark, which no text keeps. Valid UTF-8 wins; where
    it is nearly valid (a cut last letter, some bad bytes) the bad bytes become U+FFFD: the text is kept.
    Raises UnknownEncodingError when nothing fits, as with binary data.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace"), name
    if b"\0" in data:
        return _utf_16(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf_8(data) or _legacy(data) or _mostly_ascii(data)
    if _share_of_controls(data) > _MAX_CONTROLS:
        raise UnknownEncodingError(_message(data))
    if data.isascii() and looks_like_viqr(text[:_SAMPLE]):
        return decode_viqr(text), "viqr"
    return text, "utf-8"


def _utf_16(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: the byte order in which nearly all of the text is Latin letters and signs."""
    sample = data[:_SAMPLE]
    shares = {name: _latin_share(sample.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be")}
    name = max(shares, key=shares.__getitem__)
    if shares[name] < 0.9:
        raise UnknownEncodingError(_message(data))
    return data.decode(name, "replace"), name


def _latin_share(text: str) -> float:
    expected = sum(
        character.isspace() or "\u0020" <= character < "\u0370" or "\u1e00" <= character < "\u2100"
        for character in text
    )
    return expected / len(text) if text else 0.0


def _damaged_utf_8(data: bytes) -> tuple[str, str] | None:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    # Legacy bytes hardly ever form a whole UTF-8 sequence; a cut last letter may be all that is wrong.
    intact = beyond_ascii - bad
    cut = bad == 1 and text.endswith("\ufffd") and (intact > 0 or data.endswith(_CUT_LETTERS))
    return (text, "utf-8") if cut or intact >= 3 * bad else None


def _legacy(data: bytes) -> tuple[str, str] | None:
    """The 8-bit encoding in which most words with an accent are Vietnamese syllables."""
    sample = data[:_SAMPLE]
    found = [(*_evidence(convert(sample)), name, convert) for name, convert in _LEGACY]
    good, bad, name, convert = max(found, key=lambda candidate: candidate[0] - candidate[1])
    return (convert(data), name) if good and good >= 2 * bad else None


def _evidence(text: str) -> tuple[int, int]:
    """How many words beyond ASCII are made of syllables, and how many are not; control characters are not."""
    good, single, bad = 0, 0, sum(control in text for control in map(chr, _CONTROLS))
    for chunk in text.split():
        word = chunk.strip(_OUTER)
        if word.isascii():
            continue
        if len(word) > _MAX_WORD or not all(map(_plausible, _INNER.split(word))):
            bad += 1
        elif len(word) == 1:
            single += 1
        else:
            good += 1
    # Signs such as the no-break space and © are letters of VISCII: alone they prove nothing.
    return good + single if good else 0, bad


def _plausible(part: str) -> bool:
    cased = part.islower() or part.isupper() or part.istitle()
    return part.isascii() or (cased and is_syllable(term(part)))


def _mostly_ascii(data: bytes) -> tuple[str, str]:
    """Text with a rare Western letter, which windows-1258 shares with windows-1252; raises on any other."""
    beyond_ascii = len(data) - len(data.decode("ascii", "ignore"))
    if beyond_ascii > 0.1 * len(data) or _share_of_controls(data) > _MAX_CONTROLS:
        raise UnknownEncodingError(_message(data))
    return windows_1258(data), "windows-1258"


def _share_of_controls(data: bytes) -> float:
    return (len(data) - len(data.translate(None, _CONTROLS))) / max(1, len(data))


def _message(data: bytes) -> str:
    return (
        f"{len(data)} bytes that begin with {data[:8]!r} are not text in UTF-8, UTF-16, windows-1258, "
        "VISCII, TCVN3, VNI or VIQR; if they are text, convert them to UTF-8 first."
    )
