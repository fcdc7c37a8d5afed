"""The seal of an audit event: a SHA-256 over the event and the seal before it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple


class Subject(NamedTuple):
    """What an event is about, when its row is not at hand: the kind of thing and its number."""

    kind: str
    id: int | None = None


GENESIS = "0" * 64
COVERED = {
    "user": "user_id",
    "role": "role",
    "organisation": "organisation_id",
    "action": "action",
    "kind": "subject_kind",
    "subject": "subject_id",
    "details": "details",
}
"""What is sealed, by the column that holds it."""


def facts(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the seal covers of an event, besides the instant; `told` is by column."""
    return {word: told[column] for word, column in COVERED.items()}


def seal(previous: str, at: datetime, facts: dict[str, Any]) -> str:
    """The event's seal (64 hexadecimal digits) from the previous one, its instant and its facts."""
    body = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    stamp = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{previous}\n{stamp}\n{body}".encode()).hexdigest()
