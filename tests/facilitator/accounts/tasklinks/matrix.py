"""Access to the links that need no account: their pages are public, and open nothing by themselves."""

from typing import Any

from tests.factories_links import make_link
from tests.matrix import PUBLIC, Corner, Line


def pointer(corner: Corner) -> dict[str, Any]:
    """The pointer of a link sent to the corner's company."""
    return {"pointer": make_link(corner.body, corner.company)[1]}


LINES = (
    Line("tasklinks.show", PUBLIC, pointer),
    Line("tasklinks.send", PUBLIC, pointer),
    Line("tasklinks.code", PUBLIC, pointer),
    Line("tasklinks.enter", PUBLIC, pointer, data={"code": "000000"}),
    Line("tasklinks.go_on", PUBLIC, pointer),
    Line("tasklinks.renew", PUBLIC, pointer),
    Line("tasklinks.leave", PUBLIC),
    Line("tasklinks.left", PUBLIC),
)
