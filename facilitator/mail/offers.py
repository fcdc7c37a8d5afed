"""What the mail tells the home page: what waits for somebody, what does not arrive."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, Asker, Role
from facilitator.feature import Alert
from facilitator.formats import plural
from facilitator.mail.batches.queries import to_confirm
from facilitator.mail.bounces.queries import count_bounces
from facilitator.mail.queries import count_dead
from facilitator.mail.rules import BatchState, MailState

READERS = BODY_ROLES | {Role.PLATFORM_ADMIN}


def alerts(asker: Asker) -> Iterator[Alert]:
    """Messages in great number to confirm; addresses that do not receive; letters given up."""
    if asker.role not in READERS:
        return
    waiting = to_confirm(asker)
    said = plural(waiting, "envoi en nombre à confirmer", "envois en nombre à confirmer")
    yield Alert(waiting, said, url_for("batches.index", etat=BatchState.TO_CONFIRM.value), True)
    bounced = count_bounces(asker)
    said = plural(bounced, "adresse ne reçoit plus nos messages", "adresses ne reçoivent plus nos messages")
    yield Alert(bounced, said, url_for("bounces.index"))
    if asker.role is Role.PLATFORM_ADMIN:
        dead = count_dead()
        said = plural(dead, "message abandonné depuis un mois", "messages abandonnés depuis un mois")
        yield Alert(dead, said, url_for("mail.index", etat=MailState.DEAD.value))
