"""Access to the links that need no account: their pages are public, and open nothing by themselves."""

from typing import Any

from facilitator.accounts.tasklinks.models import TrustedDevice
from facilitator.accounts.tasklinks.queries import trust
from facilitator.db import db
from tests.factories_links import make_link
from tests.matrix import BODY, COMPANY_ADMINS, PUBLIC, Corner, Line

KEEPERS = BODY | COMPANY_ADMINS


def pointer(corner: Corner) -> dict[str, Any]:
    """The pointer of a link sent to the corner's company."""
    return {"pointer": make_link(corner.body, corner.company)[1]}


def company(corner: Corner) -> dict[str, Any]:
    """The company that links are sent to."""
    return {"organisation_id": corner.company.id}


def link(corner: Corner) -> dict[str, Any]:
    """One of its links."""
    row = make_link(corner.body, corner.company)[0]
    row.title = f"Heures {corner.canary}"
    return {"link_id": row.id}


def device(corner: Corner) -> dict[str, Any]:
    """A device that its contact trusts."""
    trust(make_link(corner.body, corner.company)[0], "", f"{corner.canary}, Android")
    row = db.session.query(TrustedDevice).order_by(TrustedDevice.id.desc()).first()
    assert row is not None
    return {"device_id": row.id}


LINES = (
    Line("tasklinks_kept.index", KEEPERS, company),
    Line("tasklinks_kept.cancel", KEEPERS, link),
    Line("tasklinks_kept.forget", KEEPERS, device),
    Line("tasklinks.show", PUBLIC, pointer),
    Line("tasklinks.send", PUBLIC, pointer),
    Line("tasklinks.code", PUBLIC, pointer),
    Line("tasklinks.enter", PUBLIC, pointer, data={"code": "000000"}),
    Line("tasklinks.go_on", PUBLIC, pointer),
    Line("tasklinks.renew", PUBLIC, pointer),
    Line("tasklinks.leave", PUBLIC),
    Line("tasklinks.left", PUBLIC),
)
