"""Files that nobody confirmed are forgotten."""

from datetime import timedelta
from pathlib import Path

from clauses.hours.workbooks.history.models import HistoryImport
from clauses.hours.workbooks.history.rules import HistoryState
from clauses.hours.workbooks.jobs import forget_waiting
from clauses.hours.workbooks.models import HoursImport
from clauses.hours.workbooks.rules import WorkbookState
from facilitator.clock import now
from facilitator.formats import NBSP
from tests.conftest import keep
from tests.factories import add, make_body, make_user


def test_what_waits_for_a_month_is_forgotten_and_the_rest_stays(app: object, tmp_path: Path) -> None:
    body, author = make_body(), make_user()
    sent = [
        add(
            HoursImport(
                organisation_id=body.id,
                author_id=author.id,
                file_name="a.xlsx",
                received_at=now() - timedelta(days=days),
                year=2026,
                content=b"x",
            )
        )
        for days in (31, 29)
    ]
    path = tmp_path / "passe"
    path.write_bytes(b"x")
    old = now() - timedelta(days=31)
    past = add(
        HistoryImport(
            body_id=body.id,
            file_name="b",
            path=str(path),
            received_at=old,
            beat_at=old,
            state=HistoryState.READ,
        )
    )
    keep()
    assert forget_waiting() == f"2{NBSP}fichiers oubliés."
    assert [row.state for row in sent] == [WorkbookState.DROPPED, WorkbookState.READ]
    assert (sent[0].content, past.path, path.exists()) == (b"", "", False)
    assert forget_waiting() == f"0{NBSP}fichier oublié."
