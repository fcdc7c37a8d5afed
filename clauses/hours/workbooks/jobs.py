"""Files that nobody confirmed are forgotten: they hold names."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from clauses.hours.workbooks.history.models import HistoryImport
from clauses.hours.workbooks.history.rules import HistoryState
from clauses.hours.workbooks.models import HoursImport
from clauses.hours.workbooks.rules import WorkbookState
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.feature import Job
from facilitator.formats import plural

KEPT = timedelta(days=30)
DAY_MINUTES = 24 * 60


def forget_waiting() -> str:
    """Drop the workbooks that wait for more than thirty days, and the files of past years alike."""
    limit = now() - KEPT
    sent = select(HoursImport).where(HoursImport.state == WorkbookState.READ, HoursImport.received_at < limit)
    past = select(HistoryImport).where(HistoryImport.path != "", HistoryImport.received_at < limit)
    count = 0
    for row in db.session.scalars(sent).all():
        row.state, row.content = WorkbookState.DROPPED, b""
        record("workbook.dropped", row)
        count += 1
    for old in db.session.scalars(past).all():
        Path(old.path).unlink(missing_ok=True)
        old.path = ""
        if old.state is not HistoryState.DONE:
            old.state = HistoryState.CANCELLED
        record("history.cancelled", old)
        count += 1
    db.session.commit()
    return f"{plural(count, 'fichier oublié', 'fichiers oubliés')}."


FORGET_WORKBOOKS = Job(
    "forget-workbooks", "Oublier les classeurs jamais importés", forget_waiting, DAY_MINUTES
)
