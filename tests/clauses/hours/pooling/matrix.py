"""Access to the pooling: the body's alone."""

from typing import Any

from clauses.hours.pooling.models import PooledMonth
from clauses.hours.pooling.queries import share_month
from clauses.people.valuation.rules import MinutesKind
from tests.clauses.hours.pooling.factories import MONTH, make_agreement
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms
from tests.factories_hours import make_certificate, make_employment, make_participant, make_statement
from tests.matrix import BODY, Corner, Line


def pooled(corner: Corner) -> PooledMonth:
    """A month shared between two contracts of the corner."""
    commitments = []
    for _ in range(2):
        contract = make_contract(corner.body, buyer=corner.buyer, title=corner.canary)
        terms = make_terms(make_lot(contract, title=corner.canary), pooling_allowed=True)
        commitments.append(make_commitment(terms, organisation=corner.company))
        make_statement(commitments[-1])
    person = make_participant(corner.body, family_name=corner.canary)
    make_certificate(person)
    agreement = make_agreement(commitments, title=corner.canary)
    return share_month(agreement, make_employment(commitments[0], person), MONTH, MinutesKind.WORK, 600)


def agreement(corner: Corner) -> dict[str, Any]:
    """The agreement."""
    return {"agreement_id": pooled(corner).agreement.id}


def month(corner: Corner) -> dict[str, Any]:
    """The shared month."""
    return {"pooled_id": pooled(corner).id}


def agreement_file(corner: Corner) -> dict[str, Any]:
    """The agreement's parts as a file."""
    return {**agreement(corner), "ending": "csv"}


LINES = (
    Line("pooling.index", BODY),
    Line("pooling.index_file", BODY, lambda _corner: {"ending": "csv"}, client=BODY, other=BODY),
    Line("pooling.create", BODY),
    Line("pooling.show", BODY, agreement),
    Line("pooling.parts_file", BODY, agreement_file),
    Line("pooling.printed", BODY, agreement),
    Line("pooling.month", BODY, agreement),
    Line("pooling.finish", BODY, agreement),
    Line("pooling.withdraw", BODY, month),
)
