"""One agreement of the demonstration: a small company's three clauses, served by one person."""

from collections.abc import Sequence
from datetime import date, timedelta

from clauses.contracts.models import Commitment
from clauses.hours.ledger.models import Statement
from clauses.hours.pooling.queries import agree, share_month
from clauses.people.employments.models import Employment
from clauses.people.employments.record_queries import assign
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.demonstration.queries import acting
from facilitator.clock import today

COMPANY = "Sancy Terrassement"
SIGNED = timedelta(days=100)
WEIGHTS = (3, 1, 1)
REASON = "Accord écrit des trois acheteurs : trois petits objectifs, un même salarié suivi par le PLIE."


def pool(statements: Sequence[Statement], workers: Sequence[Employment], minutes: int, month: date) -> None:
    """Agree on the commitments of these statements, and share the minutes of the first worker's month."""
    shared: list[Commitment] = [statement.commitment for statement in statements]
    worker = workers[0]
    signed_on = today() - SIGNED
    with acting() as asker:
        agreement = agree(
            asker.organisation_id,
            f"{COMPANY} : trois marchés, un salarié",
            signed_on,
            signed_on.replace(day=1),
            None,
            REASON,
            dict(zip(shared, WEIGHTS, strict=False)),
        )
        for commitment in shared:
            assign(worker, commitment, max(month, worker.starts_on))
        share_month(agreement, worker, month, MinutesKind.WORK, minutes)
