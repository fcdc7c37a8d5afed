"""A plan as it is typed or pasted: a month and hours on each line."""

import re
from collections.abc import Mapping
from datetime import date

from clauses.compliance.schedule.rules import Plan
from facilitator.formats import hours, parse_hours
from facilitator.words import RuleBroken

LINE = re.compile(
    r"^(?:(?P<month>\d{1,2})[/-](?P<year>\d{4})|(?P<iso>\d{4})-(?P<iso_month>\d{1,2}))[\s;,:]+(?P<hours>.+)$"
)
EMPTY = "Écrivez au moins un mois et ses heures, par exemple 03/2027 puis 120."


def read_plan(text: str, starts_on: date, ends_on: date) -> dict[date, int]:
    """Minutes by first day of month; every line that cannot be read is said with its number.

    Raises `RuleBroken` on field `plan` : a line that is not a month and hours, a month outside the clause, a
    month given twice, nothing planned at all.
    """
    found: dict[date, int] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            month, minutes = _line(line.strip())
        except (RuleBroken, ValueError):
            wrong.append(f"Ligne {number} : « {line.strip()} » n’est pas un mois et des heures.")
            continue
        if not starts_on.replace(day=1) <= month <= ends_on:
            wrong.append(f"Ligne {number} : {month:%m/%Y} est hors de la clause.")
        elif month in found:
            wrong.append(f"Ligne {number} : {month:%m/%Y} est donné deux fois.")
        else:
            found[month] = minutes
    if wrong:
        raise RuleBroken(" ".join(wrong), "plan")
    if not sum(found.values()):
        raise RuleBroken(EMPTY, "plan")
    return found


def _line(line: str) -> tuple[date, int]:
    match = LINE.match(line.replace("\t", " ; "))
    if match is None:
        raise ValueError(line)
    year, month = int(match["year"] or match["iso"]), int(match["month"] or match["iso_month"])
    minutes = parse_hours(match["hours"])
    if minutes is None:
        raise ValueError(line)
    return date(year, month, 1), minutes


def written(plan: Plan | None) -> str:
    """A plan as it is typed."""
    months: Mapping[date, int] = plan.months if plan is not None else {}
    return "\n".join(f"{month:%m/%Y} ; {hours(minutes)}" for month, minutes in sorted(months.items()))
