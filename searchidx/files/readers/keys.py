"""Which key of a record has which part of an article? Keys that the user names come first, then common names.

A record from a file of somebody's own may call its title `headline` or `tieu_de`. The keys of `Document` are
never guessed if the record has them with a value.
"""

from __future__ import annotations

import json
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from analyzers.fold import fold
from searchidx.errors import SearchError
from searchidx.files.readers.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

ATTRIBUTES: Final = ("id", "title", "body", "date", "author", "source", "category", "url")
"""The attributes of a document that a key can be mapped to."""

AUTHOR_KEYS: Final = ("author", "authors", "byline", "creator", "tac_gia", "tacgia", "tác giả")
"""The keys that may have the authors of an article. The first key whose value has a name is used."""

TEXT_KEYS: Final = ("body", "text")
"""The keys that may have the text of an article. The first key whose value is not blank is used."""

_OWN_KEYS: Final[dict[str, tuple[str, ...]]] = {"body": TEXT_KEYS, "author": AUTHOR_KEYS}
"""The keys of attributes that need no guess, if they are not only the name of the attribute."""

_COMMON_KEYS: Final[dict[str, str]] = {
    "id": (
        "id articleid docid documentid newsid postid guid uuid mabai mabaiviet matin idbai idbaiviet idtin"
    ),
    "title": (
        "title headline heading articletitle newstitle posttitle titlerendered tieude tieudebai "
        "tieudebaiviet tieudebaibao tieudetin tieudechinh tenbai tenbaiviet tenbaibao tentin tua tuade "
        "tuabai nhande titlevi titlevn titletext pagetitle ogtitle metatitle tenvanban trichyeu"
    ),
    "body": (
        "body text content contents articlebody fulltext maintext maincontent fullcontent article "
        "articletext articlecontent newscontent postcontent pagecontent bodytext contenttext textcontent "
        "cleantext cleancontent plaintext contentvi contentvn bodyvi textvi noidung noidungbai "
        "noidungchinh noidungbaiviet noidungbaibao noidungtin noidungchitiet noidungdaydu noidungvanban "
        "vanban toanvan baiviet contentrendered contenthtml bodyhtml htmlcontent htmlbody noidunghtml "
        "rawtext rawcontent "
        "summary description abstract excerpt lead sapo tomtat mota tomtatbaiviet motangan "
        "shortdescription introtext excerptrendered metadescription ogdescription"
    ),
    "date": (
        "date publishedat publisheddate publisheddatetime publishedtime publishedon publishdate "
        "publishdatetime publishtime datepublished datepublish pubdate pubtime published publicationdate "
        "publicationtime firstpublishedat posteddate postedat postdate posttime dateposted articledate "
        "newsdate releasedate issuedate issuancedate "
        "datetime timestamp time ngay ngaydang ngaydangtin ngaydangbai ngaydangbaiviet ngayxuatban "
        "ngayphathanh ngaybanhanh ngayviet ngaythang ngaygio ngaygiodang ngaygiodangbai thoigian "
        "thoigiandang thoigiandangbai thoigiandangtin thoigianxuatban createdat createddate created "
        "datecreated creationdate ngaytao thoigiantao "
        "updatedat updateddate datemodified modified lastmodified lastupdated lastmod ngaycapnhat "
        "thoigiancapnhat"
    ),
    "author": (
        "author authors tacgia byline creator authorname authornames articleauthor writer writtenby "
        "postedby nguoiviet tacgiabai tacgiabaiviet tentacgia butdanh phongvien nhabao nguoidang "
        "nguoidangbai"
    ),
    "source": (
        "source publisher sourcename publishername newssource sitename site website newspaper outlet "
        "domain nguon nguontin nguonbao nguonbai nguonbaiviet tennguon toasoan tentoasoan tenbao bao "
        "trangbao trangweb nhaxuatban coquanbanhanh issuingauthority"
    ),
    "category": (
        "category section categoryname categories articlesection newscategory maincategory catename cate "
        "topic topicname channel subject categoryvi chuyenmuc chuyenmuctin chuyenmucbaiviet danhmuc "
        "danhmuctin danhmucbaiviet tendanhmuc theloai theloaitin loaitin nhomtin chude muc tenchuyenmuc "
        "linhvuc loaivanban"
    ),
    "url": (
        "url link permalink href articleurl articlelink newsurl newslink posturl pageurl sourceurl "
        "sourcelink originalurl canonical canonicalurl urlbaiviet urlbai linkbaiviet linkbai linkgoc "
        "urlgoc duongdan duongdanbaiviet lienket diachi"
    ),
}
"""For each attribute, the names that its key often has, the likeliest first, without case, accents and signs.

The names are written as `_plain_name` returns them, so `publishedat` is `published_at`, `publishedAt` and
`Published At`, and `tieude` is `tieu_de` and `Tiêu đề`. The first of them are the names of the attributes,
which many tables write in capitals.
"""

_MAX_KEY_LENGTH: Final = 40
"""The length in codepoints of the longest key that may be a common name."""


class Keys(NamedTuple):
    """The keys that a user named for parts of an article, as pairs `(attribute, key)`.

    A key may be a path into nested objects, such as `content.text`. Of several keys for one attribute, the
    first that a record has is used. The attribute may also be a name of the user's own, which the value then
    has in `Document.extra`.
    """

    named: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, str | Iterable[str]]) -> Keys:
        """Return the keys of a mapping from attributes to a key each, or to several.

        Raises SearchError if a name is empty.
        """
        named: list[tuple[str, str]] = []
        for attribute, value in mapping.items():
            for key in [value] if isinstance(value, str) else value:
                if not attribute.strip() or not key.strip():
                    raise SearchError(
                        f"{attribute!r} cannot be read from the key {key!r}, because a name is missing. "
                        'Write both, as in "title=headline".'
                    )
                named.append((attribute.strip(), key.strip()))
        return cls(tuple(named))

    @classmethod
    def from_text(cls, text: str) -> Keys:
        """Return the keys that `text` has returned."""
        return cls(tuple((attribute, key) for attribute, key in json.loads(text))) if text else cls()

    def text(self) -> str:
        """Return the keys as one text, which is equal for equal keys, and empty if there are none."""
        in_order = sorted(self.named, key=itemgetter(0))  # Of one attribute, the order counts.
        return json.dumps(in_order, ensure_ascii=False) if in_order else ""


class KeyedRecord(NamedTuple):
    """A record whose keys are the names of attributes as far as they are known.

    Attributes:
        values: the values by attribute, with further keys as the record has them.
        displaced: values whose key is an attribute for which the user named another key.
        guessed: the pairs (attribute, key of the record) of common names.
    """

    values: dict[str, Any]
    displaced: dict[str, Any]
    guessed: tuple[tuple[str, str], ...]


def with_attribute_names(record: Mapping[str, Any], keys: Keys) -> KeyedRecord:
    """Return the record with the keys that the user named, or that have common names, renamed.

    A key that the user named and the record lacks changes nothing.
    """
    values = dict(record)
    displaced: dict[str, Any] = {}
    named: dict[str, Any] = {}
    for attribute, key in keys.named:
        if attribute not in named and (value := _take(values, key)) is not None:
            named[attribute] = value
    for attribute in named:
        for own_key in _OWN_KEYS.get(attribute, (attribute,)):
            if own_key in values:
                displaced[own_key] = values.pop(own_key)
    values.update(named)
    guessed = tuple(_guess(values, named))
    for attribute, key in guessed:
        values[attribute] = values.pop(key)
    return KeyedRecord(values, displaced, guessed)


def _take(values: dict[str, Any], key: str) -> Any:
    """Remove and return the value of a key or of a path such as `content.text`, or return None.

    The objects on the path are copied, so that the caller's record keeps the value.
    """
    if key in values:
        return values.pop(key)
    first, dot, rest = key.partition(".")
    inner = values.get(first)
    if not dot or not isinstance(inner, dict):
        return None
    remaining = dict(inner)
    value = _take(remaining, rest)
    if value is not None:
        values[first] = remaining
        if not remaining:
            del values[first]
    return value


def _guess(values: Mapping[str, Any], named: Container[str]) -> Iterable[tuple[str, str]]:
    """Yield (attribute, key) for each attribute that no key of its own has, but a key with a common name."""
    candidates: dict[str, list[tuple[int, str]]] = {}
    for key in values:
        if (common := _common_name(key)) and common.attribute not in named:
            candidates.setdefault(common.attribute, []).append((common.rank, key))
    for attribute in filter(candidates.__contains__, ATTRIBUTES):
        own_keys = _OWN_KEYS.get(attribute, (attribute,))
        if any(not _is_blank(values.get(key)) for key in own_keys):
            continue
        ordered = [key for _, key in sorted(candidates[attribute])]
        usable = [key for key in ordered if _is_usable(attribute, values[key])]
        if attribute == "date":
            usable = [key for key in usable if parse_date(str(values[key]).strip())] or usable
        if usable:
            yield attribute, usable[0]


class _CommonName(NamedTuple):
    attribute: str
    rank: int


def _common_name(key: str) -> _CommonName | None:
    """Return the attribute that a key of this name may have, or None."""
    return _table().get(_plain_name(key)) if len(key) <= _MAX_KEY_LENGTH else None


@lru_cache(maxsize=1)
def _table() -> dict[str, _CommonName]:
    return {
        name: _CommonName(attribute, rank)
        for attribute, names in _COMMON_KEYS.items()
        for rank, name in enumerate(names.split())
    }


@lru_cache(maxsize=1024)
def _plain_name(key: str) -> str:
    """Return a key in small letters, without accents and signs: `tieude` for `Tiêu đề`."""
    return "".join(filter(str.isalnum, fold(key).lower()))


def _is_usable(attribute: str, value: object) -> bool:
    """Return whether a value may be that of an attribute."""
    if attribute == "author":
        return isinstance(value, str | list | dict) and not _is_blank(value)
    if attribute == "date":
        return not isinstance(value, bool | int | float | list | dict) and not _is_blank(value)
    is_text = isinstance(value, str) or (
        attribute not in ("title", "body") and isinstance(value, int | float) and not isinstance(value, bool)
    )
    return is_text and not _is_blank(value)


def _is_blank(value: object) -> bool:
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())
