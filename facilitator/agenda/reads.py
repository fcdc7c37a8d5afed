"""When a calendar was last read, and how often this hour: a file beside the base, as a server's log would be.

Reading changes nothing (law 4): the base is not written to. The date of the file says when, its size how
often within the hour; all the processes of a server share it.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from facilitator.agenda.feed_rules import READS_AN_HOUR
from facilitator.setting import setting


def _path(feed_id: int) -> Path:
    return Path(setting("AGENDA_DIR")) / f"{feed_id}.reads"


def note(feed_id: int, at: datetime) -> int:
    """Count one reading: how many this hour, itself included. A folder that cannot be written to counts none:
    calendars are still read.
    """
    path = _path(feed_id)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            if _hour(os.fstat(file.fileno()).st_mtime) != _hour(at.timestamp()):
                file.truncate(0)
            count = os.fstat(file.fileno()).st_size + 1
            if count > READS_AN_HOUR:
                return count
            file.write(b".")
        os.utime(path, (at.timestamp(), at.timestamp()))
        return count
    return 1


def last_read(feed_id: int) -> datetime | None:
    """When it was last read; None if it never was."""
    with suppress(OSError):
        return datetime.fromtimestamp(_path(feed_id).stat().st_mtime, UTC)
    return None


def forget(feed_id: int) -> None:
    """The address is new: nobody has read it yet."""
    _path(feed_id).unlink(missing_ok=True)


def _hour(seconds: float) -> int:
    return int(seconds // 3600)
