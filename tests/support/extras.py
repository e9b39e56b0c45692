"""What happens if no extra of this package is installed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from searchidx.files.readers import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


@contextmanager
def without_extras(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the readers that need an extra count as not installed."""
    with monkeypatch.context() as patched:
        patched.setattr(formats, "is_installed", lambda file_format: not file_format.extra)
        yield
