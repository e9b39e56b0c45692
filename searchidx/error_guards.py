"""What happens to errors that nobody raised on purpose while an index is read or written.

Both functions are used as `with` blocks. The system's errors become a SearchError that names the folder. Any
other exception makes the engine check its files, so that damage is reported as damage.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from searchidx.errors import SearchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.engines.base import Searcher


@contextmanager
def translate_os_errors(folder: str | os.PathLike[str], action: str) -> Iterator[None]:
    """Turn errors of the operating system into SearchErrors that name the folder of the index.

    `action` is the participle for the message: "read", "written" or "made".
    """
    try:
        yield
    except OSError as error:
        raise SearchError(
            f"The index in {os.fspath(folder)!r} cannot be {action}: {error.strerror or error}. "
            "Check the folder, who may use it, and the space on the disk."
        ) from error


@contextmanager
def verify_on_unexpected_error(searcher: Searcher) -> Iterator[Searcher]:
    """Check the index after an exception that nobody expects, and yield the searcher meanwhile.

    Files can be damaged although their checksums are right, and then they fail anywhere, as an IndexError for
    example. If the check finds damage, it raises IndexFormatError; otherwise the exception passes as it is.
    """
    try:
        yield searcher
    except (SearchError, OSError, AttributeError):  # an AttributeError means an argument of the wrong type
        raise
    except Exception:
        searcher.verify()
        raise
