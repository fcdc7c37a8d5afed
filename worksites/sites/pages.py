"""What every page of the worksites shares: find the thing or answer 404, the breadcrumb."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from flask import abort, url_for
from werkzeug.datastructures import FileStorage

from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, current_asker
from facilitator.exchange.sheets.reading import read_sheet
from facilitator.exchange.sheets.rules import MEGABYTE, UPLOAD
from facilitator.forms import clean
from facilitator.setting import setting
from worksites.sites.models import WorkPhase, Worksite
from worksites.sites.queries import phase_of, worksite_of

EDITORS = tuple(BODY_ROLES)
READERS = (*BODY_ROLES, *BUYER_ROLES, *COMPANY_ROLES)
OVERSEERS = (*BODY_ROLES, *BUYER_ROLES)
"""Those who read the needs and the progress, not the companies."""


def own_worksite(worksite_id: int) -> Worksite:
    """The asker's worksite, or 404."""
    return worksite_of(current_asker(), worksite_id) or abort(404)


def own_phase(phase_id: int) -> WorkPhase:
    """A phase of one of the asker's worksites, or 404."""
    return phase_of(current_asker(), phase_id) or abort(404)


def sheet_rows(sent: FileStorage) -> list[list[str]]:
    """The rows of the first visible sheet; the file itself is not kept. Raises `RuleBroken` on `file`."""
    limits = replace(UPLOAD, memory=int(setting("SHEET_MEMORY_MB")) * MEGABYTE)
    path = Path(setting("UPLOAD_DIR")) / "phases" / uuid4().hex
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        sent.save(path)
        sheets = read_sheet(path, Path(sent.filename or "fichier").name, limits)
        return [[clean(cell) for cell in row.cells] for row in next(iter(sheets)).rows]
    finally:
        path.unlink(missing_ok=True)


def worksite_url(worksite: Worksite, anchor: str | None = None) -> str:
    """The worksite's page, at one of its parts."""
    return url_for("worksites.show", worksite_id=worksite.id, _anchor=anchor)


def trail(worksite: Worksite | None = None) -> list[tuple[str, str]]:
    """The breadcrumb down to a worksite."""
    found = [("Chantiers", url_for("worksites.index"))]
    if worksite is not None:
        found.append((worksite.name, worksite_url(worksite)))
    return found
