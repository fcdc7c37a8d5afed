"""What a backup says of itself, and whether it is fresh. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

FORMAT = 1
MANIFEST = "manifest.json"
PARTIAL = ".partial"
FILES = "files.tar"
STAMP = "%Y%m%dT%H%M%SZ"
ENDINGS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


@dataclass(frozen=True)
class Figures:
    """What a database holds, in figures that a copy must give again."""

    revision: str
    rows: Mapping[str, int]
    """Rows by table."""
    controls: Mapping[str, int]
    """Control totals by name, in minutes: declared, validated and counted hours of each contract."""
    events: int
    sealed: str
    """The last seal of the journal."""


@dataclass(frozen=True)
class Manifest:
    """What is written beside a backup."""

    created_at: str
    engine: str
    digests: Mapping[str, str]
    """SHA-256 of each file."""
    figures: Figures
    format: int = FORMAT

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)

    @property
    def made(self) -> datetime:
        """When the copy was made."""
        return datetime.fromisoformat(self.created_at)


def read_manifest(text: str) -> Manifest:
    """Raises ValueError, KeyError or TypeError for another file."""
    held: dict[str, Any] = json.loads(text)
    if held["format"] != FORMAT:
        raise ValueError(f"unknown format {held['format']}")
    return Manifest(**held | {"figures": Figures(**held["figures"])})


def name_of(at: datetime) -> str:
    """The folder of a backup made at this instant: names sort as instants do."""
    return at.astimezone(UTC).strftime(STAMP)


def differences(said: Figures, found: Figures) -> list[str]:
    """A French sentence for each figure of the copy that is not what was written beside it."""
    wrong = []
    if said.revision != found.revision:
        wrong.append(f"Schéma : {found.revision} au lieu de {said.revision}.")
    for what, one, other in (("Table", said.rows, found.rows), ("Total", said.controls, found.controls)):
        for name in sorted({*one, *other}):
            if one.get(name) != other.get(name):
                wrong.append(f"{what} {name} : {other.get(name)} au lieu de {one.get(name)}.")
    if (said.events, said.sealed) != (found.events, found.sealed):
        wrong.append(f"Journal : {found.events} événements au lieu de {said.events}, ou un autre sceau.")
    return wrong


def is_fresh(made: datetime | None, hours: int, at: datetime) -> bool:
    """Whether the last backup is younger than so many hours."""
    return made is not None and at - made <= timedelta(hours=hours)
