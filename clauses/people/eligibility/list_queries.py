"""The list of the eligibility: where each person of the body stands, what waits first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import joinedload

from clauses.people.eligibility.deciding_queries import first_hires, verdict_of
from clauses.people.eligibility.models import (
    CertifiedCriterion,
    EligibilityCertificate,
    EligibilityDraft,
    EligibilityRequest,
)
from clauses.people.eligibility.queries import certificates_of, open_requests
from clauses.people.eligibility.rules import (
    Decision,
    RequestState,
    Scheme,
    Situation,
    days_left,
    situation_of,
)
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.words import RuleBroken

CLAUSE = and_(
    EligibilityCertificate.participant_id == Participant.id, EligibilityCertificate.scheme == Scheme.CLAUSE
)
UNTIL: ColumnElement[Any] = (
    select(func.max(EligibilityCertificate.counts_until))
    .where(CLAUSE)
    .correlate(Participant)
    .scalar_subquery()
)
ASKED: ColumnElement[Any] = (
    select(func.min(EligibilityRequest.asked_at))
    .where(EligibilityRequest.participant_id == Participant.id, EligibilityRequest.state == RequestState.OPEN)
    .correlate(Participant)
    .scalar_subquery()
)
REFUSED: ColumnElement[Any] = (
    select(func.max(EligibilityCertificate.id))
    .where(CLAUSE, EligibilityCertificate.decision == Decision.REFUSED)
    .correlate(Participant)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Row:
    """A person as the list shows her: nothing of why."""

    participant: Participant
    situation: Situation
    until: date | None
    left: int | None
    """Days still to come."""
    hired_on: date | None
    asked_at: datetime | None
    asked_by: str
    ready: bool = False
    """What was seen is enough: one click decides."""
    lacks: str = ""
    """What is missing first, when something was already seen."""


def found_of(asker: Asker, asked: Mapping[str, str], soon: int, day: date) -> Any:
    """The people of the asker's body who answer the filters (`etat`, `q`), not sorted."""
    people = participants_of(asker).where(Participant.archived_on.is_(None))
    found = people.with_only_columns(Participant, UNTIL, ASKED, REFUSED, maintain_column_froms=True)
    if asked.get("etat"):
        found = found.where(_standing(Situation(asked["etat"]), day, day + timedelta(days=soon)))
    for word in search_key(asked.get("q", "")).split():
        found = found.where(Participant.search_key.contains(word, autoescape=True))
    return found


def _standing(wanted: Situation, day: date, soon: date) -> ColumnElement[bool]:
    quiet = ASKED.is_(None)
    return {
        Situation.ASKED: ASKED.is_not(None),
        Situation.ENDING: and_(quiet, day <= UNTIL, soon >= UNTIL),
        Situation.ELIGIBLE: and_(quiet, soon < UNTIL),
        Situation.ENDED: and_(quiet, day > UNTIL),
        Situation.REFUSED: and_(quiet, UNTIL.is_(None), REFUSED.is_not(None)),
        Situation.UNDECIDED: and_(quiet, UNTIL.is_(None), REFUSED.is_(None)),
    }[wanted]


def ordered(found: Any, sort: str, day: date) -> Any:
    """What waits first: requests by age, then the windows that end first; or by a column."""
    name = (Participant.family_name, Participant.given_name, Participant.id)
    if sort.removeprefix("-") == "personne":
        return found.order_by(*(one.desc() if sort.startswith("-") else one for one in name))
    if sort.removeprefix("-") == "fin":
        return found.order_by(
            UNTIL.is_(None), UNTIL.desc() if sort.startswith("-") else UNTIL.asc(), Participant.id
        )
    rank = case((ASKED.is_not(None), 0), (day <= UNTIL, 1), (UNTIL.is_(None), 2), else_=3)
    return found.order_by(rank, ASKED, UNTIL, *name)


def count_of(found: Any) -> int:
    """How many people answer."""
    return db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0


def rows_of(asker: Asker, found: Any, soon: int, day: date) -> list[Row]:
    """The lines of a list, each with what its company asked and what was seen of it."""
    people = db.session.execute(found).all()
    ids = [person.id for person, *_ in people]
    waiting = {request.participant_id: request for request in open_requests(asker.body_id or 0, ids)}
    hires, drafts = first_hires(ids, day), _drafts(asker, ids)
    rows = []
    for person, until, asked_at, refused in people:
        request, draft = waiting.get(person.id), drafts.get(person.id)
        ready, lacks = readiness(draft) if draft else (False, "")
        rows.append(
            Row(
                person,
                situation_of(asked_at is not None, until, refused is not None, day, soon),
                until,
                days_left(until, day),
                hires.get(person.id),
                request.asked_at if request else None,
                request.organisation.name if request else "",
                ready,
                lacks,
            )
        )
    return rows


def _drafts(asker: Asker, people: Collection[int]) -> dict[int, EligibilityDraft]:
    found = owned(EligibilityDraft, asker).where(
        EligibilityDraft.participant_id.in_(people), EligibilityDraft.scheme == Scheme.CLAUSE
    )
    loaded = found.options(joinedload(EligibilityDraft.participant))
    latest = loaded.order_by(EligibilityDraft.id)
    return {draft.participant_id: draft for draft in db.session.scalars(latest)}


def readiness(draft: EligibilityDraft) -> tuple[bool, str]:
    """Whether what was seen is enough to decide, and else what is missing first."""
    try:
        verdict = verdict_of(draft)
    except RuleBroken as broken:
        return False, broken.message
    return verdict.eligible, verdict.sentences[0] if verdict.sentences else ""


def criteria_rows(asker: Asker) -> Sequence[CertifiedCriterion]:
    """Every criterion certified by the asker's body, for its own files alone."""
    own = certificates_of(asker).with_only_columns(EligibilityCertificate.id)
    found = select(CertifiedCriterion).where(CertifiedCriterion.certificate_id.in_(own))
    loaded = found.options(
        joinedload(CertifiedCriterion.certificate).joinedload(EligibilityCertificate.participant),
        joinedload(CertifiedCriterion.seen_by),
    )
    return db.session.scalars(loaded.order_by(CertifiedCriterion.id)).all()


def counts(asker: Asker, soon: int) -> dict[Situation, int]:
    """How many people in each of the situations that ask for an act."""
    wanted = (Situation.ASKED, Situation.ENDING)
    return {one: count_of(found_of(asker, {"etat": one.value}, soon, today())) for one in wanted}
