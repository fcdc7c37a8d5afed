"""Access to the choice of how often: open to all, the link is the proof."""

from typing import Any

from facilitator.mail.digests.queries import token_of
from tests.matrix import PUBLIC, Corner, Line


def link(corner: Corner) -> dict[str, Any]:
    """A link made for an address."""
    return {"token": token_of(f"{corner.canary}@essai.example")}


LINES = (
    Line("digests.show", PUBLIC, link),
    Line("digests.choose", PUBLIC, link, data={"frequency": "daily"}),
)
