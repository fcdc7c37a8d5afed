"""The events of a worksite, of a programme, of a contract, on their pages."""

from collections.abc import Iterator

from flask import url_for

from clauses.contracts.models import Contract
from facilitator.access import BODY_ROLES, Asker
from facilitator.feature import Panel
from facilitator.traces import leaves_trace
from worksites.events.exports import SHORT
from worksites.events.list_queries import count_of, events_on_contract, find_events, ordered, rows_of
from worksites.events.pages import READERS
from worksites.events.promises.models import EventPromise
from worksites.sites.models import WorksiteShare

MOST = 6
TYING = (WorksiteShare, EventPromise)
"""What ties an event to a contract."""
FILTERS = {"worksite": "chantier", "operation": "programme"}


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The latest events there, and the way to all of them."""
    if kind not in {*FILTERS, "contract"} or asker.role not in READERS:
        return
    if kind == "contract" and not any(leaves_trace(model, Contract, thing_id) for model in TYING):
        return
    found = (
        events_on_contract(asker, thing_id)
        if kind == "contract"
        else find_events(asker, {FILTERS[kind]: str(thing_id)})
    )
    count = count_of(found)
    editor = asker.role in BODY_ROLES
    if not count and not (editor and kind == "worksite"):
        return
    name = FILTERS.get(kind)
    yield Panel(
        "worksites/events/place_panel.html",
        {
            "rows": rows_of(ordered(found, "-jour"), 0, MOST),
            "columns": SHORT,
            "count": count,
            "all_url": f"{url_for('events.index')}?{name}={thing_id}" if name and count > MOST else "",
            "new_url": url_for("events.create", chantier=thing_id) if editor and kind == "worksite" else "",
        },
    )
