"""What the Monday board asks on the home page."""

from collections.abc import Iterator

from flask import url_for

from clauses.compliance.board.queries import counts_of
from clauses.compliance.rules import ClauseState
from facilitator.access import BODY_ROLES, BUYER_ROLES, Asker
from facilitator.feature import Alert
from facilitator.formats import plural

TOLD = (
    (ClauseState.LATE, "clause en retard", "clauses en retard", True),
    (ClauseState.WATCH, "clause à surveiller", "clauses à surveiller", False),
)


def alerts(asker: Asker) -> Iterator[Alert]:
    """The clauses that will miss their hours, and those to watch; each count opens its list."""
    if asker.role not in BODY_ROLES | BUYER_ROLES:
        return
    counts = counts_of(asker)
    for state, one, several, urgent in TOLD:
        if counts.get(state):
            url = url_for("follow_up.index", etat=state.value)
            yield Alert(counts[state], plural(counts[state], one, several), url, urgent)
