"""What the demonstration's head decided on the published contracts: one followed, one set aside."""

from clauses.contracts.demonstration.publications import CHANGED
from clauses.unfollowed.queries import Row, decide, forgotten_of, rows_of
from clauses.unfollowed.rules import DismissalReason, Outcome, suggestion_of
from clauses.unfollowed.takeover_queries import Wanted, take_over
from facilitator.access import Asker
from facilitator.accounts.demonstration.demo import named
from facilitator.accounts.demonstration.places import companies
from facilitator.accounts.demonstration.queries import acting
from facilitator.accounts.demonstration.rules import door
from facilitator.db import db
from facilitator.feature import DemoPart

SET_ASIDE = "2026V0043"
"""A contract that is reserved without asking for hours."""
HOURS = 1_180


def build() -> str:
    """Take one published contract over, so that its next modification is seen; dismiss another."""
    with acting(door("responsable")) as asker:
        rows = {row.published.number: row for row in rows_of(forgotten_of(asker))}
        _follow(asker, rows[CHANGED])
        decide(asker, rows[SET_ASIDE].published, Outcome.DISMISSED, reason=DismissalReason.NO_HOURS)
        db.session.flush()
    return "une clause prise en charge, une écartée"


def _follow(asker: Asker, row: Row) -> None:
    suggested = vars(suggestion_of(row.record))
    clause, months = suggested.pop("clause"), suggested.pop("months")
    sirets = {company.siret or "": company.name for company in companies()}
    wanted = Wanted(
        suggested | {"duration_months": months}, clause, HOURS * 60, named("planner").name, sirets
    )
    take_over(asker, row, wanted)


PARTS = (DemoPart("takeover", "Clauses publiées", build),)
