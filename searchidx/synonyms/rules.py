"""The value `Synonyms`, made from a file or a text, with which an index is created or changed."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from searchidx.errors import SynonymsError
from searchidx.printable import escape_unprintable
from searchidx.synonyms import solr_format
from searchidx.synonyms.stored import encode

if TYPE_CHECKING:
    from analyzers.form_table import FormRule

MAX_BYTES: Final = 4_000_000
"""The maximum size of a file of synonyms."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The synonyms of an index: rules that say which forms in a query also find which other forms.

    `len(synonyms)` is the number of rules. Make synonyms with `Synonyms.read` or `Synonyms.parse`.

    Attributes:
        rules: the rules in the order of the file. The `keys` of a rule are the forms that find all its
            `values`. A form is a tuple of words in lower case, as searches see it.
    """

    rules: tuple[FormRule, ...] = ()

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Synonyms:
        """Read a file of synonyms in Solr's format, in UTF-8 (docs/library.md). It may begin with a BOM.

        Raises:
            SynonymsError: the file cannot be opened, is too large, or has a line that cannot be read.
        """
        name = escape_unprintable(os.fsencode(path).decode("utf-8", "backslashreplace"))
        try:
            with open(path, "rb") as stream:  # noqa: PTH123 - path may be any path, also a str
                data = stream.read(MAX_BYTES + 1)
        except OSError as error:
            reason = error.strerror or str(error)
            raise SynonymsError(
                f"{name} cannot be read: {reason}; check that it exists and that you may read it"
            ) from error
        if len(data) > MAX_BYTES:
            raise SynonymsError(
                f"{name} has more than {MAX_BYTES:,} bytes; name a file of synonyms, or shorten this one"
            )
        data = data.removeprefix(codecs.BOM_UTF8)
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            line = len(solr_format.lines(data[: error.start].decode()))
            raise SynonymsError(f"{name}, line {line}: it is not UTF-8; save the file as UTF-8") from error
        return cls(solr_format.parse(text, name))

    @classmethod
    def parse(cls, text: str) -> Synonyms:
        """Return the synonyms of a text in Solr's format, such as `"xe máy, mô tô\\nTTH => Thừa Thiên Huế"`.

        Raises:
            SynonymsError: the text has too many forms, or a line that cannot be read.
        """
        return cls(solr_format.parse(text, "synonyms"))

    def __len__(self) -> int:
        return len(self.rules)


SynonymsArgument: TypeAlias = "Synonyms | str | os.PathLike[str] | None"
"""What methods accept as synonyms: the value, the path of a file to read, or None for no synonyms."""


def stored_text(synonyms: SynonymsArgument) -> str:
    """Return synonyms as the text that an index stores. The text is empty if there are no rules.

    Raises SynonymsError if the synonyms cannot be read, or if they were not made by `read` or `parse`.
    """
    if synonyms is None:
        return ""
    value = synonyms if isinstance(synonyms, Synonyms) else Synonyms.read(synonyms)
    text = encode(value.rules)
    if solr_format.parse(text, "synonyms") != value.rules:
        raise SynonymsError("These synonyms have impossible rules. Make them with Synonyms.parse.")
    return text
