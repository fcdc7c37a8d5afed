"""Readings as lines of a file a day, under the upload folder.

A page that is read changes nothing in the database (a law of the house), so that reading never waits for
a writer: one line is added to a file, and a job reads the files. Nothing of it is a copy of a person.
"""

import logging
import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from clauses.people.readings.rules import Reading, read_lines
from facilitator.setting import setting

FOLDER = "readings"
KEPT = timedelta(days=7)


def folder() -> Path:
    """Where the files are."""
    return Path(setting("UPLOAD_DIR")) / FOLDER


def note(reading: Reading) -> None:
    """Add a line; several processes may, at once. A full disk is told in the log, and hides no page."""
    try:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder() / f"{reading.at:%Y-%m-%d}.log"
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(file, reading.line.encode("ascii"))
        finally:
            os.close(file)
    except OSError as error:
        logging.getLogger(__name__).warning("a reading could not be noted: %s", error)


def readings_since(at: datetime) -> Iterator[Reading]:
    """The readings from an instant on."""
    day = at.date()
    for path in sorted(folder().glob("*.log")):
        if path.stem >= f"{day:%Y-%m-%d}":
            with path.open(encoding="ascii", errors="replace") as lines:
                yield from (each for each in read_lines(lines) if each.at >= at)


def forget_before(day: date) -> int:
    """Delete the files older than a week; how many."""
    old = [path for path in folder().glob("*.log") if path.stem < f"{day - KEPT:%Y-%m-%d}"]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
