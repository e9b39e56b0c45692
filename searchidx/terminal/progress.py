"""How does the user see the progress of indexing, and how do they stop it?

A line on the terminal shows the progress. Ctrl-C ends the run at any point.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from typing import NamedTuple

MIN_LINE_SECONDS = 0.1
"""The shortest time for which a line is shown before the next line replaces it."""

REFRESH_SECONDS = 1.0
"""The time between two refreshes of the line, which update the seconds while no article is finished."""

_CLEAR_LINE = "\r\x1b[K"


class _Counts(NamedTuple):
    """The progress of indexing: the articles added, the files read, and the files to read in all."""

    articles: int
    files: int
    total_files: int


class Progress:
    """A context manager that shows a line of progress on stderr, if stderr is a terminal.

    Inside the `with` block, Ctrl-C reliably ends the run. Python may drop a KeyboardInterrupt that is raised
    while an object is destroyed or a module is imported, so the next `update` raises it again.
    """

    def __init__(self) -> None:
        self._visible = sys.stderr.isatty()
        self._started = time.monotonic()
        self._next_line = self._started + MIN_LINE_SECONDS
        self._counts = _Counts(0, 0, 0)
        self._interrupted = False
        self._ended = threading.Event()
        self._refresher = threading.Thread(target=self._refresh, daemon=True)

    def __enter__(self) -> Progress:
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._interrupt)
        if self._visible:
            self._refresher.start()
        return self

    def _interrupt(self, *_: object) -> None:
        self._interrupted = True
        raise KeyboardInterrupt

    def update(self, articles: int, files: int, total_files: int) -> None:
        """Record the progress: `articles` were added and `files` of `total_files` were read so far.

        Show it if the last line is MIN_LINE_SECONDS old or all files are read. Raises KeyboardInterrupt if
        Ctrl-C was pressed.
        """
        if self._interrupted:
            raise KeyboardInterrupt
        self._counts = _Counts(articles, files, total_files)
        if self._visible and (files == total_files or time.monotonic() >= self._next_line):
            self._show()

    def _refresh(self) -> None:
        while not self._ended.wait(REFRESH_SECONDS):
            if self._counts.total_files:
                self._show()

    def _show(self) -> None:
        from searchidx.terminal import indexing_report

        now = time.monotonic()
        self._next_line = now + MIN_LINE_SECONDS
        line = indexing_report.progress(*self._counts, seconds=now - self._started)
        print(f"\r{line}", end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if signal.getsignal(signal.SIGINT) == self._interrupt:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if self._visible:
            self._ended.set()
            self._refresher.join()
            print(_CLEAR_LINE, end="", file=sys.stderr, flush=True)
