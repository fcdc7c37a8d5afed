"""Access to the calendars: each to her own, whatever her role; the secret address to whoever knows it."""

from typing import Any

from facilitator.access import Role
from facilitator.agenda.feed_rules import token_hash
from facilitator.agenda.models import CalendarFeed
from facilitator.clock import now
from tests.factories import add, make_membership
from tests.matrix import EVERYONE, NOBODY, PUBLIC, Corner, Line


def made(corner: Corner, token: str) -> CalendarFeed:
    """A calendar of a facilitator's events with the corner's partner: whoever knows its address reads it."""
    row = CalendarFeed(
        token_hash=token_hash(token),
        membership_id=make_membership(Role.FACILITATOR, corner.body).id,
        about="organisation",
        thing_id=corner.partner.id,
        label=f"{corner.canary} agenda",
        created_at=now(),
    )
    return add(row)


def feed(corner: Corner) -> dict[str, Any]:
    """A calendar of somebody else: nobody reads another's pages."""
    return {"feed_id": made(corner, f"kept-{corner.relation}").id}


def address(corner: Corner) -> dict[str, Any]:
    """The secret address of such a calendar."""
    made(corner, f"secret-{corner.relation}")
    return {"token": f"secret-{corner.relation}"}


NEVER = {"GET": NOBODY, "POST": NOBODY}
LINES = (
    Line("agenda.index", EVERYONE),
    Line("agenda.create", EVERYONE),
    Line("agenda.take", EVERYONE),
    Line("agenda.show", EVERYONE, feed, methods=NEVER),
    Line("agenda.renew", EVERYONE, feed, methods=NEVER),
    Line("agenda.do_renew", EVERYONE, feed, methods=NEVER),
    Line("agenda.revoke", EVERYONE, feed, methods=NEVER),
    Line("agenda.do_revoke", EVERYONE, feed, methods=NEVER),
    Line("agenda.feed", PUBLIC, address),
)
