"""Access to the open data."""

from typing import Any

from clauses.contracts.opendata.models import OpenDataImport, RefusedRecord
from clauses.contracts.opendata.reading.shapes import digest
from clauses.contracts.opendata.rules import ImportState
from facilitator.clock import now
from tests.factories import add
from tests.matrix import BODY, Corner, Line


def one_import(corner: Corner) -> dict[str, Any]:
    """An import made by the corner's body."""
    return {"import_id": make_import(corner).id}


def make_import(corner: Corner) -> OpenDataImport:
    """A finished import."""
    return add(
        OpenDataImport(
            body_id=corner.body.id,
            file_name=f"{corner.canary}.json",
            state=ImportState.DONE,
            started_at=now(),
            beat_at=now(),
        )
    )


def one_refused(corner: Corner) -> dict[str, Any]:
    """A refused record of the body's import."""
    source = make_import(corner)
    row = RefusedRecord(
        raw_hash=digest(corner.canary.encode()),
        first_import_id=source.id,
        import_id=source.id,
        position=1,
        uid=corner.canary,
        field="objet",
        reason="L’objet du marché manque.",
        raw=f'{{"id": "{corner.canary}"}}',
    )
    return {"record_id": add(row).id}


LINES = (
    Line("opendata.index", BODY),
    Line("opendata.export", BODY, lambda _corner: {"ending": "csv"}, client=BODY, other=BODY),
    Line("opendata.create", BODY),
    Line("opendata.show", BODY, one_import),
    Line("opendata.progress", BODY, one_import),
    Line("opendata.confirm", BODY, one_import),
    Line("opendata.refused_index", BODY),
    Line("opendata.refused_export", BODY, lambda _corner: {"ending": "csv"}, client=BODY, other=BODY),
    Line("opendata.refused_show", BODY, one_refused),
    Line("opendata.refused_drop", BODY, one_refused),
    Line("opendata.refused_reopen", BODY, one_refused),
)
