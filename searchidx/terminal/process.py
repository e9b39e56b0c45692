"""The process of the command: its start, its streams and its end; what it does is in `commands.py`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper

from searchidx.terminal.exit_status import FAILED, FOUND, INTERRUPTED


def main() -> None:
    """Be the process of the command: started and ended with nothing that one command does not need."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # or numpy starts threads for algebra: 50 ms of CPU
    gc.disable()  # importing and searching leave no cycles behind; `index`, which runs long, enables it
    status = run()
    with suppress(OSError):  # where nothing can be told, the status tells it
        sys.stderr.flush()
    os._exit(status)  # all is written and closed: what Python would still tidy up takes 15 ms


def run() -> int:
    """Run the command and return its status."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream)
    try:
        from searchidx.terminal.commands import execute  # click, once nothing collects garbage: 3 ms less

        status = execute()
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        # The reader of the pipe has seen enough (click makes an exit of it, with the status of a failure).
        return FOUND
    except KeyboardInterrupt:
        return _ended("interrupted; a change that was not finished is undone", INTERRUPTED)
    except OSError as error:  # the library makes SearchErrors of its own
        return _ended(f"The output cannot be written: {error.strerror}. Write it elsewhere.", FAILED)
    return status


def _ended(why: str, status: int) -> int:
    with suppress(OSError):
        print(f"searchidx: {why}", file=sys.stderr)
    return status
