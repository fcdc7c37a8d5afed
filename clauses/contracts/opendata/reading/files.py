"""A file, read into batches of accepted rows and refusals: the one entry of this room."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from clauses.contracts.opendata.reading import repairs, tolerant
from clauses.contracts.opendata.reading.identity import department_of, key_of
from clauses.contracts.opendata.reading.json_stream import DEPTH_LIMIT, JsonRecords
from clauses.contracts.opendata.reading.shapes import (
    NO_NOTES,
    Batch,
    Record,
    Refusal,
    Row,
    encode_notes,
    encode_record,
    latest_day,
)
from clauses.contracts.opendata.reading.source import FOREIGN, BrokenOff, ForeignFile, Source, decoded
from clauses.contracts.opendata.reading.strict import StrictReader
from clauses.contracts.opendata.reading.xml_stream import XmlRecords

BATCH = 1_000
# Elements that may not look like procurement at all before the file is said to be something else.
PATIENCE = 50
UNREADABLE_REASON = "Cet enregistrement ne se lit pas : son JSON est mal formé, ou il dépasse 16 Mo."
FOREIGN_STOP, BROKEN_STOP = "foreign", "interrupted"


class Reader:
    """Reads a file record by record; `batches()` gives them a thousand at a time."""

    def __init__(self, path: Path, today: date, authority: str = "") -> None:
        self.path = path
        self.today = today
        self.authority = authority
        self.strict = StrictReader(today)
        self.position = 0

    def batches(self) -> Iterator[Batch]:
        """The file, batch by batch; the last one says why it stopped, if it did before the end."""
        batch = Batch([], [])
        source = None
        try:
            source = Source(self.path)
            for run in self._recognised(source):
                for item in run:
                    self._take(item, batch)
                    if not self.position % BATCH:
                        batch.done = source.done
                        yield batch
                        batch = Batch([], [])
        except ForeignFile as stop:
            batch = Batch([], [], stop=FOREIGN_STOP, sentence=str(stop))
        except BrokenOff as stop:
            batch.stop, batch.sentence = BROKEN_STOP, str(stop)
        if source is not None:
            batch.done = source.done
            source.close()
        yield batch

    def _recognised(self, source: Source) -> Iterator[list[Any]]:
        """The records of the file, by runs, once it is sure that it holds some."""
        stream = XmlRecords(source) if source.is_xml else JsonRecords(source)
        waiting: list[Any] = []
        sure = False
        for run in stream:
            if sure:
                yield run
                continue
            waiting += run
            sure = stream.recognised or any(
                tolerant.looks_published(tolerant.unwrapped(value))
                for item in run
                for value in spread(loaded(item))
            )
            if sure:
                stream.recognised = True
                yield waiting
            elif len(waiting) > PATIENCE:
                break
        if not sure and not stream.recognised:
            raise ForeignFile(f"{FOREIGN}.")

    def _take(self, item: Any, batch: Batch) -> None:
        """One record: accepted, refused, or another buyer's."""
        record = None if isinstance(item, dict) else self.strict.read(item)
        if record is None:
            for value in spread(loaded(item)):
                self.position += 1
                self._take_slowly(value, item, batch)
            return
        self.position += 1
        if self.authority and record.buyer != self.authority:
            batch.skipped += 1
        else:
            batch.rows.append(row_of(record, self.position, []))

    def _take_slowly(self, value: Any, item: Any, batch: Batch) -> None:
        if self.authority and tolerant.buyer_of(value) != self.authority:
            batch.skipped += 1
            return
        try:
            if value is UNREADABLE:
                raise tolerant.Refused("", UNREADABLE_REASON)
            record, margin = tolerant.read(value, self.today)
        except tolerant.Refused as refused:
            batch.refusals.append(self._refusal(value, item, refused))
            return
        self._accept(record, margin.notes, batch)

    def _refusal(self, value: Any, item: Any, refused: tolerant.Refused) -> Refusal:
        raw = decoded(bytes(item)) if value is UNREADABLE else json.dumps(value, ensure_ascii=False)
        uid = "" if value is UNREADABLE else tolerant.uid_of(tolerant.unwrapped(value))
        safe = raw.encode("utf-8", "replace").decode().replace("\0", "")
        return Refusal(self.position, uid, refused.field, refused.reason, safe)

    def _accept(self, record: Record, notes: list[Any], batch: Batch) -> None:
        row = row_of(record, self.position, notes)
        batch.rows.append(row)
        if notes:
            kinds = [note.kind for note in notes]
            batch.set_aside += kinds.count(repairs.SET_ASIDE)
            batch.repaired += any(kind != repairs.DOUBTFUL for kind in kinds)


def row_of(record: Record, position: int, notes: list[Any]) -> Row:
    """What the store needs of a record."""
    return Row(
        position,
        key_of(record),
        latest_day(record),
        record.buyer,
        record.number,
        record.cpv,
        department_of(record.place_code, record.place_type),
        record.clause or record.reserved,
        record.notified_on,
        record.amount,
        len(record.changes),
        encode_record(record),
        encode_notes(notes).decode() if notes else NO_NOTES,
    )


class _Unreadable:
    """Stands for what no JSON reader can read."""


UNREADABLE: Any = _Unreadable()


def loaded(item: Any) -> Any:
    """The value of a record: XML gives it, JSON must still be read (NaN says nothing, so null)."""
    if isinstance(item, dict):
        return item
    try:
        return msgspec.json.decode(item)
    except (ValueError, RecursionError):
        pass  # broken in a way that the standard reader may pass over
    try:
        return json.loads(decoded(bytes(item)), parse_constant=_constant, strict=False)
    except (ValueError, RecursionError):
        return UNREADABLE


def spread(value: Any, depth: int = 1) -> Iterator[Any]:
    """The records of a list inside a list of records; anything else is one record, whatever it is worth."""
    first = value
    while isinstance(first, list) and first:
        first = first[0]
    if isinstance(value, list) and isinstance(first, dict) and depth < DEPTH_LIMIT:
        for inner in value:
            yield from spread(inner, depth + 1)
    else:
        yield value


def _constant(name: str) -> str:
    return "NaN" if name == "NaN" else name
