"""The decisions of the demonstration: what was seen of each person, and what follows by the rules."""

from datetime import date, datetime, time, timedelta

from clauses.people.demonstration.persons import Person, Proved, Reason
from clauses.people.eligibility.deciding_queries import certify, draft_for
from clauses.people.eligibility.deciding_rules import Facts, Seen
from clauses.people.eligibility.models import EligibilityDraft
from clauses.people.eligibility.rules import Scheme
from clauses.people.participants.models import Participant
from clauses.people.participants.record_queries import create_participant
from facilitator.access import Asker
from facilitator.accounts.demonstration.demo import named
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


def look(asker: Asker, participant: Participant, reason: Reason, hired_on: date | None) -> EligibilityDraft:
    """What was seen of somebody, not decided yet."""
    dated_on = today() - PROOF_AGE
    seen = [Seen(one.criterion, one.proof, dated_on, _until(one)) for one in reason.proved]
    facts = Facts(birth_date=participant.birth_date, hired_on=hired_on, opinion=reason.opinion)
    return draft_for(asker, participant, Scheme.CLAUSE, facts, seen)


def _until(one: Proved) -> date | None:
    return None if one.holds is None else today() + timedelta(days=one.holds)


def find_eligible(asker: Asker, participant: Participant, reason: Reason, hired_on: date) -> None:
    """Look at the proofs, and decide before the hire."""
    db.session.flush()
    certify(asker, look(asker, participant, reason, hired_on))
