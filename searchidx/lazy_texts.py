"""A sequence of texts that is computed when it is first read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable


class LazyTexts(Sequence[str]):
    """The texts that a function returns. The function is called at most once, and not before it is needed."""

    def __init__(self, compute: Callable[[], Sequence[str]]) -> None:
        self._compute = compute

    @cached_property
    def _texts(self) -> Sequence[str]:
        return self._compute()

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return self._texts[index]
