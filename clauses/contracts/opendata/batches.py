"""Where batches come from: this process for a small file, a second one for a large file."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from clauses.contracts.opendata.reading.files import Reader
from clauses.contracts.opendata.reading.shapes import Batch

# Below this many bytes, starting a second process costs more than it saves.
LARGE = 4 * 1024 * 1024
LOST = "La lecture s’est arrêtée brutalement : relancez l’import, ce qui est fait ne sera pas refait."


def batches_of(path: Path, today: date, authority: str = "") -> Iterator[Batch]:
    """The batches of a file, the last one saying why it stopped if it did."""
    if path.is_file() and path.stat().st_size >= LARGE:
        return _beside(path, today, authority)
    return Reader(path, today, authority).batches()


def _beside(path: Path, today: date, authority: str) -> Iterator[Batch]:
    module = "clauses.contracts.opendata.reading"
    command = [sys.executable, "-m", module, str(path.resolve()), today.isoformat(), authority]
    root = Path(__file__).resolve().parents[3]
    decode = msgspec.msgpack.Decoder(Batch).decode
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=1 << 20, cwd=root) as child:
        assert child.stdout is not None
        try:
            while head := child.stdout.read(4):
                yield decode(child.stdout.read(int.from_bytes(head, "big")))
        finally:
            child.stdout.close()
    if child.returncode:
        yield Batch([], [], stop="interrupted", sentence=LOST)
