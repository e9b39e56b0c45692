"""The line on a terminal that tells how far indexing is, and Ctrl-C meanwhile."""

from __future__ import annotations

import signal
import sys
import threading
import time

_PAUSE = 0.1
"""Seconds for which a line stands at least."""

_TICK = 1.0
"""Seconds after which it is shown again, though nothing moved: work goes on also between articles."""


class Progress:
    """A line on stderr; nothing where stderr is no terminal.

    It sees to it that Ctrl-C ends the run: Python drops the KeyboardInterrupt that comes while a module is
    imported, or an object is let go of.
    """

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._started = time.monotonic()
        self._next = self._started + _PAUSE
        self._counts = 0, 0, 0
        self._interrupted = False
        self._ended = threading.Event()
        self._clock = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Progress:
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._interrupt)
        if self._shown:
            self._clock.start()
        return self

    def _interrupt(self, *_: object) -> None:
        self._interrupted = True
        raise KeyboardInterrupt

    def update(self, articles: int, files: int, total: int) -> None:
        """Show, now and then and at the end, how many articles are taken and how many files are read."""
        if self._interrupted:
            raise KeyboardInterrupt
        self._counts = articles, files, total
        if self._shown and (files == total or time.monotonic() >= self._next):
            self._show()

    def _tick(self) -> None:
        while not self._ended.wait(_TICK):
            if self._counts[2]:
                self._show()

    def _show(self) -> None:
        from searchidx.terminal import indexing_report

        self._next = time.monotonic() + _PAUSE
        line = indexing_report.progress(*self._counts, seconds=time.monotonic() - self._started)
        print(f"\r{line}", end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if signal.getsignal(signal.SIGINT) == self._interrupt:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if self._shown:
            self._ended.set()
            self._clock.join()
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
