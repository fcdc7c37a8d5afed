"""One measure in a process of its own: `python -m clauses.contracts.opendata.bench.measures KIND FILE`.

Prints its seconds and its records as JSON; its peak memory is watched from outside.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ijson
import msgspec

BLOCK = 1024 * 1024
SEAM = b'}, {"id"'
HEAD = b"["


class Social(msgspec.Struct, gc=False):
    """The social considerations of a record."""

    values: list[str] = msgspec.field(name="considerationSociale")


class Small(msgspec.Struct, gc=False):
    """Four fields of a record."""

    id: str
    amount: float | None = msgspec.field(name="montant", default=None)
    social: Social | str | None = msgspec.field(name="considerationsSociales", default=None)


def blocks(path: Path) -> Iterator[bytes]:
    """The records of the generated file, a megabyte of them at a time, as JSON lists."""
    with path.open("rb") as file:
        rest = file.read(BLOCK)
        rest = rest[rest.index(b'{"id"') :]
        while block := file.read(BLOCK):
            rest += block
            cut = rest.rindex(SEAM)
            yield HEAD + rest[: cut + 1] + b"]"
            rest = rest[cut + 3 :]
        yield HEAD + rest[: rest.rindex(b"]}}")] + b"]"


def parse(path: Path) -> int:
    """The fastest constant-memory parse: blocks cut between records for msgspec, nothing checked or kept."""
    decode = msgspec.json.Decoder(list[Small]).decode
    return sum(len(decode(block)) for block in blocks(path))


def incremental(path: Path) -> int:
    """ijson (its C back end): the usual way to read a large JSON file."""
    with path.open("rb") as file:
        return sum(1 for _ in ijson.items(file, "marches.marche.item"))


MEASURES: dict[str, Callable[[Path], int]] = {"parse": parse, "ijson": incremental}


def main(kind: str, file: str) -> None:
    """Run one measure."""
    start = time.perf_counter()
    records = MEASURES[kind](Path(file))
    print(json.dumps({"seconds": time.perf_counter() - start, "records": records}))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
