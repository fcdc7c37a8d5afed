"""Who may read and set the parameters."""

from typing import Any

from tests.matrix import BODY, Corner, Line


def parameter(_corner: Corner) -> dict[str, Any]:
    """A parameter of the catalogue: it is everybody's, its values are each body's."""
    return {"key": "hourly_cost"}


def ending(_corner: Corner) -> dict[str, Any]:
    """A list as a CSV file."""
    return {"ending": "csv"}


ALL = {"client": BODY, "other": BODY, "archived": BODY}
LINES = (
    Line("parameters.index", BODY),
    Line("parameters.export", BODY, ending, **ALL),
    Line("parameters.show", BODY, parameter, **ALL),
    Line("parameters.change", BODY, parameter, **ALL),
    Line("parameters.confirm_default", BODY, parameter, **ALL),
    Line("parameters.back_to_default", BODY, parameter, **ALL),
)
