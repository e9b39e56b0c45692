"""What a worker process does: it receives calls from its parent and sends back replies.

A worker reads requests from its standard input and writes replies to its standard output. First it writes
`READY_LINE`. After that both pipes carry messages. A message is eight bytes with the size of a pickle, then
the pickle. A request is a `Call`, and its reply is a `Reply`. The parent's side is in processes.py.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import traceback
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

READY_LINE = b"searchidx worker is ready\n"
"""The first bytes from a worker. It writes them when it is ready to receive calls."""

_MESSAGE_SIZE = struct.Struct("<Q")


class Call(NamedTuple):
    """A request: a function and its arguments. The function is pickled as its module and name."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class Failure(NamedTuple):
    """An exception that a function raised in a worker: its class and text in one line, and its traceback."""

    summary: str
    traceback: str


class Reply(NamedTuple):
    """The answer to a call: the result of the function or, if it raised an exception, the failure."""

    result: Any
    failure: Failure | None = None


def serve() -> None:
    """Answer the calls from standard input until it ends. This is the whole life of a worker.

    A result that cannot be pickled raises an exception, which ends the worker.
    """
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a function prints must not get between the replies
    replies.write(READY_LINE)
    replies.flush()
    with suppress(EOFError):
        while True:
            send(replies, _execute(receive(requests)))


def _execute(call: Call) -> Reply:
    try:
        return Reply(call.function(*call.arguments))
    except Exception as error:
        summary = " ".join("".join(traceback.format_exception_only(error)).split())
        return Reply(None, Failure(summary, traceback.format_exc()))


def send(pipe: IO[bytes], value: Any) -> None:
    """Write a value to a pipe as one message, and flush the pipe."""
    data = pickle.dumps(value, protocol=5)
    pipe.write(_MESSAGE_SIZE.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Wait for one message from a pipe, and return its value. Raises EOFError if the pipe ends first."""
    (size,) = _MESSAGE_SIZE.unpack(_read_exactly(pipe, _MESSAGE_SIZE.size))
    return pickle.loads(_read_exactly(pipe, size))


def _read_exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data
