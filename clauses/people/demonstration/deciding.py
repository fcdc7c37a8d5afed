"""The decisions of the demonstration: what was seen of each person, and what follows by the rules."""

from datetime import date, datetime, time, timedelta

from clauses.parameters.queries import settings_for
from clauses.people.demonstration.persons import Person, Proved, Reason
from clauses.people.eligibility.deciding_rules import Facts, Seen, decide
from clauses.people.eligibility.models import CertifiedCriterion, EligibilityCertificate
from clauses.people.eligibility.rules import Decision
from clauses.people.participants.models import Participant
from clauses.people.participants.record_queries import create_participant
from facilitator.access import Asker
from facilitator.accounts.demonstration.demo import named
from facilitator.audit.queries import record
from facilitator.clock import PARIS, today
from facilitator.db import db

PROOF_AGE = timedelta(days=20)


def morning(day: date, minutes: int = 0) -> datetime:
    """Nine o'clock, or so many minutes later, in Paris."""
    return datetime.combine(day, time(9), PARIS) + timedelta(minutes=minutes)


def met(asker: Asker, person: Person) -> Participant:
    """Write somebody down as the facilitator does."""
    postcode, city = person.home
    return create_participant(
        asker.organisation_id,
        family_name=person.family_name,
        given_name=person.given_name,
        birth_date=person.birth_date,
        email=person.email,
        phone=person.phone,
        postcode=postcode,
        city=city,
        referrer_id=named(person.reason.referrer).id if person.reason.referrer else None,
    )


def certify(asker: Asker, participant: Participant, reason: Reason, hired_on: date) -> EligibilityCertificate:
    """Look at the proofs, and decide before the hire."""
    facts = Facts(birth_date=participant.birth_date, hired_on=hired_on, opinion=reason.opinion)
    verdict = decide(facts, _seen(reason), settings_for(participant.body_id, today()), today())
    assert verdict.window is not None, verdict.sentences
    certificate = EligibilityCertificate(
        body_id=participant.body_id,
        participant=participant,
        decision=Decision.ELIGIBLE,
        decided_on=today(),
        decided_by_id=asker.user_id,
        starts_on=verdict.window.starts_on,
        window_months=verdict.months,
        ends_on=verdict.window.ends_on,
        reason=reason.opinion,
        criteria=[_certified(asker, one) for one in verdict.seen],
    )
    db.session.add(certificate)
    record("eligibility.decided", certificate)
    return certificate


def _seen(reason: Reason) -> list[Seen]:
    dated_on = today() - PROOF_AGE
    return [Seen(one.criterion, one.proof, dated_on, _until(one)) for one in reason.proved]


def _until(one: Proved) -> date | None:
    return None if one.holds is None else today() + timedelta(days=one.holds)


def _certified(asker: Asker, one: Seen) -> CertifiedCriterion:
    return CertifiedCriterion(
        criterion=one.criterion,
        proof=one.proof,
        proof_dated_on=one.dated_on,
        proof_valid_until=one.valid_until,
        seen_on=today(),
        seen_by_id=asker.user_id,
    )


def refuse(asker: Asker, participant: Participant, reason: str) -> EligibilityCertificate:
    """Not eligible."""
    certificate = EligibilityCertificate(
        body_id=participant.body_id,
        participant=participant,
        decision=Decision.REFUSED,
        decided_on=today(),
        decided_by_id=asker.user_id,
        reason=reason,
    )
    db.session.add(certificate)
    record("eligibility.refused", certificate)
    return certificate
