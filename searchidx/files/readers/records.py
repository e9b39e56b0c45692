"""From the records that readers find in files to documents and remarks.

A record is one article as a reader found it. Every reader except that of `.txt` files ends here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from searchidx.files.readers.content_errors import with_failure
from searchidx.files.readers.decoding import encoding_remark
from searchidx.files.readers.documents import RecordError, has_unread_text, to_document, unread_date
from searchidx.files.readers.font_evidence import convert_by_evidence
from searchidx.files.readers.keys import with_attribute_names
from searchidx.files.readers.remarks import Note, UnreadDate, UnreadText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import KeyedRecord, Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document


class Record(NamedTuple):
    """An article as a reader found it.

    Attributes:
        values: title, body, date, author, source, category, url and id, as far as they are known. Any other
            key goes to `Document.extra`, and its value must be one that `extra` may have. The date is a
            string or a `datetime.date`, and the author a string or a list of strings.
        place: where the record is in its file: "line 3". Empty for a file of one article.
        id_ending: what follows the name of the file in the id of an article without an id of its own: ":3".
        encoding: the value for the key "encoding" of `extra` (`DecodedText.label`), empty for UTF-8. A remark
            tells it.
    """

    values: Mapping[str, Any]
    place: str = ""
    id_ending: str = ""
    encoding: str = ""


def read_records(
    items: Iterable[Record | Remark], content: Content, keys: Keys, *, own_keys: bool
) -> Iterator[Document | Remark]:
    """Yield the document of each record, or a failure, and every remark. Remarks on a document come after it.

    Each encoding has one remark. If the items end with a ContentError, this is a failure of the file.

    Args:
        items: the records of a file, and the remarks of its reader.
        content: the file.
        keys: the keys that the user named.
        own_keys: whether the keys are those of the file, and not made by the reader. Only then `keys` and
            common names are looked up, and HTML entities in the texts are decoded.
    """
    guessed: dict[tuple[str, str], None] = {}
    reported_labels = {""}
    for item in with_failure(items, content.path):
        if not isinstance(item, Record):
            yield item
            continue
        record, fonts = _with_converted_fonts(item)
        keyed = with_attribute_names(record.values, keys) if own_keys else None
        if keyed is not None:
            guessed.update(dict.fromkeys(keyed.guessed))
        try:
            document = _to_document(record, keyed, content)
        except RecordError as error:
            yield error.failure(content.path, item.place)
            continue
        yield document
        for label in (item.encoding, fonts):
            if label not in reported_labels:
                reported_labels.add(label)
                yield encoding_remark(label, content.path)
        if (value := unread_date(document)) is not None:
            yield UnreadDate(content.path, item.place, value)
        if keyed is not None and has_unread_text(keyed.values):
            yield UnreadText(content.path, item.place, tuple(sorted(item.values)))
    if guessed:
        yield Note(content.path, ", ".join(f'{attribute} from "{key}"' for attribute, key in guessed))


def _with_converted_fonts(record: Record) -> tuple[Record, str]:
    """Return the record with its texts converted, and the names of their fonts, or ""."""
    values, fonts = convert_by_evidence(record.values)
    if not fonts:
        return record, ""
    encodings = dict.fromkeys((*record.encoding.split(", "), *fonts.split(", ")))
    return record._replace(values=values, encoding=", ".join(filter(None, encodings))), fonts


def _to_document(record: Record, keyed: KeyedRecord | None, content: Content) -> Document:
    """Return the document of a record, by its own keys if they were looked up. Raises RecordError."""
    values = keyed.values if keyed is not None else record.values
    if record.encoding and "encoding" not in values:
        values = {**values, "encoding": record.encoding}
    identifier = content.name + record.id_ending
    document = to_document(values, identifier, content.path, has_entities=keyed is not None)
    if keyed is not None and keyed.displaced:
        return replace(document, extra={**document.extra, **keyed.displaced})
    return document
