"""Access to the journal."""

from typing import Any

from tests.matrix import ADMINS, HEADS, Corner, Line

READERS = HEADS | ADMINS


def file(_corner: Corner) -> dict[str, Any]:
    """A list as a file."""
    return {"ending": "csv"}


LINES = (
    Line("journal.index", READERS),
    Line("journal.index_file", READERS, file, client=READERS, other=READERS),
)
