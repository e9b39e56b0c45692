"""Archives for tests, made in memory."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

from searchidx.files.readers.content import Content
from searchidx.files.readers.formats import format_of
from searchidx.files.readers.keys import Keys
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchidx.files.readers.remarks import Remark

ARTICLE = "Chợ nổi họp sớm\n\nGhe xuồng tụ về từ tờ mờ sáng."


def make_zip(members: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of the members, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tar_member(name: str, content: str | bytes = ARTICLE) -> tuple[tarfile.TarInfo, bytes]:
    """The header of a regular file and its bytes."""
    data = content.encode() if isinstance(content, str) else content
    info = tarfile.TarInfo(name)
    info.size = len(data)
    return info, data


def make_tar(*members: tuple[tarfile.TarInfo, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive of the members, not compressed."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
        for info, data in members:
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def read_archive(name: str, data: bytes) -> tuple[list[Document], list[Remark]]:
    """The documents of an archive in the folder `dir`, and the remarks on it."""
    file_format = format_of(name)
    assert file_format is not None
    documents: list[Document] = []
    remarks: list[Remark] = []
    for item in file_format.load()(Content(f"dir/{name}", name, io.BytesIO(data)), Keys()):
        if isinstance(item, Document):
            documents.append(item)
        else:
            remarks.append(item)
    return documents, remarks
