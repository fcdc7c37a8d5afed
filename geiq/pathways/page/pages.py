"""What the two sides of somebody's page share: the browser's side of an opened one, how it is drawn."""

from typing import Any

import segno
from flask import session

from facilitator.clock import now
from geiq.pathways.page.models import PageLink
from geiq.pathways.page.rules import OPEN_LASTS
from geiq.pathways.slip.rules import Door

PATH = "/moi/"
FOLDER = "geiq/pathways/page"


def keep_open(link: PageLink) -> None:
    """This browser typed the code: it reads the page for half an hour, whatever it does."""
    session["page"] = [link.id, int((now() + OPEN_LASTS).timestamp())]


def is_opened(link: PageLink) -> bool:
    """Whether this browser has typed the code of this address in the last half an hour."""
    held: list[Any] = session.get("page", [])
    return len(held) == 2 and held[0] == link.id and now().timestamp() < held[1]


def picture_of(door: Door) -> str:
    """The QR code of an address, as an image of the page."""
    return str(segno.make(door.url, error="m").svg_data_uri(scale=4, border=2, light="#fff"))


def shut() -> None:
    """Leave nothing of it in this browser."""
    session.pop("page", None)
