"""Columns of the chase list: the screen, the CSV and the workbook share them."""

from datetime import date

from clauses.compliance.chase.line_rules import TONES, Line
from clauses.compliance.chase.rules import Debt
from clauses.compliance.contacts.rules import TONES as CONTACT_TONES
from clauses.compliance.contacts.rules import Way
from facilitator.exchange.columns import Column, Kind


def owes(debts: list[Debt]) -> list[str]:
    """What is owed, one phrase a kind."""
    counted: dict[str, int] = {}
    for debt in debts:
        counted[debt.what.label] = counted.get(debt.what.label, 0) + 1
    return [f"{label} : {count}" for label, count in counted.items()]


def _next(line: Line) -> str | None:
    return line.next[0].label if line.next else None


def _next_day(line: Line) -> date | None:
    return line.next[1] if line.next else None


def _way(line: Line) -> Way | None:
    return line.last.way if line.last else None


def _contracts(line: Line) -> int:
    return len({debt.contract_id for debt in line.debts})


COLUMNS = (
    Column("Entreprise", lambda line: line.name, wraps=False),
    Column("Qui doit agir", lambda line: line.turn, tone=lambda line: TONES[line.turn]),
    Column("Depuis le", lambda line: line.since, Kind.DATE),
    Column("Ce qu’elle doit", lambda line: " ; ".join(owes(line.debts))),
    Column("Première échéance", lambda line: line.oldest_due, Kind.DATE),
    Column("Dernière relance", lambda line: line.last.at if line.last else None, Kind.INSTANT),
    Column("Prochaine étape", _next),
    Column("Contact", lambda line: line.contact_state, tone=lambda line: CONTACT_TONES[line.contact_state]),
    Column("SIRET", lambda line: line.siret, on_screen=False),
    Column("En retard, jours ouvrés", lambda line: line.late_days, Kind.NUMBER, on_screen=False),
    Column("Relancée par", lambda line: line.last.by if line.last else None, on_screen=False),
    Column("Relancée par courriel ou SMS", _way, on_screen=False),
    Column("Personne relancée", lambda line: line.last.to if line.last else None, on_screen=False),
    Column("Jour de la prochaine étape", _next_day, Kind.DATE, "", False),
    Column("Personne à joindre", lambda line: line.person.name if line.person else None, on_screen=False),
    Column("Marchés", _contracts, Kind.NUMBER, on_screen=False),
    Column("Maîtres d’ouvrage", lambda line: " ; ".join(line.buyers.values()), on_screen=False),
)
SHOWN = (
    "Choisir",
    "Entreprise",
    "Qui doit agir",
    "Ce qu’elle doit",
    "Dernière relance",
    "Prochaine étape",
    "Contact",
)
"""Headings on the page, which begins each row with its box."""
PREVIEW = ("Envoyer", "Entreprise", "Pour", "Message")
SENT = ("Entreprise", "Pour", "Étape", "Objet")
TOMORROW = ("Entreprise", "Étape", "Pour", "Ce qui est dû", "Actions")
OWED = ("Échéance", "Quoi", "Marché", "Étape", "Prochaine étape")
SAID = ("Envoyée", "Étape", "Pour", "Objet", "Par")
CALLED = ("Appelée", "Issue", "Contact", "Note", "Par")
