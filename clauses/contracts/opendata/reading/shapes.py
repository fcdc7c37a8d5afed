"""What a published record is once read: normalised, the same whether it came as JSON or as XML.

The encoded record (`body`) is what is stored and what is hashed: two records with the same body are
the same publication, whatever the order, the format or the dirt of the files they came from. Only
append optional fields here: a default is not encoded, so that old bodies keep their hash.
Amounts are whole cents, dates are ISO days (`2024-05-15`), both already checked.
"""

from hashlib import blake2b
from typing import Any

import msgspec
from msgspec import Struct


class Party(Struct, omit_defaults=True, gc=False):
    """A holder or a subcontractor as published; `linked` says that its SIRET is a valid one."""

    id: str = ""
    scheme: str = "SIRET"
    name: str = ""
    linked: bool = True


class Change(Struct, omit_defaults=True, gc=False):
    """A published modification; without months, amount nor holders it changes nothing."""

    number: str = ""
    notified_on: str | None = None
    published_on: str | None = None
    months: int | None = None
    amount: int | None = None
    holders: list[Party] = []
    purpose: str = ""


class Subcontract(Struct, omit_defaults=True, gc=False):
    """A published subcontracting act, or (without party) a later change of one."""

    number: str = ""
    party: Party | None = None
    notified_on: str | None = None
    published_on: str | None = None
    months: int | None = None
    amount: int | None = None


class Record(Struct, omit_defaults=True, gc=False, kw_only=True):
    """One publication of one contract."""

    buyer: str
    number: str
    object: str
    concession: bool = False
    buyer_name: str = ""
    cpv: str = ""
    nature: str = ""
    procedure: str = ""
    techniques: list[str] = []
    executions: list[str] = []
    place_code: str = ""
    place_type: str = ""
    place_name: str = ""
    months: int | None = None
    notified_on: str | None = None
    published_on: str | None = None
    started_on: str | None = None
    amount: int | None = None
    clause: bool = False
    criterion: bool = False
    reserved: bool = False
    ccag: str = ""
    framework: str = ""
    grouping: str = ""
    holders: list[Party] = []
    changes: list[Change] = []
    subcontracts: list[Subcontract] = []
    subcontract_changes: list[Subcontract] = []


class Note(Struct, gc=False):
    """What was done to one value: `kind` is `repaired`, `set_aside` or `doubtful`; reason in French."""

    field: str
    original: str
    value: str
    kind: str
    reason: str


class Row(Struct, array_like=True, gc=False):
    """What the store needs of one accepted record; it travels between processes as a plain list."""

    position: int
    key: bytes
    latest_on: str
    buyer: str
    number: str
    cpv: str
    department: str
    concerned: bool
    """A social clause, or a reservation: what may be followed."""
    notified_on: str | None
    amount: int | None
    changes: int
    """Modifications published so far."""
    body: bytes
    notes: str

    @property
    def content(self) -> bytes:
        """What stands for the publication; worked out by the process that stores, which has the time."""
        return digest(self.body)


class Refusal(Struct, array_like=True, gc=False):
    """A record that cannot be identified or trusted, with its raw content (JSON) to mend it."""

    position: int
    uid: str
    field: str
    reason: str
    raw: str


class Batch(Struct, array_like=True, gc=False):
    """Some records of a file, in its order, and how far the reading is."""

    rows: list[Row]
    refusals: list[Refusal]
    skipped: int = 0
    repaired: int = 0
    set_aside: int = 0
    done: int = 0
    """Bytes of the file read so far."""
    stop: str = ""
    """Why the reading stopped before the end: `interrupted` or `foreign` ('' when it did not)."""
    sentence: str = ""


NO_NOTES = "[]"
encode_record = msgspec.json.Encoder().encode
decode_record = msgspec.json.Decoder(Record).decode
encode_notes = msgspec.json.Encoder().encode
decode_notes = msgspec.json.Decoder(list[Note]).decode


def digest(data: bytes) -> bytes:
    """Sixteen bytes that stand for the data."""
    return blake2b(data, digest_size=16).digest()


def latest_day(record: Record) -> str:
    """The last publication day the record shows, changes and acts included ('' when it shows none)."""
    if not (record.changes or record.subcontracts or record.subcontract_changes):
        return record.published_on or ""
    days: list[Any] = [record.published_on]
    days += [change.published_on for change in record.changes]
    days += [act.published_on for act in record.subcontracts]
    days += [act.published_on for act in record.subcontract_changes]
    return max((day for day in days if day), default="")
