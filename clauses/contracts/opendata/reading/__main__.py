"""The reader in a process of its own: `python -m clauses.contracts.opendata.reading FILE DAY [SIRET]`.

Writes each batch on its standard output, preceded by its length (four bytes): while this process reads and
checks, the one that asked stores. It has no database and no settings.
"""

import gc
import sys
from datetime import date
from pathlib import Path

import msgspec

from clauses.contracts.opendata.reading.files import Reader


def main(path: str, today: str, authority: str = "") -> None:
    """Read the file to its end."""
    gc.set_threshold(200_000)  # records hold no cycles: looking for some takes a tenth of the time
    encode = msgspec.msgpack.Encoder().encode
    out = sys.stdout.buffer
    for batch in Reader(Path(path), date.fromisoformat(today), authority).batches():
        packed = encode(batch)
        out.write(len(packed).to_bytes(4, "big"))
        out.write(packed)
        out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
