"""Access to the workbooks: a workbook is of the organisation that sent it, body or company."""

from typing import Any

from clauses.hours.workbooks.models import HoursImport
from clauses.hours.workbooks.packing import pack
from clauses.hours.workbooks.rules import WorkbookState
from facilitator.clock import now
from facilitator.db import db
from facilitator.exchange.sheets.rules import Row, Sheet, Sheets
from tests.clauses.hours.matrix import filled
from tests.factories import add, make_user
from tests.matrix import BODY, COMPANIES, LINKS, Corner, Line

READERS = BODY | COMPANIES
SENDERS = READERS | LINKS
HEADINGS = ("Nom", "Prénom", "Mois", "Heures")


def cells_of(corner: Corner) -> list[list[str]]:
    """A good row, a name nearly right, a figure that does not read."""
    rows = [(corner.canary, "151,67"), (f"{corner.canary}s", "7"), (corner.canary, "beaucoup")]
    return [list(HEADINGS), *([name, "Camille", "10/2026", hours] for name, hours in rows)]


def sent(corner: Corner) -> dict[str, Any]:
    """A workbook that the corner's body sent; the other corners' bodies are not the asker's."""
    filled(corner)
    rows = [Row(number, cells) for number, cells in enumerate(cells_of(corner), 1)]
    row = HoursImport(
        organisation_id=corner.body.id,
        author_id=make_user().id,
        file_name=f"{corner.canary}.xlsx",
        received_at=now(),
        year=2026,
        content=pack(Sheets("", [Sheet("Heures", False, rows)])),
    )
    add(row)
    return {"import_id": row.id}


def imported(corner: Corner) -> dict[str, Any]:
    """One that was imported, and wrote nothing."""
    args = sent(corner)
    row = db.session.get_one(HoursImport, args["import_id"])
    row.state, row.confirmed_at, row.content = WorkbookState.DONE, now(), b""
    row.counts = {"create": 1}
    db.session.flush()
    return args


def of_body(endpoint: str) -> Line:
    """A page of a workbook that the body sent: its companies and links have their own, never this one."""
    return Line(f"workbooks.{endpoint}", SENDERS, sent, methods={"GET": BODY, "POST": BODY})


LINES = (
    Line("workbooks.index", SENDERS),
    Line("workbooks.model", SENDERS),
    Line("workbooks.lines", READERS, lambda _: {"ending": "csv"}, client=READERS, other=READERS),
    Line("workbooks.upload", SENDERS),
    Line("workbooks.send", SENDERS),
    *map(of_body, ("show", "columns", "mend", "confirm", "errors", "drop")),
    Line("workbooks.undo", SENDERS, imported, methods={"GET": BODY, "POST": BODY}),
)
