"""What a valuation rule may say, how it reads, which ones are often met.

Nothing national was found (domain dossier §3.3): the suggestions are off until a body takes one over,
with its own source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clauses.contracts.contract_rules import add_months
from clauses.people.employments.rules import ContractType
from clauses.people.valuation.rules import MinutesKind, Rule, value
from facilitator.formats import hours, number
from facilitator.words import RuleBroken

MOST = Decimal(5)
"""A minute never counts for more than five: past it, the figure was typed wrong."""
SAMPLE = 100 * 60
"""The hours of the preview, in minutes."""
MONTHS_AHEAD = 12
YEAR_MINUTES = 1820 * 60
"""A year at 35 hours a week: 52 weeks, in minutes."""
NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """A rule that some bodies apply: what it says, where it was met. Never applied by itself."""

    key: str
    label: str
    why: str
    multiplier: Decimal
    contract_type: ContractType | None = None
    kind: MinutesKind | None = None
    cap: int | None = None


SUGGESTIONS = (
    Suggestion(
        "permanent_year", "CDI compté jusqu’à 12 mois d’heures",
        "Usage rapporté (12 ou 24 mois) ; aucun texte retrouvé.", Decimal(1), ContractType.PERMANENT,
        cap=YEAR_MINUTES,
    ),
    Suggestion(
        "permanent_two_years", "CDI compté jusqu’à 24 mois d’heures",
        "Usage rapporté (12 ou 24 mois) ; aucun texte retrouvé.", Decimal(1), ContractType.PERMANENT,
        cap=2 * YEAR_MINUTES,
    ),
    Suggestion(
        "apprenticeship", "Apprentissage : toutes les heures, formation comprise",
        "Usage rapporté. La fédération de la propreté bonifie les heures de formation certifiante : "
        "dans ce cas, changez le coefficient.", Decimal(1), ContractType.APPRENTICESHIP, MinutesKind.TRAINING,
    ),
    Suggestion(
        "professionalisation", "Contrat de professionnalisation : toutes les heures, formation comprise",
        "Usage rapporté ; aucun texte retrouvé.", Decimal(1), ContractType.PROFESSIONALISATION,
        MinutesKind.TRAINING,
    ),
    Suggestion(
        "training", "Formation comptée comme du travail",
        "La formation peut être un des moyens de la clause (Creil).", Decimal(1), None, MinutesKind.TRAINING,
    ),
    Suggestion(
        "mentoring", "Tutorat non compté", "Les usages diffèrent ; aucun texte retrouvé.", Decimal(0), None,
        MinutesKind.MENTORING,
    ),
)  # fmt: skip


def check_rule(rule: Rule, today: date) -> None:
    """Refuse what cannot be a rule; raises `RuleBroken` naming the field."""
    if not 0 <= rule.multiplier <= MOST:
        raise RuleBroken(f"Le coefficient va de 0 à {number(MOST)}.", "multiplier")
    if rule.cap is not None and rule.cap <= 0:
        raise RuleBroken(
            "Le plafond est un nombre d’heures positif ; laissez-le vide s’il n’y en a pas.", "cap"
        )
    if rule.valid_from.day != 1 or rule.valid_from < today.replace(day=1):
        raise RuleBroken(
            "Choisissez ce mois-ci ou un mois à venir : le passé garde ses règles.", "valid_from"
        )
    if not rule.source.strip():
        raise RuleBroken("Dites d’où vient cette règle.", "source")


def months_from(today: date) -> Iterator[tuple[str, str]]:
    """The months from which a rule may hold: value and French name."""
    first = today.replace(day=1)
    for index in range(MONTHS_AHEAD):
        month = add_months(first, index)
        yield month.isoformat(), f"{NAMES[month.month - 1]} {month.year}"


def scope(rule: Rule, clauses: Mapping[int, str]) -> str:
    """Whom a rule is for: `CDI, formation, marché 2026-17 lot 2`; all hours when it says nothing."""
    parts = [rule.contract_type.label if rule.contract_type else "", rule.kind.label if rule.kind else ""]
    if rule.terms_id is not None:
        parts.append(clauses.get(rule.terms_id, "une clause qui n’est plus suivie"))
    said = ", ".join(part for part in parts if part)
    return said or "Toutes les heures"


def preview(rule: Rule, minutes: int = SAMPLE) -> str:
    """`100 h → 150 h`."""
    return f"{hours(minutes)} → {hours(value(minutes, rule).minutes)}"


def in_force(rules: list[Rule], month: date) -> list[Rule]:
    """The latest rule of each scope that holds for a month."""
    latest = {
        (rule.terms_id, rule.contract_type, rule.kind): rule
        for rule in sorted(rules, key=lambda rule: (rule.valid_from, rule.key))
        if rule.valid_from <= month
    }
    return sorted(latest.values(), key=lambda rule: rule.precision, reverse=True)
