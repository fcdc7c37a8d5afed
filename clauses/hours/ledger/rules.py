"""The words of a statement: its states as each reader names them, what may follow, months and due days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from clauses.contracts.rules import Stage
from facilitator.words import RuleBroken, Word

DEFAULT_DUE_DAY = 10
"""A month is declared by the 10th of the next one, unless a body says otherwise (usual practice)."""


MONTH_LIMIT_MINUTES = 31 * 24 * 60
"""No line holds more: a figure beyond it is a slip of the keyboard."""


class Reader(Word):
    """Who reads a statement: each has its own words for its state."""

    COMPANY = "company", "Entreprise"
    BODY = "body", "Facilitateur"
    BUYER = "buyer", "Maître d’ouvrage"


class State(Word):
    """Where a statement stands. The label is the facilitator's; `seen_by` gives every reader's."""

    EXPECTED = "expected", "Attendu"
    DRAFT = "draft", "En cours de saisie"
    SUBMITTED = "submitted", "À contrôler"
    RETURNED = "returned", "Renvoyé à l’entreprise"
    VALIDATED = "validated", "Validé"

    def seen_by(self, reader: Reader) -> str:
        """The reader's own label."""
        return LABELS[reader].get(self, self.label)


LABELS: dict[Reader, dict[State, str]] = {
    Reader.COMPANY: {
        State.EXPECTED: "À faire",
        State.DRAFT: "En cours",
        State.SUBMITTED: "Envoyé",
        State.RETURNED: "À corriger",
    },
    Reader.BODY: {},
    Reader.BUYER: {
        State.EXPECTED: "En attente de l’entreprise",
        State.DRAFT: "En attente de l’entreprise",
        State.SUBMITTED: "En cours de contrôle",
        State.RETURNED: "En cours de contrôle",
    },
}
OPEN_STATES = (State.EXPECTED, State.DRAFT, State.RETURNED)
"""The company must act."""


class LineState(Word):
    """Where a line stands."""

    ENTERED = "entered", "Saisie"
    RETURNED = "returned", "À corriger"
    VALIDATED = "validated", "Validée"
    REFUSED = "refused", "Correction refusée"


class Source(Word):
    """How a line came."""

    FORM = "form", "Formulaire"
    GRID = "grid", "Grille"
    WORKBOOK = "workbook", "Classeur"
    POOL = "pool", "Répartition d’une globalisation"
    EMPLOYER = "employer", "Employeur (ETTI, GEIQ…)"


DECLARING_STAGES = (Stage.NOTIFIED, Stage.KICK_OFF, Stage.RUNNING, Stage.FINAL_REPORT, Stage.COMPANY_COMMENTS)
"""Stages of a contract during which its months open, and may be declared."""


def receipt_number(sending: int) -> str:
    """The number of a receipt: `D-000123`."""
    return f"D-{sending:06d}"


def first_of(day: date) -> date:
    """The first day of the civil month."""
    return day.replace(day=1)


@lru_cache(maxsize=1000)
def next_month(month: date) -> date:
    """The first day of the next civil month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


@lru_cache(maxsize=1000)
def previous_month(month: date) -> date:
    """The first day of the previous civil month."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


@lru_cache(maxsize=1000)
def last_of(month: date) -> date:
    """The last day of the civil month."""
    return next_month(month) - timedelta(days=1)


def months(start: date, end: date) -> Iterator[date]:
    """The civil months that a span meets, in order; none when it ends before it starts."""
    month = first_of(start)
    while month <= end:
        yield month
        month = next_month(month)


@dataclass(frozen=True)
class Totals:
    """Sums in minutes: declared (sent, or validated), validated, and what they count for."""

    declared: int = 0
    validated: int = 0
    counted: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        """Both together."""
        return Totals(
            self.declared + other.declared, self.validated + other.validated, self.counted + other.counted
        )

    def __sub__(self, other: "Totals") -> "Totals":
        """The difference."""
        return Totals(
            self.declared - other.declared, self.validated - other.validated, self.counted - other.counted
        )


@dataclass(frozen=True)
class Entry:
    """What a total needs of a line."""

    minutes: int
    state: LineState
    counted: int | None = None


def totals(state: State, entries: Iterable[Entry]) -> Totals:
    """The month totals of a statement.

    Drafts are nobody's yet. In a validated month, a pending correction is declared when it adds and
    waits when it takes away: what is declared is never below what is validated.
    """
    declared = validated = counted = 0
    for entry in entries:
        if entry.state is LineState.VALIDATED:
            declared += entry.minutes
            validated += entry.minutes
            counted += entry.counted or 0
        elif entry.state is LineState.REFUSED:
            continue
        elif state is State.SUBMITTED or (state is State.VALIDATED and entry.minutes > 0):
            declared += entry.minutes
    return Totals(declared, validated, counted)


FOLLOWING = {
    State.EXPECTED: {State.DRAFT},
    State.DRAFT: {State.EXPECTED, State.SUBMITTED},
    State.SUBMITTED: {State.DRAFT, State.RETURNED, State.VALIDATED},
    State.RETURNED: {State.SUBMITTED},
    State.VALIDATED: set(),
}
REFUSALS = {
    State.DRAFT: "Ce relevé est déjà envoyé : demandez à le reprendre avant de le modifier.",
    State.EXPECTED: "Ce relevé n’est plus vide.",
    State.SUBMITTED: "Ce relevé est déjà envoyé.",
    State.RETURNED: "Seul un relevé envoyé peut être renvoyé à l’entreprise.",
    State.VALIDATED: "Seul un relevé envoyé peut être validé.",
}
EMPTY = "Ce relevé est vide : indiquez des heures, ou dites « aucune heure ce mois-ci »."
CHECKED = "Seules les lignes renvoyées se corrigent : les autres sont déjà contrôlées."
POOLED = "Ces heures sont réparties par une globalisation : elles se changent dans sa répartition du mois."
LOCKED = (
    "Ce mois est validé : il ne change plus. Une erreur se répare par une ligne de correction, avec son "
    "motif."
)


def check_following(state: State, following: State) -> None:
    """Refuse a state that cannot follow; raises `RuleBroken`."""
    if state is State.VALIDATED:
        raise RuleBroken(LOCKED)
    if following not in FOLLOWING[state]:
        raise RuleBroken(REFUSALS[following])


def check_fillable(state: State) -> None:
    """Refuse to fill what is sent or validated."""
    if state is State.VALIDATED:
        raise RuleBroken(LOCKED)
    if state is State.SUBMITTED:
        raise RuleBroken(REFUSALS[State.DRAFT])


def check_recall(state: State) -> None:
    """Only what is sent and not yet validated is taken back; raises `RuleBroken`."""
    if state is State.VALIDATED:
        raise RuleBroken(LOCKED)
    if state is not State.SUBMITTED:
        raise RuleBroken("Seul un relevé envoyé se reprend.")


def check_minutes(minutes: int) -> None:
    """Refuse a figure that no month can hold; raises `RuleBroken`."""
    if minutes < 0:
        raise RuleBroken("Des heures ne peuvent pas être négatives.", "minutes")
    if minutes > MONTH_LIMIT_MINUTES:
        raise RuleBroken("Aucun mois ne compte autant d’heures.", "minutes")


def check_correction(minutes: int, balance: int, reason: str) -> None:
    """Refuse a correction without reason or effect, or that takes away more than there is."""
    if not reason.strip():
        raise RuleBroken("Indiquez le motif de la correction.", "reason")
    if minutes == 0:
        raise RuleBroken("Une correction ajoute ou retire des heures.", "minutes")
    if balance + minutes < 0:
        raise RuleBroken("Cette correction retirerait plus d’heures qu’il n’y en a ce mois-ci.", "minutes")
