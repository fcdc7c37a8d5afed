"""A company announces somebody new: the employment, and the question to the facilitator."""

from datetime import date

from sqlalchemy import or_, select

from clauses.contracts.models import Commitment
from clauses.people.eligibility.models import EligibilityRequest
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import RequestState
from clauses.people.employments.models import Employment
from clauses.people.employments.record_queries import assign, create_employment
from clauses.people.employments.rules import ContractType, EmployerKind
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import assigned_to, employed_by
from clauses.people.participants.record_queries import create_participant
from clauses.people.participants.rules import tidy_name
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import search_key


def announce(
    commitment: Commitment,
    family_name: str,
    given_name: str,
    birth_date: date | None,
    contract_type: ContractType,
    starts_on: date,
    *,
    ends_on: date | None = None,
    trade: str = "",
    weekly_minutes: int | None = None,
    employer: Organisation | None = None,
    employer_kind: EmployerKind | None = None,
    asked_by: str = "",
) -> Employment:
    """The company of a commitment announces somebody who works for it; the caller commits.

    `commitment` is one the asker may see; `employer` is who signed the employment contract (the company
    itself unless it is lent somebody); `asked_by` is who asks, as the company is known. The person is the
    one the company already sees under the same names and birth date, else a new one: what the body
    knows of people the company does not see is never told, the facilitator merges the two. Unless her
    hours already count, an `EligibilityRequest` is opened. Asked twice, it changes nothing.

    Raises `RuleBroken` on `family_name`, `given_name`, `birth_date`, `starts_on`, `ends_on`,
    `weekly_minutes`, `employer_kind`. Leaves `participant.created`, `employment.created`,
    `employment.assigned`, `eligibility.requested`.
    """
    employer = employer or commitment.organisation
    participant = _known(commitment, family_name, given_name, birth_date) or create_participant(
        commitment.terms.lot.contract.body_id,
        family_name=family_name,
        given_name=given_name,
        birth_date=birth_date,
    )
    employment = _same(participant, employer, starts_on)
    if employment is None:
        employment = create_employment(
            participant,
            employer,
            employer_kind=employer_kind,
            contract_type=contract_type,
            starts_on=starts_on,
            ends_on=ends_on,
            trade=trade,
            weekly_minutes=weekly_minutes,
        )
    if commitment.id not in [each.commitment_id for each in employment.assignments]:
        assign(employment, commitment)
    ask_eligibility(participant, commitment, starts_on, asked_by)
    return employment


def ask_eligibility(participant: Participant, commitment: Commitment, on: date, asked_by: str) -> None:
    """Ask the facilitator whether a person counts from a day on, unless it is known or already asked."""
    db.session.flush()
    windows = windows_of([participant.id]).get(participant.id, ())
    open_one = select(EligibilityRequest.id).where(
        EligibilityRequest.participant_id == participant.id,
        EligibilityRequest.organisation_id == commitment.organisation_id,
        EligibilityRequest.state == RequestState.OPEN,
    )
    if any(window.covers(on) for window in windows) or db.session.scalar(open_one.limit(1)):
        return
    request = EligibilityRequest(
        body_id=participant.body_id,
        organisation_id=commitment.organisation_id,
        participant=participant,
        commitment=commitment,
        asked_at=now(),
        asked_by=asked_by[:120],
    )
    db.session.add(request)
    record("eligibility.requested", request, participant=participant.id)


def _known(
    commitment: Commitment, family_name: str, given_name: str, birth_date: date | None
) -> Participant | None:
    """Whom the company already sees under these names and this birth date."""
    here, body_id = commitment.organisation_id, commitment.terms.lot.contract.body_id
    seen = select(Participant).where(
        Participant.body_id == body_id,
        Participant.merged_into_id.is_(None),
        Participant.birth_date == birth_date,
        or_(Participant.id.in_(employed_by(here)), Participant.id.in_(assigned_to(here))),
    )
    wanted = search_key(tidy_name(family_name)), search_key(tidy_name(given_name))
    for person in db.session.scalars(seen):
        if birth_date and (search_key(person.family_name), search_key(person.given_name)) == wanted:
            return person
    return None


def _same(participant: Participant, employer: Organisation, starts_on: date) -> Employment | None:
    """The same employment, announced already."""
    db.session.flush()
    return db.session.scalar(
        select(Employment).where(
            Employment.participant_id == participant.id,
            Employment.employer_id == employer.id,
            Employment.starts_on == starts_on,
        )
    )
