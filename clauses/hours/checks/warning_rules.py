"""What asks for a word of explanation, and what is only to be known: nothing here forbids to send."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from clauses.contracts.contract_rules import add_months
from clauses.hours.checks.rules import (
    Code,
    Elsewhere,
    Facts,
    Finding,
    Level,
    LineFacts,
    countable_days,
    working_days,
)
from clauses.hours.ledger.rules import last_of, previous_month
from clauses.people.valuation.rules import MinutesKind
from facilitator.formats import day, hours, plural

TOLERANCE_PERCENT = 10
"""Overtime that needs no word: a tenth of the contract's hours (usual practice, no national text)."""
WEEK_LIMIT_MINUTES = 48 * 60
"""The most in one week, whatever the employers (Code du travail, L3121-20, L8261-1)."""
HIRED_LONG_BEFORE_MONTHS = 3
"""A person hired so long before the contract was probably not hired for it (usual practice)."""
NEAR_PERCENT = 5
"""Two figures this close are probably the same hours."""
ENDING_DAYS = 31
"""An employment that ends this soon after the month is told."""


def warnings(facts: Facts) -> list[Finding]:
    """All that asks for a word, or that is good to know, one person after the other."""
    return [finding for line in _main_lines(facts) for finding in _person(facts, line)]


def _main_lines(facts: Facts) -> Iterator[LineFacts]:
    """One line a person (her longest), holding her minutes of every kind together."""
    by_employment: dict[int, list[LineFacts]] = {}
    for line in facts.lines:
        by_employment.setdefault(line.employment, []).append(line)
    for own in by_employment.values():
        if len(own) == 1:
            yield from (line for line in own if line.minutes > 0)
            continue
        total = sum(line.minutes for line in own)
        if total <= 0:
            continue
        main = max(own, key=lambda line: line.minutes)
        months = {month for line in own for month in line.before}
        before = {month: sum(line.before.get(month, 0) for line in own) for month in months}
        yield replace(main, minutes=total, before=before)


def _warn(code: Code, sentence: str, line: LineFacts, level: Level = Level.WARNING) -> Finding:
    said = f"{line.person} : {sentence}"
    return Finding(level, code, said, line.employment, line.kind, person=line.person)


def _person(facts: Facts, line: LineFacts) -> Iterator[Finding]:
    yield from _past(facts, line)
    yield from _employment(facts, line)
    yield from _elsewhere(facts, line)
    if line.modality is None or line.kind is MinutesKind.WORK:
        return
    if not any(
        other.kind is MinutesKind.WORK and other.minutes
        for other in facts.lines
        if other.employment == line.employment
    ):
        yield _warn(Code.NO_WORK, f"{line.kind.label.lower()} sans aucune heure de travail ce mois-ci.", line)


def _past(facts: Facts, line: LineFacts) -> Iterator[Finding]:
    last, factor = line.before.get(facts.previous, 0), facts.limits.factor
    if last and line.minutes * factor.denominator > last * factor.numerator:
        yield _warn(Code.MUCH_MORE, f"{hours(line.minutes)}, contre {hours(last)} le mois précédent.", line)
    silent, month = 0, facts.previous
    while silent < facts.limits.silent_months and not line.before.get(month, 0):
        silent, month = silent + 1, previous_month(month)
    if silent >= facts.limits.silent_months and any(line.before.values()):
        yield _warn(
            Code.SILENT,
            f"de nouveau des heures après {plural(silent, 'mois', 'mois')} sans aucune.",
            line,
        )
    start = facts.contract_starts_on
    if start and not line.before and line.starts_on < _long_before(start):
        yield _warn(
            Code.HIRED_BEFORE,
            f"embauche du {day(line.starts_on)}, bien avant le début du marché ({day(start)}) : dites "
            "pourquoi ces heures comptent.",
            line,
        )


@lru_cache(maxsize=4096)
def _long_before(start: date) -> date:
    return add_months(start, -HIRED_LONG_BEFORE_MONTHS)


def _employment(facts: Facts, line: LineFacts) -> Iterator[Finding]:
    begins, ends = facts.span(line)
    if begins > ends:
        return
    if line.weekly:
        most = line.weekly * ((ends - begins).days + 1) * (100 + TOLERANCE_PERCENT)
        if line.minutes * 7 * 100 > most:
            usual = line.weekly * ((ends - begins).days + 1) // 7
            yield _warn(
                Code.TOO_MANY,
                f"{hours(line.minutes)}, pour un contrat de {hours(line.weekly)} par semaine (soit "
                f"{hours(usual)} sur ces jours).",
                line,
            )
    if line.windows and 0 < countable_days(facts, line) < working_days(begins, ends):
        yield _warn(Code.PARTIAL, _partial(begins, line), line)
    if line.ends_on is not None and (line.ends_on - facts.last).days <= ENDING_DAYS:
        yield _warn(
            Code.ENDING, f"son contrat de travail se termine le {day(line.ends_on)}.", line, Level.NOTE
        )


def _partial(begins: date, line: LineFacts) -> str:
    last = max(window.ends_on for window in line.windows if window.starts_on <= last_of(begins))
    if last < last_of(begins):
        return f"éligible jusqu’au {day(last)} seulement : ne comptez que les heures faites jusque-là."
    first = min(window.starts_on for window in line.windows if window.ends_on >= begins)
    return f"éligible depuis le {day(first)} seulement : ne comptez que les heures faites depuis."


def _elsewhere(facts: Facts, line: LineFacts) -> Iterator[Finding]:
    """The overlap guard. The company is told that it is so, never by whom."""
    if not line.elsewhere:
        return
    twice = [other for other in line.elsewhere if same_hours(line, other)]
    total = line.minutes + sum(other.minutes for other in line.elsewhere)
    days = (facts.last - facts.month).days + 1
    impossible = total > working_days(facts.month, facts.last) * facts.limits.day_minutes
    too_long = total * 7 > WEEK_LIMIT_MINUTES * days
    if twice or impossible or too_long:
        said = "ces heures sont aussi déclarées ailleurs : vérifiez-les."
        found = _warn(Code.TWICE if twice else Code.OVERLAP, said, line)
        yield replace(found, inside=_figures(line, total, twice or list(line.elsewhere)))


def same_hours(line: LineFacts, other: Elsewhere) -> bool:
    """Whether two lines are probably the same hours: one of an agency, one of its client, near figures."""
    if line.lent == other.lent or other.same_company:
        return False
    return abs(line.minutes - other.minutes) * 100 <= NEAR_PERCENT * max(line.minutes, other.minutes)


def _figures(line: LineFacts, total: int, others: list[Elsewhere]) -> str:
    """For the facilitator alone: every figure and whose it is."""
    said = [
        f"{other.company} : {hours(other.minutes)}" + (" (sous une fiche voisine)" if other.alike else "")
        for other in others
    ]
    return f"{line.person} : {hours(line.minutes)} ici, {', '.join(said)}. En tout {hours(total)} ce mois-ci."
