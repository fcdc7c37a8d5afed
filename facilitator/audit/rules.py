"""The seal of an audit event: a SHA-256 over the event and the seal before it."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, NamedTuple


class Subject(NamedTuple):
    """What an event is about, when its row is not at hand: the kind of thing and its number."""

    kind: str
    id: int | None = None


GENESIS = "0" * 64


def seal(previous: str, at: datetime, facts: dict[str, Any]) -> str:
    """The event's seal (64 hexadecimal digits) from the previous one, its instant and its facts."""
    body = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    stamp = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{previous}\n{stamp}\n{body}".encode()).hexdigest()
