"""The plan of a clause; the days its trade works."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import delete, select

from clauses.compliance.schedule.models import PlannedMonth
from clauses.compliance.schedule.rules import Calendar, Closing, Plan
from clauses.contracts.models import ClauseTerms
from clauses.contracts.rules import Nature
from clauses.contracts.stages.rules import check_editable
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.rules import Settings
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.prepared import Prepared, several

LAST_ISO_WEEK = 52


PLANNED = Prepared(
    select(PlannedMonth.terms_id, PlannedMonth.month, PlannedMonth.minutes).where(
        PlannedMonth.terms_id.in_(several("clauses"))
    )
)


def plans_of(terms_ids: Collection[int]) -> dict[int, Plan]:
    """The plan of each clause that has one."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for terms_id, month, minutes in PLANNED.rows({"clauses": list(terms_ids)}):
        found[terms_id][month] = minutes
    return {terms_id: Plan(planned) for terms_id, planned in found.items()}


def write_plan(terms: ClauseTerms, planned: Mapping[date, int], source: str) -> None:
    """Replace the plan of a clause (minutes by first day of month); nothing planned removes it.

    Leaves `clause.planned`. The caller commits. Raises `RuleBroken` on a closed contract.
    """
    check_editable(terms.lot.contract.stage)
    db.session.execute(delete(PlannedMonth).where(PlannedMonth.terms_id == terms.id))
    db.session.add_all(
        PlannedMonth(terms_id=terms.id, month=month.replace(day=1), minutes=minutes, source=source)
        for month, minutes in sorted(planned.items())
        if minutes
    )
    record("clause.planned", terms, months=len(planned), minutes=sum(planned.values()), source=source)


def calendar_for(nature: Nature, settings: Settings) -> Calendar:
    """The days worked: works have their closing weeks, the rest has none."""
    if nature is not Nature.WORKS:
        return Calendar()
    summer = Closing(whole(settings, "closing_summer_week"), whole(settings, "closing_summer_weeks"))
    winter = Closing(LAST_ISO_WEEK, whole(settings, "closing_winter_weeks"))
    return Calendar((summer, winter))
