"""Who may calculate, keep sizings."""

from typing import Any

from clauses.sizing.calculators.rules import METHODS
from clauses.sizing.kept.models import Sizing
from clauses.sizing.methods.rules import facts
from facilitator.accounts.models import Organisation
from facilitator.clock import now
from tests.factories import add, make_user
from tests.factories_contracts import make_contract, make_lot, make_terms
from tests.matrix import BODY, Corner, Line


def make_sizing(body: Organisation, **over: Any) -> Sizing:
    """A sizing kept on a clause of a new contract of the body."""
    terms = make_terms(make_lot(make_contract(body, **over)))
    method, given = METHODS["training"], {"amount": terms.lot.contract.amount}
    answer = facts(method, given, method.answer(given))
    return add(
        Sizing(
            body_id=body.id,
            terms_id=terms.id,
            method="training",
            hours=answer["hours"],
            hours_exact=None,
            answer=answer,
            author_id=make_user().id,
            made_at=now(),
        )
    )


def sizing(corner: Corner) -> dict[str, Any]:
    """A sizing of the corner's body, on a contract of its buyer."""
    row = make_sizing(corner.body, buyer=corner.buyer, title=corner.canary, archived_on=corner.archived_on)
    return {"sizing_id": row.id}


def method(_corner: Corner) -> dict[str, Any]:
    """A calculation whose address holds its inputs."""
    return {"name": "training", "amount": "250000"}


def ending(_corner: Corner) -> dict[str, Any]:
    """A list as a CSV file."""
    return {"ending": "csv"}


ALL = {"client": BODY, "other": BODY, "archived": BODY}
LINES = (
    Line("sizing.index", BODY),
    Line("sizing.calculate", BODY, method, **ALL),
    Line("sizing_learned.show", BODY),
    Line("sizing_kept.index", BODY),
    Line("sizing_kept.export", BODY, ending, **ALL),
    Line("sizing_kept.show", BODY, sizing),
    Line("sizing_kept.choose", BODY, method, **ALL),
    Line("sizing_kept.keep", BODY, method, **ALL),
)
