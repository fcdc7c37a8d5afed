"""Access to the reminders: the body alone; to the contacts: the body, or the company itself."""

from typing import Any

from clauses.compliance.chase.models import ChaseHold
from clauses.compliance.chase.rules import ChaseStep
from clauses.compliance.contacts.models import ContactRequest
from clauses.compliance.contacts.rules import ContactReason
from clauses.hours.ledger.models import Statement
from facilitator.clock import now, today
from tests.factories import add, make_contact, make_user
from tests.factories_hours import make_running, make_statement
from tests.matrix import BODY, COMPANIES, LINKS, PUBLIC, Corner, Line


def owing(corner: Corner) -> Statement:
    """A company that owes October, with somebody to write to."""
    commitment = make_running(
        corner.body,
        organisation=corner.company,
        contract={"title": corner.canary, "buyer": corner.buyer, "archived_on": corner.archived_on},
    )
    if not corner.company.contacts:
        make_contact(corner.company, name=corner.canary, email="nadia@essai.example", phone="+33612345678")
    add(
        ContactRequest(
            body_id=corner.body.id,
            organisation_id=corner.company.id,
            reason=ContactReason.START,
            cause=f"contract {commitment.terms.lot.contract_id}",
            raised_at=now(),
        )
    )
    return make_statement(commitment)


def company(corner: Corner) -> dict[str, Any]:
    """The company that owes it."""
    return {"organisation_id": owing(corner).organisation_id}


def somebody(corner: Corner) -> dict[str, Any]:
    """A contact of that company."""
    organisation = owing(corner).organisation
    return {"organisation_id": organisation.id, "contact_id": organisation.contacts[0].id}


def own_contact(corner: Corner) -> dict[str, Any]:
    """A contact of the asker's own company."""
    return {"contact_id": somebody(corner)["contact_id"]}


def held(corner: Corner) -> dict[str, Any]:
    """Reminders that are held back."""
    statement = owing(corner)
    hold = ChaseHold(
        body_id=corner.body.id,
        organisation_id=statement.organisation_id,
        until=today(),
        reason=corner.canary,
        made_at=now(),
        author_id=make_user().id,
    )
    return {"hold_id": add(hold).id}


def step(_corner: Corner) -> dict[str, Any]:
    """A step of the ladder."""
    return {"step": ChaseStep.LATE.value}


def ending(_corner: Corner) -> dict[str, Any]:
    """A kind of file."""
    return {"ending": "csv"}


ALIKE: dict[str, Any] = {"client": BODY, "other": BODY, "archived": BODY}
"""A step, a kind of file: the same whoever's."""
LINES = (
    Line("chase.index", BODY),
    Line("chase.index_file", BODY, ending, **ALIKE),
    Line("chase.preview", BODY),
    Line("chase.send_many", BODY),
    Line("chase.outcome", BODY),
    Line("chase.tomorrow", BODY),
    Line("chase.company", BODY, company),
    Line("chase_holds.make", BODY, company),
    Line("chase_holds.lift_hold", BODY, held),
    Line("calls.index", BODY),
    Line("calls.keep", BODY, company),
    Line("ladder.index", BODY),
    Line("ladder.edit", BODY),
    Line("ladder.reset", BODY),
    Line("letters.index", BODY),
    Line("letters.edit", BODY, step, **ALIKE),
    Line("letters.reset", BODY, step, **ALIKE),
    Line("contact_requests.index", BODY),
    Line("contact_requests.index_file", BODY, ending, **ALIKE),
    Line("contact_requests.confirm_for", BODY, company),
    Line("contact_requests.left", BODY, somebody),
    Line("contact_requests.ours", COMPANIES | LINKS),
    Line("contact_requests.our_left", COMPANIES | LINKS, own_contact, client=frozenset()),
    Line("contact_requests.thanks", PUBLIC),
)
