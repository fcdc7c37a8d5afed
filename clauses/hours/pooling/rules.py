"""When clauses may pool their hours, and how a month is shared.

Practice (ATOUT Clauses since 2020, GEIQ BTP 42): one person serves several contracts under a signed
agreement; CCAG 2021 art. 16.1.4 leaves it to the contract. Hours belong to a contract, so each
share is a line of its own statement, and the shares of a month are exactly its hours (domain dossier §4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clauses.contracts.commitments.rules import split
from clauses.hours.ledger.rules import last_of
from facilitator.formats import hours
from facilitator.words import RuleBroken

LEAST = 2
"""An agreement holds two commitments at least."""


@dataclass(frozen=True)
class Member:
    """One commitment of an agreement: its key, its name for a sentence, its weight, what its clause says."""

    key: int
    name: str
    weight: int
    allowed: bool


def check_agreement(members: Sequence[Member], starts_on: date, ends_on: date | None, reason: str) -> None:
    """Refuse an agreement of less than two commitments, without weights, or that a clause does not foresee
    and nothing else allows; raises `RuleBroken`."""
    if len({member.key for member in members}) < LEAST:
        raise RuleBroken("Une globalisation réunit au moins deux engagements.", "commitments")
    if any(member.weight < 1 for member in members):
        raise RuleBroken("Chaque engagement a une part d’au moins 1.", "weights")
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("La fin de la globalisation précède son début.", "ends_on")
    silent = [member.name for member in members if not member.allowed]
    if silent and not reason.strip():
        raise RuleBroken(
            f"La clause ne prévoit pas la globalisation ({', '.join(silent)}) : indiquez l’accord écrit des "
            "acheteurs concernés.",
            "reason",
        )


def check_month(starts_on: date, ends_on: date | None, month: date) -> None:
    """Refuse a month that the agreement does not cover; raises `RuleBroken`."""
    if starts_on > last_of(month) or (ends_on is not None and ends_on < month):
        raise RuleBroken("La globalisation ne couvre pas ce mois.", "month")


def shares(minutes: int, weights: Sequence[int], typed: Sequence[int] | None = None) -> list[int]:
    """The parts of a month, in the order of the weights; their sum is exactly the month's minutes.

    `typed` parts are taken as they are, and must add up. Raises `RuleBroken`.
    """
    if minutes <= 0:
        raise RuleBroken("Indiquez les heures du mois à répartir.", "minutes")
    if typed is None:
        return split(minutes, weights)
    if any(part < 0 for part in typed):
        raise RuleBroken("Une part ne peut pas être négative.")
    if sum(typed) != minutes:
        raise RuleBroken(
            f"Les parts font {hours(sum(typed))}, le mois en compte {hours(minutes)} : aucune heure ne se "
            "perd ni ne compte deux fois."
        )
    return list(typed)
