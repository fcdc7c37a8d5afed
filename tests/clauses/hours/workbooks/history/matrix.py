"""Access to the imports of past years: the body's own."""

from typing import Any

from clauses.hours.workbooks.history.models import HistoryImport
from clauses.hours.workbooks.history.rules import HistoryState, Report
from facilitator.clock import now
from tests.factories import add
from tests.matrix import BODY, Corner, Line


def sent(corner: Corner) -> dict[str, Any]:
    """One that was read, with an error."""
    report = Report(rows=1, errors=[{"sheet": "", "row": 2, "column": corner.canary, "sentence": "À voir."}])
    row = HistoryImport(
        body_id=corner.body.id,
        file_name=f"{corner.canary}.xlsx",
        state=HistoryState.READ,
        received_at=now(),
        beat_at=now(),
        report=report.facts(),
    )
    return {"import_id": add(row).id}


def file(corner: Corner) -> dict[str, Any]:
    """Its errors as a file."""
    return sent(corner) | {"ending": "csv"}


LINES = (
    Line("history.index", BODY),
    Line("history.send", BODY),
    Line("history.show", BODY, sent),
    Line("history.progress", BODY, sent),
    Line("history.errors", BODY, file),
    Line("history.confirm", BODY, sent),
    Line("history.cancel", BODY, sent),
    Line("history.undo", BODY, sent),
)
