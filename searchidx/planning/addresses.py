"""Which documents are at an address: in a folder, below a URL, or with the beginning of an id?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.composition import nfc
from searchidx.engines.plan import AnyOf, TermGlob, TermPrefix
from searchidx.schema import address_term

if TYPE_CHECKING:
    from searchidx.engines.plan import Condition

_URL_BEGINNINGS: Final = ("https://", "http://", "https://www.", "http://www.")
"""What may come before a URL that was typed without its scheme: `vnexpress.net/the-thao`."""


def address_condition(field: str, text: str) -> Condition:
    """Return the condition that a document has an address. `field` is "path", "url" or "id".

    A path has the typed names side by side, in which `*`, `?` and `**` are wildcards (`TermGlob`); `./` at
    its beginning is left out. A URL and an id begin with the text; a star at its end changes nothing. Only in
    an id do case and accents count.
    """
    if field == "path":
        return TermGlob("path", address_term(text.removeprefix("./")).strip("/"))
    text = text.rstrip("*＊")
    if field == "id":
        return AnyOf(tuple([TermPrefix("id", each) for each in dict.fromkeys((text, nfc(text)))]))
    beginning = address_term(text).rstrip("/")
    if text.endswith("/"):
        beginning += "/"
    scheme, sign, _ = text.partition("://")
    if sign and scheme.isalnum():
        return TermPrefix("url", beginning)
    others = [f"/{scheme}{beginning.removeprefix('/')}" for scheme in _URL_BEGINNINGS]
    return AnyOf(tuple([TermPrefix("url", each) for each in (beginning, *others)]))
