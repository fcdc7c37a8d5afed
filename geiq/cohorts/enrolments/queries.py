"""Propose candidates, move them step after step; the seats and the days are checked. The caller commits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from clauses.people.exits.queries import open_reviews, withdraw_reviews
from clauses.people.exits.rules import ExitOrigin
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.search import find
from facilitator.words import RuleBroken
from geiq.cohorts.enrolments.rules import (
    BACK,
    SEATED,
    TRAINED,
    WENT_THROUGH,
    OtherTraining,
    check_day,
    check_days,
    check_move,
    check_open,
    check_room,
    check_stage,
)
from geiq.cohorts.hires.queries import minutes_after
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.queries import enrolments_in, seats_of
from geiq.cohorts.rules import CohortStage, EnrolmentState, LeavingReason

SHOWN = 30
"""People offered at once: a name finds the others."""
DAYS = {
    EnrolmentState.MET: "met_on",
    EnrolmentState.SELECTED: "decided_on",
    EnrolmentState.WAITING: "decided_on",
    EnrolmentState.NOT_RETAINED: "decided_on",
    EnrolmentState.DECLINED: "left_on",
    EnrolmentState.ENTERED: "entered_on",
    EnrolmentState.COMPLETED: "completed_on",
    EnrolmentState.CERTIFIED: "certified_on",
    EnrolmentState.LEFT: "left_on",
}
"""Where the day of each step is kept."""


def candidates_offered(asker: Asker, cohort: Cohort, text: str) -> Sequence[Participant]:
    """The people whom the asker may propose for a cohort: those that a name finds, or the latest known."""
    here = select(Enrolment.participant_id).where(Enrolment.cohort_id == cohort.id)
    people = proposable(asker).where(
        Participant.body_id == cohort.body_id,
        Participant.archived_on.is_(None),
        Participant.id.not_in(here),
    )
    if text:
        return find(people, Participant, text, SHOWN)
    latest = people.order_by(Participant.created_on.desc(), Participant.search_key, Participant.id)
    return db.session.scalars(latest.limit(SHOWN)).all()


def proposable(asker: Asker) -> Select[Participant]:
    """Whom an asker may propose: a body its people, a partner those it follows (not those it employs)."""
    found = participants_of(asker)
    if asker.body_id is None:
        found = found.where(Participant.referrer_id == asker.organisation_id)
    return found


def propose(asker: Asker, cohort: Cohort, ids: Collection[int]) -> list[Enrolment]:
    """Propose people for a cohort; whoever is there already stays as she is. Leaves `enrolment.proposed`.

    Raises `RuleBroken` when the cohort takes nobody more, or when somebody is not the asker's to propose.
    """
    check_open(cohort.stage)
    found = proposable(asker).where(Participant.id.in_(ids), Participant.body_id == cohort.body_id)
    people = db.session.scalars(found.order_by(Participant.search_key, Participant.id)).all()
    if not people:
        raise RuleBroken("Cochez au moins une personne.", "people")
    there = {one.participant_id for one in cohort.enrolments}
    made = []
    for person in people:
        if person.id not in there:
            referrer = person.referrer_id if asker.body_id is not None else asker.organisation_id
            row = Enrolment(body_id=cohort.body_id, cohort=cohort, participant=person, referrer_id=referrer)
            row.proposed_on, row.state = today(), EnrolmentState.PROPOSED
            db.session.add(row)
            made.append(row)
            record("enrolment.proposed", row, cohort=cohort.id, participant=person.id)
    return made


@dataclass(frozen=True)
class Move:
    """A step that people take: where to, on which day, why when they leave."""

    to: EnrolmentState
    on: date
    reason: LeavingReason | None = None


def move(cohort: Cohort, enrolments: Sequence[Enrolment], step: Move) -> int:
    """Make candidates take a step; how many did. Those that stand there already are left alone.

    All or none. Raises `RuleBroken` when the seats would be passed, when somebody is in another training on
    the same days, when the step cannot follow. Leaves `enrolment.moved` for each.
    """
    moving = [one for one in enrolments if one.state is not step.to]
    check_stage(step.to, cohort.stage, cohort.starts_on, today())
    for one in moving:
        check_move(one.state, step.to, step.reason)
        check_day(step.to, step.on, one.entered_on, today())
    if step.to in SEATED:
        newly = [one for one in moving if one.state not in SEATED]
        check_room(seats_of(cohort), len(newly))
        _check_days(cohort, newly)
    for one in moving:
        _take(one, step)
    return len(moving)


def _take(enrolment: Enrolment, step: Move) -> None:
    before = enrolment.state
    enrolment.state = step.to
    if column := DAYS.get(step.to):
        setattr(enrolment, column, step.on)
    if step.to in {EnrolmentState.COMPLETED, EnrolmentState.CERTIFIED} and enrolment.completed_on is None:
        enrolment.completed_on = step.on
    if step.to is EnrolmentState.PROPOSED:
        enrolment.left_on = enrolment.decided_on = enrolment.leaving_reason = None
    else:
        enrolment.leaving_reason = step.reason
    record("enrolment.moved", enrolment, before=before.value, after=step.to.value)
    if step.to in WENT_THROUGH | {EnrolmentState.LEFT}:
        ended = enrolment.left_on or enrolment.completed_on or step.on
        open_reviews(enrolment.participant, ExitOrigin.COHORT, enrolment.cohort_id, ended)


def take_back(enrolment: Enrolment) -> None:
    """Undo a step taken by mistake. Leaves `enrolment.taken_back`."""
    to = BACK.get(enrolment.state)
    if to is None:
        raise RuleBroken(f"« {enrolment.state.label} » ne se reprend pas.", "state")
    cohort, before = enrolment.cohort, enrolment.state
    if cohort.stage is CohortStage.CANCELLED:
        raise RuleBroken("Cette cohorte est annulée : ses candidats ne bougent plus.", "state")
    if before in TRAINED and to not in TRAINED and enrolment.attendances:
        raise RuleBroken("Cette personne a des émargements : elle est entrée en formation.", "state")
    if to in SEATED and before not in SEATED:
        check_room(seats_of(cohort), 1)
        _check_days(cohort, [enrolment])
    if column := DAYS.get(before):
        setattr(enrolment, column, None)
    enrolment.state, enrolment.leaving_reason = to, None
    record("enrolment.taken_back", enrolment, before=before.value, after=to.value)
    if to not in WENT_THROUGH and before in WENT_THROUGH | {EnrolmentState.LEFT}:
        withdraw_reviews(enrolment.participant, ExitOrigin.COHORT, enrolment.cohort_id)


def _check_days(cohort: Cohort, enrolments: Iterable[Enrolment]) -> None:
    for one in enrolments:
        others = trainings_of(one.participant_id, but=cohort.id)
        check_days(one.participant.name, cohort.starts_on, cohort.ends_on, others)


def trainings_of(participant_id: int, but: int) -> list[OtherTraining]:
    """The other trainings in which somebody holds a seat, with their days."""
    rows = db.session.execute(
        select(Cohort.name, Cohort.starts_on, Cohort.ends_on)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(
            Enrolment.participant_id == participant_id,
            Enrolment.state.in_(SEATED),
            Cohort.id != but,
            Cohort.stage != CohortStage.CANCELLED,
            Cohort.starts_on.is_not(None),
            Cohort.ends_on.is_not(None),
        )
    )
    return [OtherTraining(name, start, end) for name, start, end in rows if start and end]


@dataclass(frozen=True)
class CandidateRow:
    """A line of the list of candidates; `minutes` of clause validated under the hire that followed."""

    enrolment: Enrolment
    minutes: int | None = None

    @property
    def since(self) -> date:
        """The day of the state."""
        column = DAYS.get(self.enrolment.state, "proposed_on")
        return getattr(self.enrolment, column) or self.enrolment.proposed_on

    @property
    def hire(self) -> str | None:
        """By whom, on which contract; what is announced, until it is tied."""
        work, told = self.enrolment.employment, self.enrolment.told_employer
        if work is None:
            return f"Annoncée : {told.name}" if told else None
        return f"{work.contract_type.label}, {work.employer.name}"

    def answers(self, values: Mapping[str, str]) -> bool:
        """Whether it answers the filters of the list."""
        one = self.enrolment
        words = search_key(values.get("q", "")).split()
        hired = values.get("embauche")
        return (
            all(word in one.participant.search_key for word in words)
            and values.get("etat") in (None, one.state.value)
            and values.get("prescripteur") in (None, str(one.referrer_id))
            and (hired is None or (hired == "oui") == (one.employment_id is not None))
        )


def rows_of(asker: Asker, cohort: Cohort) -> list[CandidateRow]:
    """The candidates of a cohort that the asker may see: two hundred at most, the seats and those refused."""
    seen = enrolments_in(asker, cohort)
    minutes = minutes_after(seen)
    return [CandidateRow(one, minutes.get(one.id)) for one in seen]
