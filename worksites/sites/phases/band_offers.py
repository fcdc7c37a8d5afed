"""The work phases as bands of a timeline: one a worksite and trade, from its first day to its last."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from sqlalchemy import func

from facilitator.access import COMPANY_ROLES, Asker
from facilitator.db import db
from facilitator.gatherings import Band
from worksites.sites.models import WorkPhase, Worksite
from worksites.sites.queries import phases_of

KIND = "Phase de travaux"


def bands(asker: Asker, first: date, last: date) -> Iterator[Band]:
    """The phases that have a day in the span, in the order they begin."""
    if asker.role in COMPANY_ROLES:
        return
    columns = (WorkPhase.worksite_id, WorkPhase.trade, Worksite.name)
    days = (func.min(WorkPhase.starts_on), func.max(WorkPhase.ends_on))
    found = phases_of(asker).where(WorkPhase.starts_on <= last, WorkPhase.ends_on >= first)
    rows = found.join(WorkPhase.worksite).with_only_columns(*columns, *days).group_by(*columns)
    for site, trade, name, starts_on, ends_on in db.session.execute(rows.order_by(*days, *columns)):
        url = url_for("worksites.show", worksite_id=site)
        yield Band(KIND, f"{name}\u00a0: {trade}", starts_on, ends_on, url, frozenset({site}))
