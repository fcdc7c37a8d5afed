"""What is done with the person: verbs that leave an event without a word of what was written; to-do lists.

Every caller has checked that the asker follows the pathway. The caller commits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from clauses.people.employments.trades.rules import parse_trade
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.identity import refuse_nir
from facilitator.words import RuleBroken
from geiq.pathways.care.rules import check_barrier, is_late, lifted_on, parse_hour
from geiq.pathways.course.rules import check_day, check_open
from geiq.pathways.knowing.queries import follows, known_to
from geiq.pathways.models import Assessment, Barrier, Pathway, PathwayMove, PathwayStep
from geiq.pathways.rules import BarrierKind, BarrierState

MOST_COMPARED = 4


@dataclass(frozen=True)
class Inside:
    """What whoever follows a person reads of her pathway."""

    assessments: Sequence[Assessment]
    barriers: Sequence[Barrier]
    coming: Sequence[PathwayStep]
    done: Sequence[PathwayStep]
    moves: Sequence[PathwayMove]
    today: date

    def is_late(self, step: PathwayStep) -> bool:
        """Whether a step's day is past and it is not done."""
        return is_late(step.due_on, step.done_on, self.today)


def page_of(pathway: Pathway, on: date) -> Inside:
    """Everything of a pathway."""
    return Inside(
        pathway.assessments,
        pathway.barriers,
        [step for step in pathway.steps if step.done_on is None],
        [step for step in pathway.steps if step.done_on is not None],
        pathway.moves,
        on,
    )


def assess(pathway: Pathway, author_id: int, **values: Any) -> Assessment:
    """Keep a dated assessment beside the earlier ones. Leaves `pathway.assessed`."""
    check_open(pathway.ended_on)
    check_day(values["made_on"], pathway.starts_on, today(), "made_on")
    refuse_nir(values.get("project", ""), "project")
    if values.get("trade"):
        values["trade"] = parse_trade(values["trade"])
    months, reach = values.get("experience_months"), values.get("reach_km")
    if months is not None and months < 0:
        raise RuleBroken("Indiquez un nombre de mois.", "experience_months")
    if reach is not None and reach < 0:
        raise RuleBroken("Indiquez un nombre de kilomètres.", "reach_km")
    row = Assessment(author_id=author_id, **values)
    pathway.assessments.insert(0, row)
    record("pathway.assessed", pathway)
    return row


def say_barrier(pathway: Pathway, kind: BarrierKind, state: BarrierState, action: str) -> Barrier:
    """Say that a barrier exists, and where it stands. Leaves `pathway.barrier_said`, without its kind."""
    check_open(pathway.ended_on)
    action = check_barrier(kind, action)
    row = next((one for one in pathway.barriers if one.kind is kind), None)
    if row is None:
        row = Barrier(kind=kind, since=today())
        pathway.barriers.append(row)
    row.lifted_on = lifted_on(state, row.lifted_on, today())
    row.state, row.action = state, action
    record("pathway.barrier_said", pathway)
    return row


def drop_barrier(pathway: Pathway, barrier: Barrier) -> None:
    """A barrier noted by mistake goes without a trace of what it was. Leaves `pathway.barrier_dropped`."""
    pathway.barriers.remove(barrier)
    record("pathway.barrier_dropped", pathway)


def put_step(
    pathway: Pathway,
    step: PathwayStep | None,
    *,
    title: str,
    due_on: date,
    at: str = "",
    place: str = "",
    contact: str = "",
) -> PathwayStep:
    """Agree on a step, or change it. Leaves `pathway.step_put`."""
    check_open(pathway.ended_on)
    for name, text in (("title", title), ("place", place or "")):
        refuse_nir(text, name)
    if due_on < pathway.starts_on:
        raise RuleBroken("Ce jour vient avant l’entrée dans le parcours.", "due_on")
    if step is None:
        step = PathwayStep()
        pathway.steps.append(step)
    step.title, step.due_on, step.at = title.strip(), due_on, parse_hour(at or "")
    step.place, step.contact = (place or "").strip(), (contact or "").strip()
    record("pathway.step_put", pathway)
    return step


def finish_step(step: PathwayStep, on: date | None) -> None:
    """A step is done (None: it is still to do). Leaves `pathway.step_done`."""
    step.done_on = on
    record("pathway.step_done", step.pathway)


def drop_step(pathway: Pathway, step: PathwayStep) -> None:
    """A step will not be. Leaves `pathway.step_dropped`."""
    pathway.steps.remove(step)
    record("pathway.step_dropped", pathway)


def next_step(pathway: Pathway, on: date) -> PathwayStep | None:
    """The first step that is still to come."""
    coming = [step for step in pathway.steps if step.done_on is None and step.due_on >= on]
    return min(coming, key=lambda step: (step.due_on, step.at, step.id), default=None)


def steps_to_do(asker: Asker, before: date | None = None) -> Select[PathwayStep]:
    """The steps still to do in the pathways that the asker follows, the oldest first; `before` a day only."""
    mine = known_to(asker).where(follows(asker), Pathway.ended_on.is_(None)).with_only_columns(Pathway.id)
    found = (
        select(PathwayStep)
        .join(PathwayStep.pathway)
        .join(Pathway.participant)
        .where(PathwayStep.pathway_id.in_(mine), PathwayStep.done_on.is_(None))
        .options(
            contains_eager(PathwayStep.pathway).options(
                contains_eager(Pathway.participant), joinedload(Pathway.scheme)
            )
        )
        .order_by(PathwayStep.due_on, PathwayStep.at, Participant.search_key, PathwayStep.id)
    )
    return found if before is None else found.where(PathwayStep.due_on < before)


def count_late(asker: Asker, on: date) -> int:
    """How many of them are late."""
    late = steps_to_do(asker, on).with_only_columns(PathwayStep.id)
    return db.session.scalar(select(func.count()).select_from(late.order_by(None).subquery())) or 0
