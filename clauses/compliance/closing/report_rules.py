"""The final report of a contract: its figures as they are kept, and what it says. No participant's name.

Sources: domain dossier §5.1, steps 11 and 12 (a crossed report attests performance; exits are followed at
three, six and twelve months). Hours are whole minutes; each total is the sum of the lines above it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clauses.compliance.closing.paper.rules import Document, Section, Table, add_up
from clauses.contracts.workload.rules import in_people
from facilitator.formats import NBSP, day, hours, number, percent


@dataclass(frozen=True)
class Line:
    """The hours of one company on one clause, in minutes. What it lets others carry is on their line."""

    clause: str
    organisation_id: int
    company: str
    party: str
    owed: int
    declared: int
    validated: int
    counted: int

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """Owed, declared, validated, counted."""
        return self.owed, self.declared, self.validated, self.counted


@dataclass(frozen=True)
class Share:
    """Validated and counted minutes of one kind."""

    label: str
    validated: int
    counted: int


@dataclass(frozen=True)
class Count:
    """How many of a kind; `many` None: too few to be told."""

    label: str
    many: int | None


@dataclass(frozen=True)
class People:
    """Who worked, in numbers that designate nobody."""

    total: int | None
    least: int
    groups: tuple[Count, ...] = ()
    jobs: int | None = 0
    """Employment contracts; None: too few to be told."""
    exits: tuple[Count, ...] = ()
    after: tuple[str, ...] = ()
    """What became of them at three, six and twelve months, in sentences; empty while nobody was asked."""


@dataclass(frozen=True)
class Event:
    """Something that happened."""

    on: date
    what: str


@dataclass(frozen=True)
class Report:
    """A final report, as its data is kept. Its order is the paper's."""

    reference: str
    title: str
    buyer: str
    body: str
    made_on: date
    edition: int
    notified_on: date | None
    ends_on: date | None
    lines: tuple[Line, ...]
    modalities: tuple[Share, ...]
    employers: tuple[Share, ...]
    people: People
    events: tuple[Event, ...]
    state: str
    why: str
    learned: str

    @property
    def totals(self) -> tuple[int, int, int, int]:
        """Owed, declared, validated, counted: the sums of the lines."""
        owed, declared, validated, counted = add_up([(0, 0, 0, 0), *(line.figures for line in self.lines)])
        return owed, declared, validated, counted


def told(counts: Sequence[Count], least: int) -> tuple[int | None, tuple[Count, ...]]:
    """The total and its parts as they may be read: no part under `least`, nor told by difference."""
    met = [one for one in counts if one.many]
    total = sum(one.many or 0 for one in met)
    if total and total < least:
        return None, ()
    hidden = any((one.many or 0) < least for one in met)
    return total, () if hidden else tuple(met)


HEAD = ("Clause", "Entreprise", "Dues", "Déclarées", "Validées", "Comptées")
UNKNOWN = (
    "Ce qui n’est pas encore connu : la situation des personnes trois, six et douze mois après la fin de "
    "leur contrat. Ce bilan ne le dit pas, et ne l’estime pas."
)
HOW_COUNTED = (
    "Dues : l’objectif en vigueur au jour du bilan, avenants compris. Déclarées : envoyées par les "
    "entreprises. Validées : contrôlées par le facilitateur. Comptées : ce que les heures validées valent "
    "pour la clause."
)


def document(report: Report) -> Document:
    """The paper of a report."""
    return Document(
        title=f"Bilan final du marché {report.reference}",
        author=report.body,
        on=report.made_on,
        facts=tuple(_facts(report)),
        sections=tuple(_sections(report)),
        footer=f"{report.body}, bilan final du marché {report.reference}, édition {report.edition}, "
        f"{day(report.made_on)}. Aucune personne n’y est nommée.",
    )


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    yield "Objet", report.title
    yield "Acheteur", report.buyer
    yield "Suivi par", report.body
    if report.notified_on:
        yield "Notifié le", day(report.notified_on)
    if report.ends_on:
        yield "Fin du marché", day(report.ends_on)
    yield "Bilan du", f"{day(report.made_on)} (édition {report.edition})"


def missing_in(lines: Sequence[Line]) -> int:
    """Minutes still missing: what one clause does beyond its target fills no other."""
    clauses = dict.fromkeys(one.clause for one in lines)
    left = (sum(one.owed - one.counted for one in lines if one.clause == clause) for clause in clauses)
    return sum(max(0, minutes) for minutes in left)


def verdict(lines: Sequence[Line]) -> str:
    """`1 204 h comptées sur 1 150 h dues : l’objectif est atteint.`"""
    owed, counted = add_up([(0, 0), *((one.owed, one.counted) for one in lines)])
    if not owed:
        return f"{hours(counted)} comptées ; aucune heure n’était due."
    said, missing = f"{hours(counted)} comptées sur {hours(owed)} dues", missing_in(lines)
    if not missing:
        return f"{said}{NBSP}: l’objectif est atteint."
    lacking = f"{hours(missing)} ({in_people(missing)})"
    if missing > owed - counted:
        excess = "ce qu’une clause fait en plus n’en comble pas une autre"
        return f"{said}{NBSP}: il manque {lacking}, {excess}."
    return f"{said} ({percent(Decimal(counted) / owed, 1)}){NBSP}: il manque {lacking}."


def _sections(report: Report) -> Iterator[Section]:
    state = (f"État : {report.state}. {report.why}.",) if report.state else ()
    yield Section("Résultat", (verdict(report.lines), *state))
    yield Section("Heures par clause et par entreprise", (HOW_COUNTED,), hours_table(report.lines))
    yield Section("Comment les heures ont été faites", (), _shares("Modalité", report.modalities))
    yield Section("Chez quels employeurs", (), _shares("Type d’employeur", report.employers))
    yield _people(report.people)
    yield _exits(report.people)
    items = tuple(f"{day(one.on)}{NBSP}: {one.what}" for one in report.events)
    yield Section("Déroulement", () if items else ("Rien de particulier n’a été noté.",), None, items)
    learned = tuple(one.strip() for one in report.learned.splitlines() if one.strip())
    yield Section("Ce qui a été appris", learned or ("Rien n’a été noté.",))


def hours_table(lines: Sequence[Line]) -> Table:
    """The hours by clause and company, with their sums."""
    rows = tuple((one.clause, _company(one), *map(hours, one.figures)) for one in lines)
    sums = add_up([(0, 0, 0, 0), *(one.figures for one in lines)])
    return Table("Heures", HEAD, rows, 2, ("Ensemble", "", *map(hours, sums)))


def _company(line: Line) -> str:
    return f"{line.company} ({line.party})" if line.party else line.company


def _shares(caption: str, shares: Sequence[Share]) -> Table:
    rows = tuple((one.label, hours(one.validated), hours(one.counted)) for one in shares)
    sums = add_up([(0, 0), *((one.validated, one.counted) for one in shares)])
    return Table(caption, (caption, "Validées", "Comptées"), rows, 1, ("Ensemble", *map(hours, sums)))


def _people(people: People) -> Section:
    if people.total is None:
        return Section("Personnes", (f"Moins de {people.least} personnes éligibles ont travaillé.",))
    said: tuple[str, ...] = (f"{number(people.total)} personnes éligibles ont travaillé.",)
    if people.total and not people.groups:
        said += ("Les catégories ne sont pas détaillées : elles désigneraient des personnes.",)
    rows = tuple((one.label, _many(one.many, people.least)) for one in people.groups)
    table = Table("Par catégorie", ("Catégorie", "Personnes"), rows) if rows else None
    return Section("Personnes", said, table)


def _exits(people: People) -> Section:
    if people.jobs is None:
        said = f"Moins de {people.least} contrats de travail : leur suite n’est pas détaillée."
        return Section("Sorties", (said, *(people.after or (UNKNOWN,))))
    text: tuple[str, ...] = (f"{number(people.jobs)} contrats de travail ont servi la clause.",)
    if people.jobs and not people.exits:
        text += ("Leur suite n’est pas détaillée : elle désignerait des personnes.",)
    rows = tuple((one.label, _many(one.many, people.least)) for one in people.exits)
    table = Table("Au jour du bilan", ("Situation", "Contrats"), rows) if rows else None
    return Section("Sorties", (*text, *(people.after or (UNKNOWN,))), table)


def _many(many: int | None, least: int) -> str:
    return f"moins de {least}" if many is None else number(many)
