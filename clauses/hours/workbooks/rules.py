"""The words of a workbook of hours: what its columns hold, where its lines stand, where it stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from clauses.people.valuation.rules import MinutesKind
from facilitator.words import Word

LAYOUT_VERSION = "1"
"""Of the template: a workbook downloaded before another version is read as any sheet is."""


class Field(Word):
    """What a column holds."""

    NOTHING = "nothing", "Ne pas lire"
    FULL_NAME = "full_name", "Nom et prénom"
    FAMILY_NAME = "family_name", "Nom"
    GIVEN_NAME = "given_name", "Prénom"
    BIRTH = "birth", "Date de naissance"
    PERIOD = "period", "Mois, semaine ou jour"
    STARTS = "starts", "Début de la période"
    ENDS = "ends", "Fin de la période"
    WORK = "work", "Heures"
    TRAINING = "training", "Heures de formation"
    MENTORING = "mentoring", "Heures de tutorat"
    IN_HEADING = "in_heading", "Heures du mois, de la semaine ou du jour écrit en titre"
    KIND = "kind", "Nature des heures"
    CONTRACT = "contract", "Marché ou chantier"
    LOT = "lot", "Lot"
    COMPANY = "company", "Entreprise"
    SIRET = "siret", "SIRET de l’entreprise"
    EMPLOYER = "employer", "Agence ou employeur"
    CONTRACT_TYPE = "contract_type", "Type de contrat de travail"
    TRADE = "trade", "Poste"
    REMARK = "remark", "Remarque"
    EMPLOYMENT = "employment", "Numéro du contrat de travail"
    COMMITMENT = "commitment", "Numéro de l’engagement"


HOURS = {
    Field.WORK: MinutesKind.WORK,
    Field.TRAINING: MinutesKind.TRAINING,
    Field.MENTORING: MinutesKind.MENTORING,
}
"""Columns of hours, and what they were spent on."""
NAMES = frozenset({Field.FULL_NAME, Field.FAMILY_NAME, Field.EMPLOYMENT})
"""One of them at least says who."""


class LineStatus(Word):
    """What a line of the file would do."""

    ERROR = "error", "Erreur"
    CREATE = "create", "À créer"
    UPDATE = "update", "À mettre à jour"
    UNCHANGED = "unchanged", "Inchangé"
    LEFT = "left", "Laissée de côté"


TONES = {
    LineStatus.ERROR: "bad",
    LineStatus.CREATE: "good",
    LineStatus.UPDATE: "warn",
    LineStatus.UNCHANGED: "neutral",
    LineStatus.LEFT: "neutral",
}


class WorkbookState(Word):
    """Where a sent workbook stands."""

    READ = "read", "À vérifier"
    RUNNING = "running", "Import en cours"
    DONE = "done", "Importé"
    UNDONE = "undone", "Annulé"
    DROPPED = "dropped", "Abandonné"


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Column:
    """A column of the file: its place, its heading, what it holds; the period that its heading says."""

    index: int
    heading: str
    field: Field
    period: Period | None = None


@dataclass(frozen=True)
class Layout:
    """How one sheet is laid out: the row of its headings, its columns, the period it is about, if said."""

    header: int
    columns: tuple[Column, ...]
    period: Period | None = None

    def of(self, wanted: Field) -> int | None:
        """The place of the first column that holds this."""
        return next((column.index for column in self.columns if column.field is wanted), None)

    @property
    def hours(self) -> list[Column]:
        """The columns of hours; a total beside the days or the months it sums is not one."""
        in_heading = [column for column in self.columns if column.field is Field.IN_HEADING]
        return in_heading or [column for column in self.columns if column.field in HOURS]

    def missing(self) -> list[str]:
        """What it lacks to be read, as sentences."""
        found = {column.field for column in self.columns}
        said = []
        if not found & NAMES:
            said.append("Indiquez quelle colonne contient le nom des personnes.")
        if not self.hours:
            said.append("Indiquez quelle colonne contient les heures.")
        when = {Field.PERIOD, Field.STARTS} & found or self.period
        if self.hours and not when and Field.IN_HEADING not in found:
            said.append("Indiquez de quel mois sont ces heures.")
        return said


@dataclass(slots=True)
class Entry:
    """One figure of hours of the file, with all that its row says, read; `errors` by column."""

    sheet: int
    row: int
    column: int
    name: str = ""
    words: str = ""
    """The name's words in alphabetical order: what tells people apart whatever the order of their names."""
    birth: date | None = None
    period: Period | None = None
    minutes: int | None = None
    kind: MinutesKind = MinutesKind.WORK
    contract: str = ""
    lot: str = ""
    company: str = ""
    siret: str = ""
    employer: str = ""
    contract_type: str = ""
    trade: str = ""
    remark: str = ""
    employment: int | None = None
    commitment: int | None = None
    family: str = ""
    given: str = ""
    errors: dict[int, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its place in the file: sheet, row, column."""
        return f"{self.sheet}:{self.row}:{self.column}"


@dataclass
class Counts:
    """What an import would do or did, in lines of statements; errors in lines of the file."""

    error: int = 0
    create: int = 0
    update: int = 0
    unchanged: int = 0
    left: int = 0

    @classmethod
    def of(cls, statuses: Iterable[LineStatus]) -> "Counts":
        """So many of each."""
        found = Counter(statuses)
        return cls(**{status.value: count for status, count in found.items()})

    @property
    def changes(self) -> int:
        """Lines that would be written."""
        return self.create + self.update
