"""The certification of a cohort and of its people: said by its training provider, or by the body."""

from collections.abc import Collection
from datetime import date

from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import short_day
from facilitator.words import RuleBroken
from geiq.cohorts.enrolments.queries import Move, move
from geiq.cohorts.enrolments.rules import WENT_THROUGH, check_day
from geiq.cohorts.life_rules import check_dates
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.queries import enrolments_in
from geiq.cohorts.record_queries import check_changeable, facts_of
from geiq.cohorts.rules import EnrolmentState


def certifiable(asker: Asker, cohort: Cohort) -> list[Enrolment]:
    """Those who went through a training, certified or not yet, by name."""
    return [one for one in enrolments_in(asker, cohort) if one.state in WENT_THROUGH]


def named(enrolment: Enrolment) -> str:
    """`Nadia Benali`, `Nadia Benali (certifiée le 12/12/2026)`."""
    name, on = enrolment.participant.name, enrolment.certified_on
    return f"{name} (certification le {short_day(on)})" if on else name


def certify(
    asker: Asker, cohort: Cohort, certified_on: date | None, ticked: Collection[int], on: date | None
) -> int:
    """Say when a cohort was certified, and that these people were on a day; how many.

    Somebody certified already has her day mended. Raises `RuleBroken` on the field concerned. Leaves
    `cohort.changed` when the cohort's day moved, `enrolment.moved` for each person.
    """
    check_changeable(cohort)
    people = [one for one in certifiable(asker, cohort) if one.id in ticked]
    if people and on is None:
        raise RuleBroken("Indiquez le jour de la certification.", "on")
    if cohort.certified_on != certified_on:
        with db.session.no_autoflush:
            cohort.certified_on = certified_on
            check_dates(facts_of(cohort))
        record("cohort.changed", cohort, fields=["certified_on"])
    if on is None:
        return 0
    mended = [one for one in people if one.state is EnrolmentState.CERTIFIED and one.certified_on != on]
    count = move(cohort, people, Move(EnrolmentState.CERTIFIED, on))
    for one in mended:
        check_day(EnrolmentState.CERTIFIED, on, one.completed_on or one.entered_on, today())
        one.certified_on = on
        state = EnrolmentState.CERTIFIED.value
        record("enrolment.moved", one, before=state, after=state)
    return count + len(mended)
