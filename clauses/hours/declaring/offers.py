"""What declaring offers to the home page, and to a company's page."""

from collections.abc import Iterator

from flask import url_for

from clauses.hours.declaring.queries import tasks_of
from facilitator.access import BODY_ROLES, COMPANY_ROLES, Asker
from facilitator.accounts.organisations.queries import organisation_live
from facilitator.accounts.rules import DECLARING_KINDS
from facilitator.clock import today
from facilitator.feature import Alert, Link
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """What a company has to declare."""
    if asker.role in COMPANY_ROLES:
        to_do = tasks_of(asker, today()).to_do
        count = sum(len(tasks.statements) for tasks in to_do)
        late = any(tasks.due_on < today() for tasks in to_do)
        if count:
            said = plural(count, "relevé d’heures à déclarer", "relevés d’heures à déclarer")
            yield Alert(count, said, url_for("declaring.index"), late)


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """A facilitator sends a company its link."""
    if kind == "organisation" and asker.role in BODY_ROLES:
        organisation = organisation_live(asker, thing_id)
        if organisation is not None and organisation.kind in DECLARING_KINDS:
            yield Link(
                "Envoyer le lien à l’entreprise", url_for("inviting.preview", organisation_id=thing_id)
            )
