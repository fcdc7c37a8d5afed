"""What declared minutes count for: dated rules by contract type and kind of minutes.

No rule: a minute counts for a minute. Source: domain dossier §3.3 — no national text was found for
multipliers and caps, so each body (or clause) sets its own, with a date and a source.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from clauses.people.employments.rules import ContractType
from facilitator.formats import hours, number
from facilitator.words import Word


class MinutesKind(Word):
    """What the time was spent on."""

    WORK = "work", "Travail"
    TRAINING = "training", "Formation"
    MENTORING = "mentoring", "Tutorat"


@dataclass(frozen=True)
class Rule:
    """A dated rule. None of `contract_type` or `kind`: any. `cap` is in minutes per employment and clause."""

    key: int
    valid_from: date
    multiplier: Decimal
    source: str
    contract_type: ContractType | None = None
    kind: MinutesKind | None = None
    terms_id: int | None = None
    """The clause it is for; None for all the body's."""
    cap: int | None = None

    @property
    def precision(self) -> tuple[bool, bool, bool, date, int]:
        """The clause's own first, then the most precise, then the latest."""
        return (
            self.terms_id is not None,
            self.contract_type is not None,
            self.kind is not None,
            self.valid_from,
            self.key,
        )


@dataclass(frozen=True)
class Counted:
    """What minutes count for, with the sentence that explains it and the rule that was used."""

    minutes: int
    sentence: str
    rule: int | None = None

    def facts(self) -> dict[str, Any]:
        """What a line keeps of its explanation."""
        return {"sentence": self.sentence, "rule": self.rule}


def applying(
    rules: Sequence[Rule], contract_type: ContractType, kind: MinutesKind, terms_id: int, month: date
) -> Rule | None:
    """The one rule that holds for minutes of a month: clause before body, precise before general."""
    fitting = [
        rule
        for rule in rules
        if rule.valid_from <= month
        and rule.contract_type in (None, contract_type)
        and rule.kind in (None, kind)
        and rule.terms_id in (None, terms_id)
    ]
    return max(fitting, key=lambda rule: rule.precision, default=None)


def worth(minutes: int, rule: Rule) -> int:
    """What so many minutes in all count for: multiplied (half a minute counts for one), then capped."""
    whole = int((Decimal(minutes) * rule.multiplier).quantize(Decimal(1), ROUND_HALF_UP))
    return whole if rule.cap is None else min(whole, rule.cap)


def value(minutes: int, rule: Rule | None, before: int = 0) -> Counted:
    """What these minutes add, when `before` minutes of the same employment already stand under the rule.

    The sum is what all the minutes together are worth, in whatever order they come: a correction
    (negative) gives back exactly what they no longer are.
    """
    if rule is None:
        return Counted(minutes, "Une heure déclarée compte pour une heure.")
    counted = worth(before + minutes, rule) - worth(before, rule)
    said = f"{hours(minutes)} × {number(rule.multiplier)}"
    if rule.cap is not None:
        said += f", {hours(rule.cap)} au plus en tout"
        if before:
            said += f", après {hours(before)} déjà comptées"
    return Counted(counted, f"{said} = {hours(counted)} ({rule.source}).", rule.key)
