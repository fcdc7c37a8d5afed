"""What the contacts to confirm ask on the home page, and of a company."""

from collections.abc import Iterator

from flask import url_for

from clauses.compliance.contacts.queries import count_open, requests_about
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker, Role
from facilitator.feature import Alert, Link
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """Contacts to confirm: the body's, or the company's own."""
    if asker.role in BODY_ROLES:
        count = count_open(asker)
        if count:
            said = plural(count, "contact d’entreprise à confirmer", "contacts d’entreprises à confirmer")
            yield Alert(count, said, url_for("contact_requests.index"))
    elif asker.role in COMPANY_ROLES:
        count = len(requests_about(asker.organisation_id))
        if count:
            yield Alert(count, "Dites qui joindre dans votre entreprise", url_for("contact_requests.ours"))


def links(asker: Asker, kind: str, _thing_id: int) -> Iterator[Link]:
    """A company says whom to reach in it, beside its declarations."""
    if kind == "declaring" and asker.role in (*COMPANY_ROLES, Role.LINK):
        yield Link("Vos contacts, ou quelqu’un est parti", url_for("contact_requests.ours"))
