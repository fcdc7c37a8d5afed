"""What is known of the people who could be proposed, in a few selects whatever their number.

The level of French and the licences stand in assessments: they are read only of the pathways that the asker
follows (need to know), and are unknown otherwise.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Select, func, or_, select

from clauses.people.abilities.rules import Licence
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.eligibility.queries import eligible_until_of
from clauses.people.employments.models import Employment
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from facilitator.access import Asker
from facilitator.db import db
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.rules import EnrolmentState
from geiq.matching.models import Proposal, StaffingRequest
from geiq.matching.rules import Candidate, Ranked, Trade, TradeSource, Wanted, rank
from geiq.pathways.models import Assessment, Pathway, PathwayFollower

FINISHED = (EnrolmentState.COMPLETED, EnrolmentState.CERTIFIED)
UNDER_WAY = (EnrolmentState.SELECTED, EnrolmentState.ENTERED)


def wanted_of(request: StaffingRequest) -> Wanted:
    """What a request asks, as the rules read it."""
    return Wanted(request.trade, request.starts_on, request.postcode, request.french, request.licence)


def ranked_for(asker: Asker, request: StaffingRequest, on: date) -> list[Ranked]:
    """The people who could be proposed, best first; those proposed for it already are left out."""
    known = {one.participant_id for one in request.proposals}
    people = [one for one in candidates(asker, request.starts_on, on) if one.person_id not in known]
    return rank(wanted_of(request), people)


def candidates(asker: Asker, starts_on: date, on: date) -> list[Candidate]:
    """Those of a cohort or a pathway, those whose window is open, with what the asker may know of them."""
    rows = db.session.execute(_pool(asker, on)).all()
    ids = [row.id for row in rows]
    trades, aims = _trades(ids), _assessed(asker, ids, on)
    busy, windows, proposed = (
        _busy(ids, starts_on),
        eligible_until_of(ids, max(on, starts_on)),
        _proposed(ids),
    )
    found = []
    for row in rows:
        person = Candidate(
            row.id,
            f"{row.given_name} {row.family_name}",
            tuple(trades.get(row.id, ())),
            row.postcode,
            counts_until=windows.get(row.id),
            proposed=proposed.get(row.id, 0),
        )
        if row.id in busy:
            person = replace(person, busy_until=busy[row.id], busy_for_long=busy[row.id] is None)
        found.append(_told(person, aims.get(row.id)))
    return found


def _pool(asker: Asker, on: date) -> Select:
    open_window = select(EligibilityCertificate.participant_id).where(
        EligibilityCertificate.counts_until >= on
    )
    enrolled = select(Enrolment.participant_id).where(Enrolment.state.in_((*FINISHED, *UNDER_WAY)))
    followed = select(Pathway.participant_id).where(Pathway.ended_on.is_(None))
    columns = (Participant.id, Participant.given_name, Participant.family_name, Participant.postcode)
    return (
        participants_of(asker)
        .with_only_columns(*columns)
        .where(
            Participant.archived_on.is_(None),
            or_(*(Participant.id.in_(ids) for ids in (open_window, enrolled, followed))),
        )
    )


def _trades(ids: Collection[int]) -> dict[int, list[Trade]]:
    found: dict[int, list[Trade]] = defaultdict(list)
    worked = select(Employment.participant_id, Employment.trade).where(
        Employment.participant_id.in_(ids), Employment.trade != ""
    )
    for person, trade in db.session.execute(worked):
        found[person].append(Trade(trade, TradeSource.WORKED))
    trained = (
        select(Enrolment.participant_id, Cohort.trade, Enrolment.state)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.participant_id.in_(ids), Enrolment.state.in_((*FINISHED, *UNDER_WAY)))
    )
    for person, trade, state in db.session.execute(trained):
        found[person].append(Trade(trade, TradeSource.TRAINED if state in FINISHED else TradeSource.TRAINING))
    return found


def _assessed(asker: Asker, ids: Collection[int], on: date) -> dict[int, Assessment]:
    """The last assessment of each person whom the asker follows."""
    rows = db.session.execute(
        select(Pathway.participant_id, Assessment)
        .join(Assessment, Assessment.pathway_id == Pathway.id)
        .join(PathwayFollower, PathwayFollower.pathway_id == Pathway.id)
        .where(
            Pathway.participant_id.in_(ids),
            PathwayFollower.user_id == asker.user_id,
            or_(PathwayFollower.until.is_(None), PathwayFollower.until >= on),
        )
        .order_by(Assessment.made_on, Assessment.id)
    )
    return {row[0]: row[1] for row in rows}


def _told(person: Candidate, seen: Assessment | None) -> Candidate:
    if seen is None:
        return person
    aims = (Trade(seen.trade, TradeSource.AIMED),) if seen.trade else ()
    licences = frozenset(Licence(one) for one in seen.licences)
    return replace(person, french=seen.french, licences=licences, trades=(*person.trades, *aims))


def _busy(ids: Collection[int], starts_on: date) -> dict[int, date | None]:
    """Until when those are at work, or in training, who are on that day; None without a known end."""
    rows: Iterable = db.session.execute(
        select(Employment.participant_id, Employment.ends_on).where(
            Employment.participant_id.in_(ids),
            Employment.starts_on <= starts_on,
            or_(Employment.ends_on.is_(None), Employment.ends_on >= starts_on),
        )
    )
    found: dict[int, date | None] = {}
    for person, ends_on in rows:
        if person in found and (found[person] is None or (ends_on and ends_on < found[person])):
            continue
        found[person] = ends_on
    rows = db.session.execute(
        select(Enrolment.participant_id, Cohort.ends_on)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            Enrolment.participant_id.in_(ids),
            Enrolment.state.in_(UNDER_WAY),
            Cohort.ends_on >= starts_on,
        )
    )
    for person, ends_on in rows:
        found.setdefault(person, ends_on)
    return found


def _proposed(ids: Collection[int]) -> dict[int, int]:
    counted = (
        select(Proposal.participant_id, func.count())
        .where(Proposal.participant_id.in_(ids))
        .group_by(Proposal.participant_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}
