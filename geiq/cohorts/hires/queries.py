"""Tie a candidate to the employment that followed; keep what a GEIQ announces. The caller commits."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from clauses.hours.ledger.models import StatementLine
from clauses.people.employments.models import Employment
from clauses.people.employments.queries import employment_of, employments_of
from clauses.people.employments.rules import ContractType
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import short_day
from facilitator.words import RuleBroken
from geiq.cohorts.hires.rules import check_hire
from geiq.cohorts.law_rules import HireTerms, hire_advice
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.queries import limits_for
from geiq.groups.models import GroupMember, InsertionStructure

Choices = list[tuple[int, str]]


def named(work: Employment) -> str:
    """`CDI, GEIQ BTP 63, depuis le 12/04/2027`."""
    until = f", jusqu’au {short_day(work.ends_on)}" if work.ends_on else ""
    return f"{work.contract_type.label}, {work.employer.name}, depuis le {short_day(work.starts_on)}{until}"


def works_offered(asker: Asker, enrolment: Enrolment) -> list[Employment]:
    """The employments of a person that may have followed her training, the latest first."""
    found = (
        employments_of(asker)
        .where(Employment.participant_id == enrolment.participant_id)
        .order_by(Employment.starts_on.desc(), Employment.id.desc())
        .options(joinedload(Employment.employer))
    )
    if enrolment.entered_on is not None:
        found = found.where(or_(Employment.ends_on.is_(None), Employment.ends_on >= enrolment.entered_on))
    return list(db.session.scalars(found))


def set_hire(asker: Asker, enrolment: Enrolment, employment_id: int | None) -> str:
    """The employment that followed a training (None: none after all); what deserves a look, in a sentence.

    Raises `RuleBroken` when it is not the person's, or not the asker's to say. Leaves `enrolment.hired`.
    """
    if employment_id is None:
        enrolment.employment = None
        record("enrolment.unhired", enrolment, cohort=enrolment.cohort_id)
        return ""
    work = employment_of(asker, employment_id)
    if work is None or work.participant_id != enrolment.participant_id:
        raise RuleBroken("Choisissez un contrat de cette personne.", "employment_id")
    check_hire(enrolment.state, enrolment.entered_on, work.starts_on, work.ends_on)
    enrolment.employment = work
    enrolment.told_employer_id = enrolment.told_contract = enrolment.told_starts_on = None
    record("enrolment.hired", enrolment, cohort=enrolment.cohort_id, employment=work.id)
    return advice_on(enrolment.cohort, work)


def advice_on(cohort: Cohort, work: Employment) -> str:
    """What deserves a look in a hire; '' when it is an exit that the text provides."""
    terms = HireTerms(work.contract_type, work.starts_on, work.ends_on)
    return hire_advice(cohort.kind, terms, limits_for(cohort.body_id, work.starts_on))


def tell_hire(
    asker: Asker, enrolment: Enrolment, employer_id: int, contract: ContractType, starts_on: date
) -> None:
    """A GEIQ announces a hire, for the body to confirm. Leaves `enrolment.hire_told`."""
    if employer_id not in dict(employers_of(asker)):
        raise RuleBroken("Choisissez l’employeur dans la liste.", "told_employer_id")
    check_hire(enrolment.state, enrolment.entered_on, starts_on)
    enrolment.told_employer_id, enrolment.told_contract = employer_id, contract
    enrolment.told_starts_on = starts_on
    record("enrolment.hire_told", enrolment, cohort=enrolment.cohort_id, employer=employer_id)


def employers_of(asker: Asker) -> Choices:
    """(id, name) of a partner's own organisation, and of the companies that are its members today."""
    members = (
        select(GroupMember.organisation_id)
        .join(GroupMember.structure)
        .where(
            InsertionStructure.organisation_id == asker.organisation_id,
            or_(GroupMember.until.is_(None), GroupMember.until >= today()),
        )
    )
    found = select(Organisation).where(
        or_(Organisation.id == asker.organisation_id, Organisation.id.in_(members))
    )
    return [(one.id, one.name) for one in db.session.scalars(found.order_by(Organisation.name))]


def minutes_after(enrolments: Collection[Enrolment]) -> dict[int, int]:
    """By candidate hired, the validated minutes of the employment that followed, read in the ledger."""
    works = {one.employment_id: one.id for one in enrolments if one.employment_id}
    rows = db.session.execute(
        select(StatementLine.employment_id, func.sum(StatementLine.counted))
        .where(StatementLine.employment_id.in_(works), StatementLine.counted.is_not(None))
        .group_by(StatementLine.employment_id)
    )
    return {works[row[0]]: int(row[1] or 0) for row in rows}
