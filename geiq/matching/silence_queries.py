"""Silences are told on both sides: a company that does not answer, a need for which nobody is proposed."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import bindparam, select

from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.feature import Awaited
from facilitator.formats import plural
from facilitator.prepared import Prepared
from geiq.matching.models import Proposal, StaffingRequest
from geiq.matching.rules import ProposalState, StaffingState, silence_sentence, unserved_sentence


def tell_silences(on: date) -> int:
    """Write into the logs the answers that did not come by their day, once each; how many people. The caller
    commits. Leaves `staffing.silent`."""
    late = db.session.scalars(
        select(Proposal).where(
            Proposal.state == ProposalState.SENT, Proposal.answer_by < on, Proposal.silent_on.is_(None)
        )
    ).all()
    together: dict[tuple[int, date], list[Proposal]] = defaultdict(list)
    for proposal in late:
        together[proposal.request_id, proposal.answer_by].append(proposal)
        proposal.silent_on = on
    for (_, answer_by), proposals in together.items():
        request = proposals[0].request
        record("staffing.silent", request, people=len(proposals))
        _log(request, silence_sentence(len(proposals), request.trade, answer_by))
    return len(late)


def tell_unserved(on: date) -> int:
    """Write into the logs the needs for which nobody was proposed in time, once each; how many. The caller
    commits. Leaves `staffing.unserved`."""
    told = 0
    for request in db.session.scalars(
        select(StaffingRequest).where(
            StaffingRequest.state == StaffingState.OPEN,
            StaffingRequest.unserved_on.is_(None),
            StaffingRequest.id.not_in(select(Proposal.request_id)),
        )
    ).all():
        days = whole(settings_for(request.body_id, on), "staffing_unserved_days")
        if request.asked_on + timedelta(days=days) >= on:
            continue
        request.unserved_on = on
        record("staffing.unserved", request)
        _log(request, unserved_sentence(request.people, request.trade, days))
        told += 1
    return told


def _log(request: StaffingRequest, said: str) -> None:
    if request.commitment is None:
        return
    contract = request.commitment.terms.lot.contract
    tell(
        contract,
        ExchangeKind.NOTE,
        said,
        organisation=request.organisation,
        source=f"staffing_request {request.id}",
        buyer_sees=True,
    )


ALONE = Prepared(
    select(Proposal.id, Proposal.sent_on, Proposal.answer_by)
    .add_columns(StaffingRequest.organisation_id, StaffingRequest.trade)
    .join(Proposal.request)
    .where(
        Proposal.body_id == bindparam("body"),
        Proposal.state == ProposalState.SENT,
        Proposal.offer_id.is_(None),
    )
)
"""Every list of reminders asks it."""


def awaited(body_id: int, on: date) -> Iterator[Awaited]:
    """The answers that companies owe outside any contract: those of a contract are known by its offers."""
    for proposal_id, sent_on, answer_by, company, trade in ALONE.rows({"body": body_id}):
        said = f"réponse sur {plural(1, 'personne proposée', 'personnes proposées')} ({trade})"
        yield Awaited("offer", f"proposal {proposal_id}", company, said, answer_by, sent_on, None)
