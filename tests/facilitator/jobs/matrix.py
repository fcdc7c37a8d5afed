"""Access to the background jobs: whoever keeps the platform, alone."""

from typing import Any

from tests.matrix import ADMINS, Corner, Line


def job(_corner: Corner) -> dict[str, Any]:
    """A job of the house, the same for all."""
    return {"name": "forget-runs"}


LINES = (
    Line("jobs.index", ADMINS),
    Line("jobs.show", ADMINS, job),
    Line("jobs.start", ADMINS, job),
)
