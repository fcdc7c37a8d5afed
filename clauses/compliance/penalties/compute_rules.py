"""The formulas of the penalties, explained step by step. Pure; exact until one rounding at the end.

Sources: domain dossier §5.4 (SNCF E2MT² contract; Ministry of Education's model for a training clause).
Calendar days count every day: CCAG Travaux 2021, 19.1.1 (Saturdays, Sundays and public holidays are not
taken off). Euros; money is rounded half up to the cent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from clauses.compliance.penalties.facts_rules import Cap, Delay, Snapshot
from clauses.compliance.schedule.calendar_rules import working_days_between
from clauses.contracts.rules import CapBasis, HourlyBase, PenaltyFormula, PenaltyTrigger
from clauses.contracts.terms.rules import PenaltyLine
from clauses.parameters.numbers.rules import decimal
from facilitator.formats import day, euros, hours, number, percent, plural

ZERO = Fraction(0)
NO_NOTICE = "seulement après une mise en demeure, qui n’a pas encore été envoyée"
DELAYS = frozenset({PenaltyFormula.PER_CALENDAR_DAY, PenaltyFormula.PER_WORKING_DAY})


@dataclass(frozen=True)
class Step:
    """One step of a computation: what it is, its figures, its result, and where it is written."""

    label: str
    formula: str
    result: str
    source: str = ""


@dataclass(frozen=True)
class Computed:
    """An amount in euros, and how it was found."""

    amount: Decimal
    steps: tuple[Step, ...]


def cents(value: Fraction) -> Decimal:
    """Euros with two places, half up."""
    return decimal(value, 2)


def compute(snapshot: Snapshot, as_if_noticed: bool = False) -> Computed:
    """The penalty that the schedule gives on the facts of the snapshot.

    `as_if_noticed`: what would be due once the notice has expired with the same hours (for its draft);
    days of delay after a notice still count from its last day alone.
    """
    if as_if_noticed and snapshot.deadline is None:
        snapshot = replace(snapshot, notice_on=snapshot.on, deadline=snapshot.on)
    steps: list[Step] = []
    parts: list[Fraction] = []
    for line in sorted(snapshot.lines, key=lambda one: list(PenaltyTrigger).index(one.trigger)):
        found, told = _line(line, snapshot, as_if_noticed)
        parts.append(found)
        steps += told
    total = sum(parts, ZERO)
    if len(parts) > 1:
        said = " + ".join(euros(cents(part)) for part in parts)
        steps.append(Step("Les lignes du barème s’ajoutent", said, euros(cents(total))))
    total = _bounded(total, snapshot.cap, "toutes les pénalités ensemble", snapshot, steps, snapshot.source)
    total = _spared(total, snapshot, steps)
    steps.append(Step("Montant calculé", "arrondi au centime", euros(cents(total))))
    return Computed(cents(total), tuple(steps))


def _line(line: PenaltyLine, snapshot: Snapshot, as_if_noticed: bool) -> tuple[Fraction, list[Step]]:
    source = line.source or snapshot.clause_source
    held = _held_back(line, snapshot, as_if_noticed)
    if held:
        return ZERO, [Step(line.trigger.label, held, euros(Decimal(0)), source)]
    if line.trigger is PenaltyTrigger.MISSING_HOURS:
        steps = list(_missing(line, snapshot, source))
        found = Fraction(snapshot.hours.missing, 60) * _hourly(line, snapshot)
    elif line.trigger is PenaltyTrigger.ABSENCE:
        found, steps = _absences(line, snapshot, source)
    else:
        found, steps = _delays(line, snapshot, source)
    cap = Cap(line.cap_amount, line.cap_rate, line.cap_basis)
    return _bounded(found, cap, line.trigger.label, snapshot, steps, source), steps


def _held_back(line: PenaltyLine, snapshot: Snapshot, as_if_noticed: bool) -> str:
    """Why nothing is due yet under a line that waits for a notice; '' when it is due."""
    if not line.after_notice:
        return ""
    if snapshot.deadline is None:
        return NO_NOTICE
    if snapshot.on <= snapshot.deadline and not as_if_noticed and line.formula not in DELAYS:
        return f"seulement après la mise en demeure, dont le délai court jusqu’au {day(snapshot.deadline)}"
    return ""


def _hourly(line: PenaltyLine, snapshot: Snapshot) -> Fraction:
    """Euros for one missing hour."""
    if line.formula is not PenaltyFormula.MULTIPLE_OF_BASE:
        return Fraction(line.amount)
    base = line.amount if line.base is HourlyBase.TYPED else snapshot.bases[line.base].amount
    return Fraction(line.factor or 1) * Fraction(base)


def _missing(line: PenaltyLine, snapshot: Snapshot, source: str) -> Iterator[Step]:
    owed, counted, missing = snapshot.hours.owed, snapshot.hours.counted, snapshot.hours.missing
    yield Step(
        f"Heures manquantes au {day(snapshot.on)}",
        f"{hours(owed)} dues − {hours(counted)} comptées",
        hours(missing),
    )
    if missing and snapshot.ends_on is not None and snapshot.on < snapshot.ends_on:
        ends = f"le marché court jusqu’au {day(snapshot.ends_on)}"
        yield Step("Attention : ces heures peuvent encore être faites", ends, "non échu", source)
    said = f"{hours(missing)} × {euros(line.amount)}"
    if line.formula is PenaltyFormula.MULTIPLE_OF_BASE:
        base = line.amount
        if line.base is not HourlyBase.TYPED:
            known = snapshot.bases[line.base]
            base = known.amount
            on = f"en vigueur le {day(snapshot.base_day)} ({snapshot.reckoned.label})"
            yield Step(f"{line.base.label}, {on}", known.source, euros(base))
        said = f"{hours(missing)} × {number(line.factor or 1)} × {euros(base)}"
    found = Fraction(missing, 60) * _hourly(line, snapshot)
    yield Step(line.trigger.label, said, euros(cents(found)), source)


def _absences(line: PenaltyLine, snapshot: Snapshot, source: str) -> tuple[Fraction, list[Step]]:
    after = snapshot.deadline if line.after_notice else None
    held = [on for on in snapshot.absences if after is None or on > after]
    found = Fraction(line.amount) * len(held)
    label = f"{line.trigger.label} ({', '.join(map(day, held))})" if held else line.trigger.label
    said = f"{plural(len(held), 'absence')} × {euros(line.amount)}"
    return found, [Step(label, said, euros(cents(found)), source)]


def days_late(delay: Delay, line: PenaltyLine, snapshot: Snapshot) -> int:
    """Days of delay that a line counts: calendar or working, after the notice's last day if it must."""
    if delay.excused:
        return 0
    start, end = delay.due_on, delay.done_on or snapshot.on
    if line.after_notice and snapshot.deadline is not None:
        start = max(start, snapshot.deadline)
    if end <= start:
        return 0
    if line.formula is PenaltyFormula.PER_WORKING_DAY:
        return working_days_between(start, end)
    return (end - start).days


def _delays(line: PenaltyLine, snapshot: Snapshot, source: str) -> tuple[Fraction, list[Step]]:
    kind = "ouvré" if line.formula is PenaltyFormula.PER_WORKING_DAY else "calendaire"
    steps, total = [], 0
    for delay in snapshot.delays.get(line.trigger, ()):
        late = days_late(delay, line, snapshot)
        total += late
        steps.append(Step(delay.label, _told(delay, line, snapshot), _jours(late, kind)))
    found = Fraction(line.amount) * total
    steps.append(
        Step(
            line.trigger.label,
            f"{_jours(total, kind)} × {euros(line.amount)}",
            euros(cents(found)),
            source,
        )
    )
    return found, steps


def _jours(count: int, kind: str) -> str:
    return plural(count, f"jour {kind}", f"jours {kind}s")


def _told(delay: Delay, line: PenaltyLine, snapshot: Snapshot) -> str:
    came = f"envoyé le {day(delay.done_on)}" if delay.done_on else f"pas encore reçu le {day(snapshot.on)}"
    said = f"attendu le {day(delay.due_on)}, {came}"
    if delay.excused:
        return f"{said} ; non compté : {delay.excused}"
    if line.after_notice and snapshot.deadline is not None and snapshot.deadline > delay.due_on:
        return f"{said} ; compté après le délai de la mise en demeure, le {day(snapshot.deadline)}"
    return said


def _bounded(
    found: Fraction, cap: Cap, what: str, snapshot: Snapshot, steps: list[Step], source: str
) -> Fraction:
    """The amount, or its ceiling when it is above it (a step says so)."""
    for limit, said in _limits(cap, snapshot):
        if found > limit:
            label = f"Plafond : {what[0].lower()}{what[1:]}"
            steps.append(Step(label, f"{euros(cents(found))}, au plus {said}", euros(cents(limit)), source))
            found = limit
    if cap.rate is not None and found and snapshot.amounts.get(cap.basis or CapBasis.CONTRACT) is None:
        steps.append(Step("Plafond en pourcentage", "montant inconnu : il n’est pas appliqué", "—", source))
    return found


def _limits(cap: Cap, snapshot: Snapshot) -> Iterator[tuple[Fraction, str]]:
    if cap.amount is not None:
        yield Fraction(cap.amount), euros(cap.amount)
    known = snapshot.amounts.get(cap.basis) if cap.basis is not None else None
    if cap.rate is not None and known is not None:
        of = "du montant du marché" if cap.basis is CapBasis.CONTRACT else "du montant du lot"
        said = f"{percent(cap.rate, 1 if (cap.rate * 1000) % 10 else 0)} {of} ({euros(known)})"
        yield Fraction(cap.rate) * Fraction(known), said


def _spared(total: Fraction, snapshot: Snapshot, steps: list[Step]) -> Fraction:
    """Nothing is due up to the threshold that the documents set."""
    if snapshot.floor is None or not 0 < total <= Fraction(snapshot.floor):
        return total
    said = f"{euros(cents(total))} ne dépasse pas {euros(snapshot.floor)}"
    steps.append(Step("Seuil de dispense", said, euros(Decimal(0)), snapshot.source))
    return ZERO
