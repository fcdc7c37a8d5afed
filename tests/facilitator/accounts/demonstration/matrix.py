"""Access to the doors of the demonstration: public by their mark, and absent from any other database."""

from typing import Any

from tests.matrix import NOBODY, PUBLIC, Corner, Line


def door(_corner: Corner) -> dict[str, Any]:
    """A door that a demonstration has."""
    return {"key": "facilitatrice"}


LINES = (Line("demonstration.enter", PUBLIC, door, methods={"POST": NOBODY}),)
