"""Write cohorts down: create, change, move, need, partner. Each act leaves its event; the caller commits."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from clauses.contracts.contract_rules import Outdated
from clauses.people.employments.trades.rules import parse_trade
from clauses.people.exits.queries import awaited
from clauses.people.exits.rules import ExitOrigin
from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken
from geiq.cohorts.enrolments.rules import SEATED, check_seats
from geiq.cohorts.law_rules import Shape, check_law
from geiq.cohorts.life_rules import OVER, Facts, check_dates, check_step, previous_step
from geiq.cohorts.models import Cohort, CohortNeed, CohortPartner
from geiq.cohorts.queries import limits_for, seats_of, states_in
from geiq.cohorts.rules import MOST_SEATS, CohortStage, EnrolmentState, PartnerPart
from worksites.sites.models import Worksite

FREE_TEXTS = ("name", "place", "funder", "derogation", "certification", "notes")
"""Where a name of somebody followed would be read by all: it is refused."""


def shape_of(cohort: Cohort) -> Shape:
    """What the law looks at in a cohort."""
    return Shape(
        kind=cohort.kind,
        training_minutes=cohort.training_minutes,
        company_minutes=cohort.company_minutes or 0,
        derogation=cohort.derogation,
        funder_kind=cohort.funder_kind,
        job_offer=cohort.job_offer,
        has_employer=cohort.employer_id is not None,
        has_provider=cohort.provider_id is not None,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
    )


def facts_of(cohort: Cohort) -> Facts:
    """What the life of a cohort looks at."""
    states = states_in([cohort.id])[cohort.id] if cohort.id else {}
    names = (
        "kind", "stage", "seats", "starts_on", "ends_on", "information_on", "selection_on", "certified_on",
        "training_minutes", "place", "certification", "funder_kind", "job_offer",
    )  # fmt: skip
    return Facts(
        **{name: getattr(cohort, name) for name in names},
        has_provider=cohort.provider_id is not None,
        has_geiq=cohort.geiq_id is not None,
        has_employer=cohort.employer_id is not None,
        retained=sum(states.get(state, 0) for state in SEATED),
        in_training=states.get(EnrolmentState.ENTERED, 0),
        answers_awaited=awaited(ExitOrigin.COHORT, [cohort.id]).get(cohort.id, 0) if cohort.id else 0,
    )


def create_cohort(body_id: int, **values: Any) -> Cohort:
    """A new cohort of a body, at its need (`kind`, `name`, `trade` and `seats` are owed).

    Raises `RuleBroken` on the field concerned, with the article when it is the law. Leaves `cohort.created`.
    """
    cohort = Cohort(body_id=body_id, stage=CohortStage.NEED, stage_since=today(), company_minutes=0)
    cohort.job_offer = cohort.derogation = cohort.place = cohort.certification = ""
    with db.session.no_autoflush:
        _fill(cohort, values)
    db.session.add(cohort)
    record("cohort.created", cohort, kind=cohort.kind.value, seats=cohort.seats)
    return cohort


def change_cohort(cohort: Cohort, version: int | None, **values: Any) -> list[str]:
    """Change a cohort; answers the columns that changed. Leaves `cohort.changed`.

    `version` is the one the form was shown with: another one raises `Outdated`, nothing is changed.
    """
    if version is not None and version != cohort.version:
        raise Outdated
    before = {name: getattr(cohort, name) for name in values}
    with db.session.no_autoflush:
        _fill(cohort, values)
        check_seats(cohort.seats, seats_of(cohort).taken)
    changed = [name for name in before if before[name] != getattr(cohort, name)]
    if changed:
        record("cohort.changed", cohort, fields=changed)
    return changed


def _fill(cohort: Cohort, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name in FREE_TEXTS:
            value = check_nobody_named(cohort.body_id, value or "", name)
        elif name == "trade":
            value = parse_trade(value or "")
        setattr(cohort, name, value)
    if not 1 <= (cohort.seats or 0) <= MOST_SEATS:
        raise RuleBroken(f"Indiquez de 1 à {MOST_SEATS} places.", "seats")
    if cohort.cost is not None and cohort.cost < 0:
        raise RuleBroken("Un coût ne peut pas être négatif.", "cost")
    check_dates(facts_of(cohort))
    check_law(shape_of(cohort), limits_for(cohort.body_id, cohort.starts_on or today()))
    _check_name(cohort)


def _check_name(cohort: Cohort) -> None:
    twin = db.session.scalar(
        select(Cohort.id).where(Cohort.body_id == cohort.body_id, Cohort.name == cohort.name)
    )
    if twin is not None and twin != cohort.id:
        raise RuleBroken("Une cohorte porte déjà ce nom.", "name")


def move_cohort(cohort: Cohort, step: CohortStage, reason: str = "") -> None:
    """Take a step of its life, forth or back; the same one again changes nothing.

    Raises `RuleBroken` with what must be there before. Leaves `cohort.moved`, or `cohort.cancelled`.
    """
    if step is cohort.stage:
        return
    check_step(facts_of(cohort), step, reason, today())
    reason = check_nobody_named(cohort.body_id, reason, "reason")
    came_from, back = cohort.stage, step is previous_step(cohort.stage)
    cohort.stage, cohort.stage_since = step, today()
    cancelled = step is CohortStage.CANCELLED
    cohort.cancelled_reason = reason[:200] if cancelled else ""
    said = "cohort.cancelled" if cancelled else "cohort.taken_back" if back else "cohort.moved"
    record(said, cohort, before=came_from.value, after=step.value, **({"reason": reason} if reason else {}))


def check_changeable(cohort: Cohort) -> None:
    """A cohort that is over keeps what it was."""
    if cohort.stage in OVER:
        raise RuleBroken(f"Cette cohorte est « {cohort.stage.label} » : elle ne se modifie plus.")


def set_need(cohort: Cohort, worksite: Worksite, people: int, needed_on: date | None) -> CohortNeed:
    """So many people of a cohort are for a worksite; said again, it replaces. Leaves `cohort.need_set`."""
    check_changeable(cohort)
    if not 1 <= people <= MOST_SEATS:
        raise RuleBroken(f"Indiquez de 1 à {MOST_SEATS} personnes.", "people")
    found = next((one for one in cohort.needs if one.worksite_id == worksite.id), None)
    if found is None:
        found = CohortNeed(worksite=worksite)
        cohort.needs.append(found)
    found.people, found.needed_on = people, needed_on
    record("cohort.need_set", cohort, worksite=worksite.id, people=people)
    return found


def remove_need(cohort: Cohort, need_id: int) -> None:
    """A cohort is no more for a worksite. Leaves `cohort.need_removed`."""
    check_changeable(cohort)
    for need in [one for one in cohort.needs if one.id == need_id]:
        cohort.needs.remove(need)
        record("cohort.need_removed", cohort, worksite=need.worksite_id)


def add_partner(cohort: Cohort, organisation_id: int, part: PartnerPart) -> None:
    """An organisation takes part in a cohort; twice changes nothing. Leaves `cohort.partner_added`."""
    check_changeable(cohort)
    if any((one.organisation_id, one.part) == (organisation_id, part) for one in cohort.partners):
        return
    cohort.partners.append(CohortPartner(organisation_id=organisation_id, part=part))
    record("cohort.partner_added", cohort, organisation=organisation_id, part=part.value)


def remove_partner(cohort: Cohort, partner_id: int) -> None:
    """An organisation takes part no more. Leaves `cohort.partner_removed`."""
    check_changeable(cohort)
    for partner in [one for one in cohort.partners if one.id == partner_id]:
        cohort.partners.remove(partner)
        record("cohort.partner_removed", cohort, organisation=partner.organisation_id, part=partner.part)
