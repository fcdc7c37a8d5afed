"""What the confirmations ask on the home page of an employer that lends people."""

from collections.abc import Iterator

from flask import url_for

from clauses.hours.confirmation.partner_queries import CONFIRMERS, count_unconfirmed
from facilitator.access import Asker, Role
from facilitator.feature import Alert, Link
from facilitator.formats import plural


def alerts(asker: Asker) -> Iterator[Alert]:
    """The months that wait for the employer's figures."""
    if asker.role in CONFIRMERS and (count := count_unconfirmed(asker)):
        said = plural(count, "mois à confirmer", "mois à confirmer")
        yield Alert(count, said, url_for("confirmations.index", a_faire="oui"))


def links(asker: Asker, kind: str, _: int) -> Iterator[Link]:
    """Whoever comes by the link of a reminder finds there the months to confirm."""
    if kind == "declaring" and asker.role is Role.LINK and (count := count_unconfirmed(asker)):
        said = plural(count, "mois à confirmer", "mois à confirmer")
        yield Link(f"Personnes mises à disposition : {said}", url_for("confirmations.index", a_faire="oui"))
