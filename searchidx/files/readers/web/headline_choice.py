"""Which text of a page is the headline of its article, and without which name of the site?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from analyzers.composition import nfc
from analyzers.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEPARATOR: Final = re.compile(r"\s+[-–—|•·»:/]+\s+|\s*[|»]\s*")
"""What pages write between a headline and the name of the site."""

_OUTLET: Final = re.compile(
    r"(?:bao|tap chi|dai|trang|cong thong tin|kenh|chuyen trang|website|tin nhanh|tin tuc|thoi bao)\b"
    r"|\S+\.(?:vn|com|net|org)\b"
)
"""The folded beginning of the name of a site."""

_NAMED_OUTLET: Final = re.compile(
    r"(?:Báo(?: điện tử)?|Tạp chí|Đài(?: [^\W\d_]+){0,4}|Cổng thông tin(?: điện tử)?|Thời báo|"
    r"BÁO(?: ĐIỆN TỬ)?|TẠP CHÍ) (?P<name>\S.*)"
)
"""The name of an outlet at the end of a title: `Báo Sông Hậu Online`, but not `Bão số 3`."""

_MAX_OUTLET_WORDS: Final = 8

_MAX_NAMES: Final = 3
"""The greatest number of names behind a headline: `Chợ nổi - Đời sống - Báo Mẫu`."""

_MIN_HEADLINE_WORDS: Final = 4
"""A heading of fewer words is a headline only if the title of the page has it, too."""


def choose_headline(
    headings: Sequence[str], titles: Sequence[str], site_names: Sequence[str], url: str
) -> str:
    """Return the headline of a page, or "".

    `headings` are the main headings of the page, and `titles` what its metadata call its title, the best
    first. A title may have names behind the headline: those of the site, of a section, or of its host.
    """
    plain_titles = [_key(title) for title in titles]
    for heading in headings:
        key = _key(heading)
        if key and any(title == key or title.startswith(f"{key} ") for title in plain_titles):
            return heading
    names = {_key(name) for name in site_names} | _host_names(url)
    shown = [heading for heading in headings if _key(heading) not in names]
    if len(shown) == 1 and len(shown[0].split()) >= _MIN_HEADLINE_WORDS:
        return shown[0]
    for title in titles:
        if headline := without_site(title, names):
            return headline
    return next(iter(shown), "")


def outlet_in(title: str) -> str:
    """Return the name of an outlet behind the last separator of a title, or ""."""
    separators = list(_SEPARATOR.finditer(title))
    name = nfc(title[separators[-1].end() :].strip()) if separators else ""
    match = _NAMED_OUTLET.fullmatch(name)
    return name if match and match["name"][0].isupper() and len(name.split()) <= _MAX_OUTLET_WORDS else ""


def without_site(title: str, names: set[str]) -> str:
    """Return a title without the names behind it that are in the set, or that begin as an outlet does."""
    for _ in range(_MAX_NAMES):
        separators = list(_SEPARATOR.finditer(title))
        if not separators:
            break
        first, last = separators[0], separators[-1]
        end, beginning = _key(title[last.end() :]), _key(title[: first.start()])
        if end in names or end.replace(" ", "") in names or _OUTLET.match(end):
            title = title[: last.start()]
        elif beginning in names or beginning.replace(" ", "") in names:
            title = title[first.end() :]
        else:
            break
    return title.strip()


def _key(text: str) -> str:
    """Return the folded words of a text, by which two ways to write a headline are compared."""
    return " ".join(re.findall(r"[\w.]+", fold(text).lower()))


def _host_names(url: str) -> set[str]:
    """Return the host of a URL, with and without its ending: `vidu.com.vn` and `vidu`."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return set()
    return {host, host.partition(".")[0]} - {""}
