"""Imports started from a page: in a process of their own, so that no web worker is held."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from uuid import uuid4

from clauses.contracts.opendata.imports import Summary, preview_import, run_import, state_of, tell
from clauses.contracts.opendata.models import OpenDataImport
from clauses.contracts.opendata.rules import ImportState
from facilitator.db import db
from facilitator.exchange.console import start_command

SHOWN_IN_PREVIEW = 50


def keep_file(stream: IO[bytes], folder: str) -> Path:
    """Put a received file where it waits to be read."""
    path = Path(folder) / "opendata" / uuid4().hex
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(stream, file, 1024 * 1024)
    return path


def start(import_id: int, config: Mapping[str, object], trial: bool = False) -> None:
    """Read the file of an import in another process, which outlives this one; its page says how far it is."""
    options = ["--dry-run"] if trial else []
    start_command(f"import-{import_id}", config, "contracts", "resume", str(import_id), *options)


def resume(import_id: int, trial: bool = False) -> Summary:
    """Read the file of an import again from its beginning: what was stored is found unchanged."""
    row = db.session.get_one(OpenDataImport, import_id)
    path, authority = Path(row.path), row.authority
    db.session.rollback()
    tell(import_id, state=ImportState.PREVIEWING if trial else ImportState.RUNNING, done=0)
    if not trial:
        summary = run_import(path, import_id, authority)
        if not summary.stop:
            path.unlink(missing_ok=True)
        return summary
    summary = preview_import(path, authority, import_id)
    found = [refusal for refusal, _ in zip(summary.refusals(), range(SHOWN_IN_PREVIEW), strict=False)]
    tell(
        import_id,
        state=state_of(summary) if summary.stop else ImportState.PREVIEWED,
        sentence=summary.sentence[:500],
        preview={"counts": summary.counts, "refusals": found},
    )
    return summary
