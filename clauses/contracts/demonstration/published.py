"""What the demonstration has already read of the procurement open data, by the real import."""

from pathlib import Path
from tempfile import TemporaryDirectory

from clauses.contracts.demonstration.publications import already_read
from clauses.contracts.opendata.imports import open_import, run_import
from facilitator.accounts.demonstration.queries import acting
from facilitator.accounts.demonstration.rules import door
from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural


def build() -> str:
    """Read the first file, as the head of the body: the import commits by itself, twice is harmless."""
    name = "donnees-essentielles-precedentes.json"
    with TemporaryDirectory(prefix="facilitator-") as folder:
        path = Path(folder) / name
        path.write_bytes(already_read(today()))
        with acting(door("responsable")) as asker:
            db.session.rollback()
            summary = run_import(path, open_import(path, name, body_id=asker.body_id))
    return plural(summary.read, "marché publié lu", "marchés publiés lus")


PARTS = (DemoPart("publications", "Données essentielles", build),)
