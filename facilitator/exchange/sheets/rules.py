"""What a sent spreadsheet may weigh, why one is refused, and what was read of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from facilitator.words import RuleBroken, Word

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a file may weigh and what its reading may cost (OWASP ASVS 5.2.3; reliability dossier G1)."""

    bytes_in: int = 5 * MEGABYTE
    bytes_out: int = 60 * MEGABYTE
    """Once unpacked."""
    ratio: int = 100
    """Unpacked over packed."""
    parts: int = 200
    """Files inside the archive that a workbook is."""
    sheets: int = 60
    rows: int = 20_000
    """Of all the sheets together."""
    columns: int = 120
    cell: int = 2_000
    """Characters."""
    memory: int = 256 * MEGABYTE
    cpu_seconds: int = 20
    seconds: int = 30


UPLOAD = Limits()
HISTORY = Limits(
    bytes_in=40 * MEGABYTE,
    bytes_out=600 * MEGABYTE,
    rows=200_000,
    memory=1024 * MEGABYTE,
    cpu_seconds=60,
    seconds=120,
)
"""For the past years of a whole territory: a facilitator's import, in a process of its own."""


class Refusal(Word):
    """Why a file is not read. The label is the whole sentence; `{…}` are names of `Limits`."""

    EMPTY = "empty", "Ce fichier est vide."
    HEAVY = (
        "heavy",
        "Ce fichier est trop lourd : {bytes_in} Mo au plus. Envoyez une année ou un marché à la fois.",
    )
    MACRO = (
        "macro",
        "Ce classeur contient des macros : enregistrez-le en « Classeur Excel (.xlsx) », sans macro.",
    )
    ENCRYPTED = (
        "encrypted",
        "Ce classeur est protégé par un mot de passe : enlevez la protection, puis renvoyez-le.",
    )
    HTML = (
        "html",
        "Ce fichier est une page web renommée : ouvrez-le dans votre tableur et enregistrez-le en .xlsx.",
    )
    XML = "xml", "Ce fichier est en XML : ouvrez-le dans votre tableur et enregistrez-le en .xlsx."
    PDF = "pdf", "Ce fichier est un PDF : envoyez le tableau lui-même (.xlsx, .ods ou .csv)."
    IMAGE = "image", "Ce fichier est une image : envoyez le tableau lui-même (.xlsx, .ods ou .csv)."
    DOCUMENT = (
        "document",
        "Ce fichier est un document texte : copiez son tableau dans un tableur, puis envoyez-le.",
    )
    ARCHIVE = "archive", "Ce fichier est une archive : envoyez le classeur qu’elle contient, pas l’archive."
    FOREIGN = "foreign", "Ce fichier n’est pas un tableau : envoyez un fichier .xlsx, .xls, .ods ou .csv."
    BROKEN = (
        "broken",
        "Ce fichier est abîmé : ouvrez-le dans votre tableur, enregistrez-le, puis renvoyez-le.",
    )
    BOMB = "bomb", "Ce fichier se déplie en un volume démesuré : copiez le tableau dans un classeur neuf."
    ENTITIES = (
        "entities",
        "Ce classeur contient des définitions XML interdites : copiez le tableau dans un classeur neuf.",
    )
    LINKS = (
        "links",
        "Ce classeur lit des valeurs dans un autre fichier : collez les valeurs dans un classeur neuf.",
    )
    SHEETS = "sheets", "Ce classeur a trop de feuilles : {sheets} au plus."
    ROWS = "rows", "Ce fichier a trop de lignes : {rows} au plus. Découpez-le par année ou par marché."
    COLUMNS = (
        "columns",
        "Ce tableau est trop large : {columns} colonnes au plus. Supprimez les colonnes inutiles.",
    )
    CELL = "cell", "Une cellule contient un texte trop long : {cell} caractères au plus."
    MEMORY = (
        "memory",
        "Ce classeur demande trop de mémoire, ou contient une cellule très loin du tableau : "
        "copiez le tableau dans un classeur neuf.",
    )
    TIME = "time", "Ce fichier demande trop de temps à lire : copiez le tableau dans un classeur neuf."


class Unreadable(RuleBroken):
    """A file that is not read, and why."""

    def __init__(self, refusal: Refusal, limits: Limits = UPLOAD, place: str = "") -> None:
        shown = {name: f"{value:,}".replace(",", "\u202f") for name, value in vars(limits).items()}
        shown["bytes_in"] = str(limits.bytes_in // MEGABYTE)
        sentence = refusal.label.format(**shown)
        super().__init__(f"{sentence} ({place})" if place else sentence, "file")
        self.refusal = refusal


@dataclass(frozen=True)
class Row:
    """A row: its number in the sheet, as the spreadsheet shows it, and its cells as text."""

    number: int
    cells: list[str]


@dataclass
class Sheet:
    """One sheet: its name, whether it is hidden, its rows that hold something."""

    name: str
    hidden: bool = False
    rows: list[Row] = field(default_factory=list)


@dataclass
class Sheets:
    """A whole file, read: its name and its sheets in their order."""

    name: str
    sheets: list[Sheet] = field(default_factory=list)

    def __iter__(self) -> Iterator[Sheet]:
        """The visible sheets."""
        return (sheet for sheet in self.sheets if not sheet.hidden)

    @property
    def count(self) -> int:
        """Rows that hold something, in the visible sheets."""
        return sum(len(sheet.rows) for sheet in self)

    def hidden(self, name: str) -> Sheet | None:
        """A hidden sheet by its name."""
        return next((sheet for sheet in self.sheets if sheet.hidden and sheet.name == name), None)
