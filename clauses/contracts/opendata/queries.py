"""What an asker may see of the imports and of the refused records."""

import json
from typing import Any

from sqlalchemy import Select, false, func, or_, select

from clauses.contracts.opendata.models import OpenDataImport, RefusedRecord
from clauses.contracts.opendata.reading.files import loaded, row_of
from clauses.contracts.opendata.reading.tolerant import Refused, read, unwrapped
from clauses.contracts.opendata.rules import ImportState, RefusedState
from clauses.contracts.opendata.store import Store
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.words import RuleBroken

IMPORT_SORTS = {"debut": OpenDataImport.started_at, "fichier": OpenDataImport.file_name}
REFUSED_SORTS = {
    "place": RefusedRecord.position,
    "champ": RefusedRecord.field,
    "raison": RefusedRecord.reason,
}
FORM_FIELDS = {"id": "number", "objet": "subject", "acheteur.id": "buyer", "autoriteConcedante.id": "buyer"}


def imports_of(asker: Asker) -> Select[OpenDataImport]:
    """The imports of the asker's body, and those made on the command line, for everybody."""
    if asker.body_id is None:
        return select(OpenDataImport).where(false())
    return select(OpenDataImport).where(
        or_(OpenDataImport.body_id == asker.body_id, OpenDataImport.body_id.is_(None))
    )


def import_of(asker: Asker, import_id: int) -> OpenDataImport | None:
    """One import, if the asker may see it."""
    return db.session.scalar(imports_of(asker).where(OpenDataImport.id == import_id))


def listed_imports(asker: Asker, listing: Listing) -> Select[OpenDataImport]:
    """The list of imports, sorted."""
    found = imports_of(asker)
    if listing["etat"]:
        found = found.where(OpenDataImport.state == listing["etat"])
    column = IMPORT_SORTS.get(listing.sort_by, OpenDataImport.started_at)
    return found.order_by(column.desc() if listing.descends else column.asc(), OpenDataImport.id.desc())


def refused_of(asker: Asker) -> Select[RefusedRecord]:
    """The refused records of the imports that the asker may see."""
    seen = imports_of(asker).with_only_columns(OpenDataImport.id)
    return select(RefusedRecord).where(
        or_(RefusedRecord.import_id.in_(seen), RefusedRecord.first_import_id.in_(seen))
    )


def refused_record_of(asker: Asker, record_id: int) -> RefusedRecord | None:
    """One refused record, if the asker may see it."""
    return db.session.scalar(refused_of(asker).where(RefusedRecord.id == record_id))


def listed_refused(asker: Asker, listing: Listing) -> Select[RefusedRecord]:
    """The refused records that answer the filters, sorted."""
    found = refused_of(asker)
    if listing["etat"]:
        found = found.where(RefusedRecord.state == listing["etat"])
    if listing["champ"]:
        found = found.where(RefusedRecord.field == listing["champ"])
    if listing["import"]:
        found = found.where(RefusedRecord.import_id == int(listing["import"]))
    if listing["q"]:
        found = found.where(RefusedRecord.raw.contains(listing["q"], autoescape=True))
    column = REFUSED_SORTS.get(listing.sort_by, RefusedRecord.position)
    order = column.desc() if listing.descends else column.asc()
    return found.order_by(order, RefusedRecord.id)


def open_refused(asker: Asker) -> int:
    """How many refused records wait."""
    waiting = refused_of(asker).where(RefusedRecord.state == RefusedState.OPEN).subquery()
    return db.session.scalar(select(func.count()).select_from(waiting)) or 0


def refused_fields(asker: Asker) -> list[str]:
    """The fields for which records were refused."""
    fields = refused_of(asker).with_only_columns(RefusedRecord.field).distinct()
    return sorted(db.session.scalars(fields))


def value_of(row: RefusedRecord) -> dict[str, Any]:
    """The refused record as a dictionary, {} when not even that can be read."""
    value = unwrapped(loaded(row.raw.encode()))
    return value if isinstance(value, dict) else {}


def mend(row: RefusedRecord, number: str, buyer: str, subject: str) -> str:
    """Put the three fields that identify a contract in the record, and import it; what came of it.

    Raises `RuleBroken` on the form's field when it is still refused. Leaves `opendata.mended`.
    """
    value = value_of(row)
    concession = "autoriteConcedante" in value
    party = "autoriteConcedante" if concession else "acheteur"
    held = value.get(party)
    value |= {"id": number, "objet": subject, party: (held if isinstance(held, dict) else {}) | {"id": buyer}}
    try:
        told, margin = read(value, today())
    except Refused as refused:
        raise RuleBroken(refused.reason, FORM_FIELDS.get(refused.field)) from refused
    tally = Store(db.session.connection()).keep([row_of(told, row.position, margin.notes)], row.import_id)
    row.state = RefusedState.MENDED
    row.outcome = json.dumps({"id": number, "acheteur": buyer, "objet": subject}, ensure_ascii=False)[:500]
    record("opendata.mended", row)
    if tally.created:
        return "Le marché est importé."
    return (
        "Le marché était déjà connu : il est mis à jour."
        if tally.updated
        else "Le marché était déjà importé."
    )


def drop(row: RefusedRecord, reason: str) -> None:
    """Leave a refused record out, for a reason. Leaves `opendata.dropped`."""
    row.state, row.outcome = RefusedState.DROPPED, reason[:500]
    record("opendata.dropped", row)


def reopen(row: RefusedRecord) -> None:
    """Take back a record that was left out. Leaves `opendata.reopened`."""
    row.state, row.outcome = RefusedState.OPEN, ""
    record("opendata.reopened", row)


def known_fields(value: dict[str, Any]) -> dict[str, str]:
    """What the mending form starts from: the three fields as far as they can be read."""
    buyer = value.get("acheteur") or value.get("autoriteConcedante") or {}
    siret = buyer.get("id", "") if isinstance(buyer, dict) else buyer
    found = {"number": value.get("id"), "buyer": siret, "subject": value.get("objet")}
    return {name: str(each) if isinstance(each, str | int) else "" for name, each in found.items()}


def import_choices(asker: Asker) -> list[tuple[int, str]]:
    """The imports, as choices of a filter, the latest first."""
    rows = db.session.scalars(imports_of(asker).order_by(OpenDataImport.id.desc()).limit(50))
    return [(row.id, f"n° {row.id} : {row.file_name}") for row in rows]


def begin(row: OpenDataImport) -> None:
    """An import goes on for good. Leaves `opendata.confirmed`."""
    row.state, row.beat_at, row.done = ImportState.RUNNING, now(), 0
    record("opendata.confirmed", row)
