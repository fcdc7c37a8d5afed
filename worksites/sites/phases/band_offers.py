"""The work phases as bands of a timeline: one a worksite and trade, from its first day to its last."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from flask import url_for
from sqlalchemy.orm import joinedload

from facilitator.access import COMPANY_ROLES, Asker
from facilitator.db import db
from facilitator.gatherings import Band
from worksites.sites.models import WorkPhase
from worksites.sites.queries import phases_of

KIND = "Phase de travaux"


def bands(asker: Asker, first: date, last: date) -> Iterator[Band]:
    """The phases that have a day in the span, in the order they begin."""
    if asker.role in COMPANY_ROLES:
        return
    found = phases_of(asker).where(WorkPhase.starts_on <= last, WorkPhase.ends_on >= first)
    rows = db.session.scalars(
        found.options(joinedload(WorkPhase.worksite)).order_by(WorkPhase.starts_on, WorkPhase.id)
    )
    grouped: dict[tuple[int, str], list[WorkPhase]] = defaultdict(list)
    for phase in rows:
        grouped[phase.worksite_id, phase.trade].append(phase)
    for (worksite_id, trade), phases in grouped.items():
        yield Band(
            KIND,
            f"{phases[0].worksite.name} : {trade}",
            min(phase.starts_on for phase in phases),
            max(phase.ends_on for phase in phases),
            url_for("worksites.show", worksite_id=worksite_id),
            frozenset({worksite_id}),
        )
