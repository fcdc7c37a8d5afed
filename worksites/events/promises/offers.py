"""What the promises offer: a part of the contract's page, its gate before the end, alerts."""

from collections.abc import Iterator

from flask import url_for

from clauses.contracts.queries import contract_of
from clauses.contracts.rules import Stage
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_of
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Asker
from facilitator.clock import today
from facilitator.feature import Alert, Link, Panel
from facilitator.formats import plural
from worksites.events.promises.queries import find_promises, pending_on, rows_on
from worksites.events.promises.rules import TONES, lacking

GATED = frozenset({Stage.FINAL_REPORT.value, Stage.CLOSED.value})
"""Steps of a contract before which each promise is kept, or found broken."""


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The promised events of a contract, their evidence, on its page; no participant is named there."""
    if kind != "contract" or asker.role not in BODY_ROLES | COMPANY_ROLES | BUYER_ROLES:
        return
    rows = rows_on(asker, thing_id)
    if not rows:
        return
    closed = rows[0].promise.contract.stage is Stage.CLOSED
    yield Panel(
        "worksites/events/promises/panel.html",
        {
            "rows": rows,
            "tones": TONES,
            "editor": asker.role in BODY_ROLES and not closed,
            "body": asker.role in BODY_ROLES,
            "contract_id": thing_id,
        },
    )


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """On a contract's page: note what it promises."""
    if kind != "contract" or asker.role not in BODY_ROLES:
        return
    contract = contract_of(asker, thing_id)
    if contract is not None and contract.stage is not Stage.CLOSED:
        yield Link("Noter un événement promis", url_for("event_promises.create", contract_id=thing_id))


def gates(kind: str, thing_id: int, step: str) -> Iterator[str]:
    """Before the final report, and before the closing: each promise is kept, or found broken."""
    if kind != "contract" or step not in GATED:
        return
    for row in pending_on(thing_id):
        promise = row.promise
        yield lacking(promise.number, row.kept, promise.kind, promise.source)


def alerts(asker: Asker) -> Iterator[Alert]:
    """Promises whose day is near or past: the body's, and each company's own."""
    if asker.role not in BODY_ROLES | COMPANY_ROLES:
        return
    days = whole(settings_of(asker, today()), "event_promise_alert_days")
    near = find_promises(asker, {"proche": "oui"}, days)
    if near:
        one, several = "événement promis reste à tenir", "événements promis restent à tenir"
        late = any(row.promise.by_on and row.promise.by_on < today() for row in near)
        yield Alert(
            len(near), plural(len(near), one, several), url_for("event_promises.index", proche="oui"), late
        )
