"""Tell the company what is returned to it: one message to its first contact."""

from collections.abc import Sequence

from clauses.hours.declaring.inviting.queries import reachable
from clauses.hours.declaring.rules import PURPOSE
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.statements.pages import title_of
from facilitator.accounts.tasklinks.queries import new_link
from facilitator.formats import plural
from facilitator.mail.queries import post
from facilitator.mail.sms.queries import post_sms

KIND = "Relevé à corriger"
NOBODY = (
    "Le relevé est renvoyé, mais l’entreprise n’a aucun contact avec une adresse électronique ou un mobile : "
    "prévenez-la, puis complétez ses contacts."
)


def tell_company(statement: Statement, reason: str, lines: Sequence[StatementLine]) -> str:
    """Post the message that says what to correct; the sentence for the facilitator.

    The message names nobody: the company sees its people once inside.
    """
    contact = reachable(statement.organisation)
    if contact is None:
        return NOBODY
    contract = statement.commitment.terms.lot.contract
    title = f"À corriger : {title_of(statement).lower()}"
    _, url = new_link(statement.body_id, contact, PURPOSE, title, [statement.month])
    what = "Tout est à revoir"
    if lines:
        what = plural(len(lines), "ligne est à corriger", "lignes sont à corriger")
    text = (
        f"Bonjour,\n\n{title_of(statement)}, marché {contract.reference} ({contract.title}), "
        f"{contract.buyer.name}.\n\n{what} : {reason}\n\n"
        f"Corriger, sans compte : {url}\n"
    )
    if not contact.email:
        said = f"{title}, marché {contract.reference}. {url}"
        post_sms(
            KIND, contact.phone, said, organisation_id=statement.organisation_id, body_id=statement.body_id
        )
        return f"Le relevé est renvoyé. Un SMS part à {contact.name}."
    post(
        KIND,
        contact.email,
        f"{title}, marché {contract.reference}"[:200],
        text,
        organisation_id=statement.organisation_id,
        body_id=statement.body_id,
    )
    return f"Le relevé est renvoyé. Un message part à {contact.name}."
