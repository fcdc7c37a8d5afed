"""What compliance adds to the page of a contract: how it stands, where it goes, the burn-up and its table."""

from collections.abc import Iterator

from flask import url_for

from clauses.compliance.chart.rules import MOST_ROWS, draw, rows_of, shown_of, together
from clauses.compliance.standing.contract_queries import concluded_on
from clauses.compliance.standing.exports import BURN_UP, CLAUSES, TONES
from clauses.compliance.standing.rules import whole
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Asker
from facilitator.clock import today
from facilitator.feature import Link, Panel


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The progress and the forecast of a contract, for those who may see it."""
    if kind != "contract":
        return
    day = today()
    clauses = concluded_on(asker, thing_id, day)
    if not clauses:
        return
    if len(clauses) == 1:
        rows = rows_of(clauses[0].facts, clauses[0].conclusion, MOST_ROWS)
    else:  # several are summed at the end of every month
        rows = shown_of(together([rows_of(one.facts, one.conclusion) for one in clauses]))
    start = min(one.facts.starts_on for one in clauses)
    shown = {
        "whole": whole([one.conclusion for one in clauses]),
        "clauses": clauses,
        "rows": rows,
        "drawing": draw(rows, start, day),
        "columns": BURN_UP,
        "clause_columns": CLAUSES,
        "tones": TONES,
        "company": asker.role in COMPANY_ROLES,
        "editor": asker.body_id is not None,
        "contract_id": thing_id,
    }
    yield Panel("clauses/compliance/standing/contract.html", shown)


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """The what-if of a contract, from its page."""
    if kind == "contract" and asker.role in BODY_ROLES | BUYER_ROLES:
        yield Link("Simuler", url_for("simulation.show", contract_id=thing_id))
