"""Reading a file that somebody sent: looked at here, read in a limited process, told in batches."""

import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import msgspec

from facilitator.exchange.sheets.look import look
from facilitator.exchange.sheets.rules import UPLOAD, Limits, Refusal, Row, Sheet, Sheets, Unreadable

ROOT = Path(__file__).resolve().parents[3]
READER = "facilitator.exchange.sheets.reader"
LARGEST_FRAME = 64 * 1024 * 1024
OUT_OF_TIME = {-9, -24}
"""Killed by our own clock (SIGKILL), or by the limit of CPU time (SIGXCPU)."""

decode = msgspec.msgpack.Decoder().decode


def read_sheet(path: Path, name: str, limits: Limits = UPLOAD) -> Sheets:
    """The whole file in memory. Raises `Unreadable` (a `RuleBroken` of the field `file`)."""
    read = Sheets(name)
    for frame in frames_of(path, limits):
        if frame[0] == "sheet":
            read.sheets.append(Sheet(frame[1], frame[2]))
        else:
            read.sheets[-1].rows.extend(Row(number, cells) for number, cells in frame[1])
    if not any(sheet.rows for sheet in read):
        raise Unreadable(Refusal.EMPTY)
    return read


def frames_of(path: Path, limits: Limits = UPLOAD) -> Iterator[list[Any]]:
    """What the reader says as it reads: `["sheet", name, hidden, height]`, `["rows", [[number, cells]…]]`.

    Raises `Unreadable`, at once or along the way. The reader ends with the iteration.
    """
    asked = {"path": str(path), "kind": look(path, limits), "limits": asdict(limits)}
    child = subprocess.Popen(
        [sys.executable, "-m", READER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "1"},
    )
    clock = threading.Timer(limits.seconds, child.kill)
    clock.daemon = True
    clock.start()
    try:
        yield from _heard(child, asked, limits)
    finally:
        clock.cancel()
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        child.wait()


def _heard(child: subprocess.Popen[bytes], asked: dict[str, Any], limits: Limits) -> Iterator[list[Any]]:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("the reader has no pipes")
    with suppress(BrokenPipeError):  # already dead: what it left unsaid tells why
        child.stdin.write(msgspec.msgpack.encode(asked))
        child.stdin.close()
    while (frame := _frame(child.stdout)) is not None:
        if frame[0] == "end":
            return
        if frame[0] == "refused":
            raise Unreadable(Refusal(frame[1]), limits)
        yield frame
    ended = child.wait()
    if ended in OUT_OF_TIME:
        raise Unreadable(Refusal.TIME)
    raise Unreadable(Refusal.MEMORY if ended < 0 else Refusal.BROKEN)


def _frame(out: IO[bytes]) -> list[Any] | None:
    """The next frame; None when the reader died."""
    head = out.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    body = out.read(length) if length <= LARGEST_FRAME else b""
    if len(body) < length:
        return None
    frame: list[Any] = decode(body)
    return frame
