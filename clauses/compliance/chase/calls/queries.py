"""Keep how a call ended, tell it in the log. The caller commits."""

from sqlalchemy import select

from clauses.compliance.chase.calls.rules import CallOutcome, again_on
from clauses.compliance.chase.line_rules import Line
from clauses.compliance.chase.models import PhoneCall
from clauses.compliance.chase.rules import contracts_of
from clauses.compliance.contacts.queries import say_left
from clauses.compliance.exchanges.queries import tell
from clauses.compliance.exchanges.rules import ExchangeKind
from clauses.contracts.models import Contract
from facilitator.access import Asker
from facilitator.accounts.models import Contact, Organisation
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db


def keep_call(
    asker: Asker,
    organisation: Organisation,
    line: Line | None,
    outcome: CallOutcome,
    contact: Contact | None,
    note: str,
) -> PhoneCall:
    """Write how a call ended. Leaves `call.made`; « parti » raises a request to confirm the contacts."""
    call = PhoneCall(
        body_id=asker.organisation_id,
        organisation_id=organisation.id,
        contact_id=contact.id if contact else None,
        contact_name=contact.name if contact else "",
        outcome=outcome,
        note=note[:300],
        called_at=now(),
        author_id=asker.user_id,
        again_on=again_on(outcome, today()),
    )
    db.session.add(call)
    record("call.made", call, outcome=outcome.value, organisation=organisation.id)
    if outcome is CallOutcome.LEFT and contact is not None:
        say_left(asker.organisation_id, contact, asker.name)
    who = f" à {contact.name}" if contact else ""
    said = f"Appel{who} : {outcome.label.lower()}{f'. {note}' if note else ''}."
    for contract_id in contracts_of(line.debts) if line else []:
        tell(
            db.session.get_one(Contract, contract_id),
            ExchangeKind.CALL,
            said[:1000],
            organisation=organisation,
            source=f"phone_call {call.id}",
        )
    return call


def contact_in(organisation: Organisation, contact_id: int) -> Contact | None:
    """One contact of an organisation."""
    return db.session.scalar(
        select(Contact).where(Contact.organisation_id == organisation.id, Contact.id == contact_id)
    )
