"""A snapshot as it is kept: plain JSON, read back to the same value."""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from clauses.compliance.penalties.facts_rules import Base, Cap, Delay, Hours, Reckoned, Snapshot
from clauses.contracts.rules import CapBasis, HourlyBase, PenaltyFormula, PenaltyTrigger
from clauses.contracts.terms.rules import PenaltyLine

Kept = dict[str, Any]


def to_json(snapshot: Snapshot) -> Kept:
    """What the database keeps."""
    return {
        "on": snapshot.on.isoformat(),
        "hours": asdict(snapshot.hours),
        "ends_on": _text(snapshot.ends_on),
        "delays": {key.value: [_plain(one) for one in rows] for key, rows in snapshot.delays.items()},
        "absences": [on.isoformat() for on in snapshot.absences],
        "notice_on": _text(snapshot.notice_on),
        "deadline": _text(snapshot.deadline),
        "base_day": _text(snapshot.base_day),
        "reckoned": snapshot.reckoned.value,
        "bases": {key.value: _plain(base) for key, base in snapshot.bases.items()},
        "amounts": {key.value: str(amount) for key, amount in snapshot.amounts.items()},
        "lines": [_plain(line) for line in snapshot.lines],
        "cap": _plain(snapshot.cap),
        "floor": _text(snapshot.floor),
        "source": snapshot.source,
        "clause_source": snapshot.clause_source,
    }


def from_json(kept: Kept) -> Snapshot:
    """The snapshot that was kept."""
    return Snapshot(
        on=date.fromisoformat(kept["on"]),
        hours=Hours(**kept["hours"]),
        ends_on=_day(kept["ends_on"]),
        delays={PenaltyTrigger(key): tuple(map(_delay, rows)) for key, rows in kept["delays"].items()},
        absences=tuple(map(date.fromisoformat, kept["absences"])),
        notice_on=_day(kept["notice_on"]),
        deadline=_day(kept["deadline"]),
        base_day=_day(kept["base_day"]),
        reckoned=Reckoned(kept["reckoned"]),
        bases={HourlyBase(key): _base(base) for key, base in kept["bases"].items()},
        amounts={CapBasis(key): Decimal(amount) for key, amount in kept["amounts"].items()},
        lines=tuple(map(_line, kept["lines"])),
        cap=Cap(**_bounds(kept["cap"], "amount", "rate", "basis")),
        floor=_decimal(kept["floor"]),
        source=kept["source"],
        clause_source=kept["clause_source"],
    )


def _text(value: date | Decimal | None) -> str | None:
    return None if value is None else str(value)


def _plain(row: Any) -> Kept:
    """Fields of a frozen dataclass; dates and decimals as text, words as their value."""
    return {name: _text(one) if isinstance(one, date | Decimal) else one for name, one in asdict(row).items()}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _delay(kept: Kept) -> Delay:
    return Delay(kept["label"], date.fromisoformat(kept["due_on"]), _day(kept["done_on"]), kept["excused"])


def _base(kept: Kept) -> Base:
    return Base(Decimal(kept["amount"]), kept["source"], _day(kept["since"]))


def _bounds(kept: Kept, amount: str, rate: str, basis: str) -> Kept:
    """A ceiling's three fields, under these names."""
    of = kept[basis]
    return {
        amount: _decimal(kept[amount]),
        rate: _decimal(kept[rate]),
        basis: CapBasis(of) if of else None,
    }


def _line(kept: Kept) -> PenaltyLine:
    return PenaltyLine(
        **kept
        | _bounds(kept, "cap_amount", "cap_rate", "cap_basis")
        | {
            "trigger": PenaltyTrigger(kept["trigger"]),
            "formula": PenaltyFormula(kept["formula"]),
            "amount": Decimal(kept["amount"]),
            "factor": _decimal(kept["factor"]),
            "base": HourlyBase(kept["base"]),
        }
    )


def digest(kept: Kept) -> str:
    """A fingerprint of what was kept: the same facts give the same one."""
    told = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
