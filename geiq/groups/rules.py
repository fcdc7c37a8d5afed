"""The laws of the structures: what each kind may be, who may be a member of a group."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clauses.people.employments.rules import EmployerKind
from clauses.people.employments.trades.rules import parse_trade
from facilitator.formats import day
from facilitator.words import RuleBroken

STRUCTURE_KINDS = (
    EmployerKind.GEIQ,
    EmployerKind.EI,
    EmployerKind.ACI,
    EmployerKind.AI,
    EmployerKind.ETTI,
    EmployerKind.EA,
    EmployerKind.EATT,
    EmployerKind.ESAT,
    EmployerKind.NEIGHBOURHOOD,
)
"""What employs people in insertion; the GEIQ alone has members (Code du travail, L1253-1)."""


def check_member(group: EmployerKind) -> None:
    """Refuse a member company to what is not a group of employers."""
    if group is not EmployerKind.GEIQ:
        raise RuleBroken("Seul un GEIQ a des entreprises adhérentes.", "organisation_id")


MOST_PEOPLE = 5_000
"""People that one structure employs at once: more is a typing fault."""


def check_capacity(capacity: int | None, field: str = "capacity") -> None:
    """Refuse a capacity that is none."""
    if capacity is not None and not 1 <= capacity <= MOST_PEOPLE:
        raise RuleBroken(f"Une capacité va de 1 à {MOST_PEOPLE} personnes.", field)


def check_structure(kind: EmployerKind) -> None:
    """Refuse what is not an insertion structure nor a GEIQ."""
    if kind not in STRUCTURE_KINDS:
        raise RuleBroken("Choisissez un GEIQ ou une structure d’insertion.", "kind")


@dataclass(frozen=True)
class Membership:
    """The days during which a company is a member; `until` None: today still."""

    since: date
    until: date | None = None


def check_membership(span: Membership, others: Iterable[Membership]) -> None:
    """Refuse an end before its start, or days that another membership of the company already covers."""
    if span.until is not None and span.until < span.since:
        raise RuleBroken(f"La fin vient avant le début ({day(span.since)}).", "until")
    for other in others:
        if span.since <= (other.until or date.max) and other.since <= (span.until or date.max):
            raise RuleBroken(f"Cette entreprise est déjà adhérente depuis le {day(other.since)}.", "since")


def parse_trades(text: str) -> dict[str, int | None]:
    """Trades as typed, one a line, with how many people: `Maçon VRD ; 4`. Raises `RuleBroken` on `trades`."""
    found: dict[str, int | None] = {}
    for line in (one.strip() for one in text.splitlines()):
        if not line:
            continue
        said, _, number = line.partition(";")
        trade, number = parse_trade(said), number.strip()
        if not trade:
            raise RuleBroken(f"« {line} » : indiquez le métier avant le point-virgule.", "trades")
        if number and not (number.isascii() and number.isdigit()):
            raise RuleBroken(f"« {line} » : après le point-virgule, un nombre de personnes.", "trades")
        found[trade] = int(number) if number else None
        check_capacity(found[trade], "trades")
    return found


def written_trades(trades: Iterable[tuple[str, int | None]]) -> str:
    """The trades as they are typed."""
    return "\n".join(f"{trade} ; {capacity}" if capacity else trade for trade, capacity in trades)
