"""What lots, tranches and call-off orders may be."""

from collections.abc import Collection
from datetime import date

from clauses.contracts.rules import ContractForm, TrancheKind
from facilitator.formats import day
from facilitator.words import RuleBroken


def check_unique(number: str, others: Collection[str], sentence: str) -> None:
    """Refuse a number that is taken, on field `number`."""
    if number in others:
        raise RuleBroken(sentence, "number")


def check_affirmation(
    kind: TrancheKind, affirmed_on: date | None, on: date, notified_on: date | None
) -> None:
    """Only an optional tranche is affirmed, once, and not before the notification (CCP R2113-6)."""
    if kind is TrancheKind.FIRM:
        raise RuleBroken("Une tranche ferme n’a pas à être affermie.")
    if affirmed_on is not None:
        raise RuleBroken(f"Cette tranche est affermie depuis le {day(affirmed_on)}.", "affirmed_on")
    if notified_on is None or on < notified_on:
        raise RuleBroken("Une tranche ne s’affermit qu’après la notification du marché.", "affirmed_on")


def check_order(
    form: ContractForm, on: date, notified_on: date | None, last_change_on: date | None, minutes: int
) -> None:
    """A call-off order stands under a framework agreement, after its notification, in order."""
    if form is not ContractForm.FRAMEWORK:
        raise RuleBroken("Seul un accord-cadre reçoit des bons de commande.")
    if notified_on is None or on < notified_on:
        raise RuleBroken("Un bon de commande suit la notification de l’accord-cadre.", "ordered_on")
    if minutes < 0:
        raise RuleBroken("Un bon de commande n’enlève pas d’heures : passez par un avenant.", "hours")
    if minutes and last_change_on is not None and on < last_change_on:
        raise RuleBroken(
            "Les avenants et les bons de commande se suivent : le dernier prend effet le "
            f"{day(last_change_on)}, celui-ci ne peut pas prendre effet avant.",
            "ordered_on",
        )
