"""Merge two records of one person, and undo it: what was moved is remembered, row by row.

Whatever has a foreign key to a participant is hers (`hanging`); what hangs on an employment follows it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, UniqueConstraint, exists, select, update
from sqlalchemy.orm import joinedload

from clauses.people.employments.models import Employment
from clauses.people.participants.hanging_queries import hanging
from clauses.people.participants.models import Participant, ParticipantMerge
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.traces import leaves_trace
from facilitator.words import RuleBroken

FILLED = ("birth_date", "phone", "email", "postcode", "city", "referrer_id", "notes")
"""What the kept record takes from the other where it says nothing."""
BEFORE = "before"
MANY = 5_000


def merge(asker: Asker, kept: Participant, dropped: Participant) -> ParticipantMerge:
    """Make one record of two: all that hung on `dropped` hangs on `kept`. The caller commits.

    What `kept` does not say is taken from `dropped`. Raises `RuleBroken` when there are not two records
    to merge. Leaves `participant.merged`.
    """
    if kept.id == dropped.id or kept.body_id != dropped.body_id:
        raise RuleBroken("Il faut deux fiches de la même structure pour les fusionner.")
    if kept.merged_into_id or dropped.merged_into_id:
        raise RuleBroken("Une de ces fiches est déjà fusionnée avec une autre.")
    db.session.flush()
    moved: dict[str, Any] = {}
    for column in hanging():
        if ids := _movable(column, kept.id, dropped.id):
            _point(column, ids, dropped.id, kept.id)
            moved[str(column)] = ids
    moved[BEFORE] = _filled(kept, dropped)
    dropped.merged_into_id = kept.id
    made = ParticipantMerge(
        body_id=kept.body_id,
        kept_id=kept.id,
        dropped_id=dropped.id,
        moved=moved,
        made_at=now(),
        author_id=asker.user_id,
    )
    db.session.add(made)
    db.session.flush()
    record("participant.merged", kept, other=dropped.id, merge=made.id)
    db.session.expire_all()
    return made


Standing = Callable[[tuple[int, int]], Mapping[Any, int]]
"""What an upper room finds wrong between two records: minutes by place."""
WATCHES: list[tuple[Standing, str]] = []
"""What an undoing must not make worse, with the refusal: upper rooms add theirs (`watched`)."""


def watched(sentence: str) -> Callable[[Standing], Standing]:
    """A reading of two records that undoing their merge must not make worse, and what is said then."""

    def keep(standing: Standing) -> Standing:
        WATCHES.append((standing, sentence))
        return standing

    return keep


def undo(merged: ParticipantMerge) -> None:
    """Put everything back as it was; what came since stays with the kept one. The caller commits.

    Minutes declared since on an employment that goes back go with it. Twice changes nothing. Raises
    `RuleBroken`, and changes nothing, when the kept record was itself merged later, or when what is
    watched would be worse: hours validated by the other's decision. Leaves `participant.unmerged`.
    """
    if merged.undone_at is not None:
        return
    kept, dropped = merged.kept, merged.dropped
    if kept.merged_into_id is not None:
        raise RuleBroken(
            "La fiche gardée a été fusionnée depuis avec une autre : défaites d’abord cette fusion-là."
        )
    both = kept.id, dropped.id
    db.session.flush()
    before_it = [standing(both) for standing, _ in WATCHES]
    with db.session.begin_nested():
        _move_back(merged)
        for (standing, sentence), known in zip(WATCHES, before_it, strict=True):
            if any(minutes > known.get(place, 0) for place, minutes in standing(both).items()):
                raise RuleBroken(sentence)
    for name, (before, after) in merged.moved.get(BEFORE, {}).items():
        if _plain(getattr(kept, name)) == after:
            setattr(kept, name, _back(name, before))
    dropped.merged_into_id, merged.undone_at = None, now()
    record("participant.unmerged", kept, other=dropped.id, merge=merged.id)
    db.session.expire_all()


def _move_back(merged: ParticipantMerge) -> None:
    """Every row that was moved, and what hangs on an employment with it."""
    columns = {str(column): column for column in hanging()}
    for name, ids in merged.moved.items():
        if name in columns:
            _point(columns[name], ids, merged.kept_id, merged.dropped_id)
    _follow_employments(merged.kept_id, merged.dropped_id)


def merge_of(asker: Asker, merge_id: int) -> ParticipantMerge | None:
    """A merge that the asker's body made."""
    found = select(ParticipantMerge).where(
        ParticipantMerge.id == merge_id, ParticipantMerge.body_id == asker.body_id
    )
    return db.session.scalar(found)


def merges_into(participant_id: int) -> list[ParticipantMerge]:
    """The merges that made this record, not undone, the latest first."""
    if not leaves_trace(ParticipantMerge, Participant, participant_id):
        return []
    found = select(ParticipantMerge).where(
        ParticipantMerge.kept_id == participant_id, ParticipantMerge.undone_at.is_(None)
    )
    loaded = found.options(joinedload(ParticipantMerge.dropped))
    return list(db.session.scalars(loaded.order_by(ParticipantMerge.id.desc())))


def kept_instead(asker: Asker, participant_id: int) -> int | None:
    """The record that stands for one that was merged; None when it was not, or is not the asker's."""
    found = select(Participant.merged_into_id).where(
        Participant.id == participant_id, Participant.body_id == asker.body_id
    )
    return db.session.scalar(found)


def _movable(column: Column[Any], kept: int, dropped: int) -> list[int]:
    """The rows of the dropped one that the kept one may take: what each may hold once, and both hold (what
    was seen of a person, say), stays where it is.
    """
    table = column.table
    found = select(table.c.id).where(column == dropped).order_by(table.c.id)
    for rule in table.constraints:
        if isinstance(rule, UniqueConstraint) and column.name in rule.columns:
            mine = table.alias()
            others = [mine.c[each.name] == each for each in rule.columns if each.name != column.name]
            found = found.where(~exists().where(mine.c[column.name] == kept, *others))
    return list(db.session.scalars(found))


def _point(column: Column[Any], ids: list[int], before: int, after: int) -> None:
    """Make these rows, if they are still there and unmoved, hang on another person."""
    for start in range(0, len(ids), MANY):
        some = ids[start : start + MANY]
        of_some = column.table.c.id.in_(some)
        db.session.execute(update(column.table).where(of_some, column == before).values({column.name: after}))


def _follow_employments(before: int, after: int) -> None:
    here = select(Employment.id).where(Employment.participant_id == after)
    employed = {column.table: column for column in hanging(Employment)}
    for column in hanging():
        if column.table in employed:
            rows = update(column.table).where(column == before, employed[column.table].in_(here))
            db.session.execute(rows.values({column.name: after}))


def _filled(kept: Participant, dropped: Participant) -> dict[str, list[Any]]:
    """Fill what the kept record lacks; by column, the values before and after."""
    filled = {}
    for name in FILLED:
        mine, theirs = getattr(kept, name), getattr(dropped, name)
        if not mine and theirs:
            setattr(kept, name, theirs)
            filled[name] = [_plain(mine), _plain(theirs)]
    return filled


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _back(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "birth_date" and value else value
