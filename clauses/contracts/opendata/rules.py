"""The words of an import, and the law that makes contracts out of publications."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from clauses.contracts.opendata.reading.shapes import Party, Record, digest, encode_record
from facilitator.words import Word

Token = tuple[str, str | int | None]
SILENT_AFTER_SECONDS = 60
"""An import that has not shown progress for this long has lost its process."""


class ImportState(Word):
    """Where an import is."""

    WAITING = "waiting", "En attente"
    PREVIEWING = "previewing", "Lecture d’essai en cours"
    PREVIEWED = "previewed", "À confirmer"
    RUNNING = "running", "En cours"
    DONE = "done", "Terminé"
    INTERRUPTED = "interrupted", "Interrompu"
    FOREIGN = "foreign", "Fichier refusé"

    @property
    def is_under_way(self) -> bool:
        """Whether a process is at work."""
        return self in (ImportState.WAITING, ImportState.PREVIEWING, ImportState.RUNNING)


def state_seen(state: ImportState, beat_at: datetime, now: datetime) -> ImportState:
    """A work under way that gives no sign of life has lost its process: it is interrupted."""
    lost = (now - beat_at).total_seconds() > SILENT_AFTER_SECONDS
    return ImportState.INTERRUPTED if state.is_under_way and lost else state


class RefusedState(Word):
    """What became of a refused record."""

    OPEN = "open", "À réparer"
    MENDED = "mended", "Réparé et importé"
    DROPPED = "dropped", "Écarté"


class NoteKind(Word):
    """What was done to a published value."""

    REPAIRED = "repaired", "Réparée"
    SET_ASIDE = "set_aside", "Mise de côté"
    DOUBTFUL = "doubtful", "Gardée, à vérifier"


@dataclass(frozen=True)
class Version:
    """One publication: its record, its content's hash, its last day, the import that brought it."""

    record: Record
    content: bytes
    latest_on: str
    import_id: int
    notes: str = "[]"
    contract_id: int | None = None

    @property
    def rank(self) -> tuple[str, int, bytes]:
        """The later publication wins, else the richer, else whatever the content settles.

        Never the order of the readings, nor how often one was interrupted: an import that is killed
        and run again ends as a whole one does, with or without published days.
        """
        said = len(self.record.changes) + len(self.record.subcontracts) + len(self.record.subcontract_changes)
        return (self.latest_on, said, self.content)

    @property
    def tokens(self) -> list[Token]:
        """What it shares with the other publications of its contract: the amount, each holder."""
        holders: list[Token] = [(party.scheme, party.id or party.name) for party in self.record.holders]
        return [("amount", self.record.amount), *holders]


@dataclass
class Published:
    """One contract, as its publications tell it together."""

    versions: list[Version]
    record: Record = field(init=False)
    notes: str = field(init=False)
    latest_on: str = field(init=False)

    def __post_init__(self) -> None:
        """The last publication speaks; holders are joined over those that give its amount."""
        last = max(self.versions, key=lambda version: version.rank)
        self.notes, self.latest_on = last.notes, last.latest_on
        self.record = last.record
        same = [version.record for version in self.versions if version.record.amount == last.record.amount]
        if len(same) > 1:
            self.record = _with_holders(last.record, joined(record.holders for record in same))

    @property
    def content(self) -> bytes:
        """A hash of the publications: equal means that nothing new was read."""
        contents = sorted(version.content for version in self.versions)
        return contents[0] if len(contents) == 1 else digest(b"".join(contents))

    @property
    def contract_ids(self) -> list[int]:
        """The stored contracts that these publications were told of, the oldest first."""
        return sorted({each.contract_id for each in self.versions if each.contract_id is not None})

    @property
    def shown(self) -> tuple[bytes, str]:
        """What a reader sees of it."""
        return (encode_record(self.record), self.notes)

    @classmethod
    def of(cls, versions: Iterable[Version]) -> Self:
        """One contract from its publications, in a stable order."""
        return cls(sorted(versions, key=lambda version: version.rank))


def _with_holders(record: Record, holders: list[Party]) -> Record:
    values = {name: getattr(record, name) for name in record.__struct_fields__}
    return Record(**values | {"holders": holders})


def joined(lists: Iterable[list[Party]]) -> list[Party]:
    """The holders of several publications, each once (a contract repeated once per supplier)."""
    found: dict[tuple[str, str], Party] = {}
    for party in (party for parties in lists for party in parties):
        found.setdefault((party.scheme, party.id or party.name), party)
    return sorted(found.values(), key=lambda party: (party.scheme, party.id, party.name))


class Telling:
    """The contracts that the publications of one key speak of, as they come.

    Two publications speak of the same contract when they give the same amount (a contract repeated once
    per supplier, its whole amount each time) or share a holder (a republication). Another amount and
    other holders is another contract that reuses the number: a lot. The answer depends on the
    set of publications alone, never on the order in which they were read.
    """

    def __init__(self, versions: Iterable[Version] = ()) -> None:
        self.contents: set[bytes] = set()
        self.told: dict[Token, Published] = {}
        self.touched: list[Published] = []
        for version in versions:
            self.add(version)
        self.touched = []

    @property
    def contracts(self) -> list[Published]:
        """Each contract once, in a stable order."""
        unique = {id(each): each for each in self.told.values()}
        return sorted(unique.values(), key=lambda each: each.content)

    def add(self, version: Version) -> str:
        """Hear one more publication: it `created` a contract, `updated` one, or left all `unchanged`."""
        if version.content in self.contents:
            return "unchanged"
        self.contents.add(version.content)
        alike = {id(each): each for token in version.tokens if (each := self.told.get(token))}
        versions = [version, *(other for each in alike.values() for other in each.versions)]
        published = Published.of(versions)
        for heard in versions:
            self.told.update(dict.fromkeys(heard.tokens, published))
        self.touched = [each for each in self.touched if id(each) not in alike] + [published]
        if not alike:
            return "created"
        same = len(alike) == 1 and next(iter(alike.values())).shown == published.shown
        return "unchanged" if same else "updated"


def contracts_told_by(versions: Iterable[Version]) -> list[Published]:
    """The contracts that these publications (of one key) speak of together."""
    return Telling(versions).contracts
