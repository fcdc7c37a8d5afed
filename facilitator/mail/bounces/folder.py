"""The notices that wait in a folder: a maildir, a folder of `.eml` files, or one file.

What was read is marked as mail readers do (`cur/…:2,S`), a file of a plain folder by one ending more: it is
not read again, and nothing is deleted.
"""

from collections.abc import Iterator
from pathlib import Path

from facilitator.mail.bounces.notice_rules import WEIGHT_AT_MOST

READ = ".lu"
SEEN = ":2,S"


def waiting(place: Path) -> Iterator[Path]:
    """The files that nobody has read, the oldest name first; never what a link points to."""
    if place.is_file():
        yield place
        return
    inbox = place / "new"
    found = inbox.iterdir() if inbox.is_dir() else place.glob("*.eml")
    yield from sorted(file for file in found if file.is_file() and not file.is_symlink())


def bytes_of(file: Path) -> bytes:
    """What the file holds, and one byte too many at most."""
    with file.open("rb") as read:
        return read.read(WEIGHT_AT_MOST + 1)


def mark_read(file: Path) -> None:
    """It is not read again."""
    if file.parent.name == "new":
        current = file.parent.parent / "cur"
        current.mkdir(exist_ok=True)
        file.rename(current / f"{file.name}{SEEN}")
    else:
        file.rename(file.with_name(f"{file.name}{READ}"))
