"""Guards that turn unexpected errors into errors for users while an index is read or written.

Both functions are used in a `with` statement. `translate_os_errors` turns an error of the operating system
into a SearchError. `verify_on_unexpected_error` checks the files of the index after any other unexpected
exception, because damaged files may have caused it.
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
    """Turn an error of the operating system into a SearchError that names the folder of the index.

    `action` completes the message "The index cannot be ...": "read", "written" or "made".
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
    """Yield the searcher, and verify the whole index if the `with` block raises an unexpected exception.

    Files may be damaged although their checksums are right. Such damage can raise any exception anywhere, for
    example an IndexError. If the verification finds damage, it raises IndexFormatError. Otherwise the
    original exception is raised again. SearchError, OSError and AttributeError pass without verification.
    """
    try:
        yield searcher
    except (SearchError, OSError, AttributeError):  # AttributeError: an argument has the wrong type
        raise
    except Exception:
        searcher.verify()
        raise
