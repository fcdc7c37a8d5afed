"""The bytes of the documents: random names under the upload folder, readable by us alone."""

import os
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from clauses.people.documents.rules import LARGEST, Media, check_size, recognise
from facilitator.exchange.scanning import check_clean
from facilitator.setting import setting
from facilitator.words import RuleBroken

FOLDER = "documents"
CHUNK = 64 * 1024
STRAY_AFTER = 24 * 3600
"""Seconds after which a file that no row knows is a stray: its transaction is long over."""


@dataclass(frozen=True)
class Kept:
    """A file that was kept: its place under the upload folder, what it is, its fingerprint."""

    path: str
    media: Media
    size: int
    fingerprint: str


def keep_bytes(stream: IO[bytes]) -> Kept:
    """Write a file down, to the disk itself. Raises `RuleBroken` and leaves nothing for what is not taken."""
    name = secrets.token_hex(24)
    path = f"{FOLDER}/{name[:2]}/{name}"
    target = place_of(path)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            media, size, digest = _copied(stream, file)
            file.flush()
            os.fsync(file.fileno())
        check_clean(target, setting("SCANNER"))
    except (RuleBroken, OSError):
        target.unlink(missing_ok=True)
        raise
    return Kept(path, media, size, digest)


def _copied(stream: IO[bytes], file: IO[bytes]) -> tuple[Media, int, str]:
    digest, size, media = sha256(), 0, None
    for chunk in chunks(stream):
        media = media or recognise(chunk[:64])
        size += len(chunk)
        check_size(size)
        digest.update(chunk)
        file.write(chunk)
    check_size(size)
    return media or recognise(b""), size, digest.hexdigest()


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """What a stream holds, a little at a time; one byte past the largest file is enough."""
    left = LARGEST + 1
    while left > 0 and (chunk := stream.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk


def fingerprint_of(stream: IO[bytes]) -> str:
    """The fingerprint of a file that is not kept."""
    digest, size = sha256(), 0
    for chunk in chunks(stream):
        size += len(chunk)
        digest.update(chunk)
    check_size(size)
    return digest.hexdigest()


def place_of(path: str) -> Path:
    """Where a kept file is on this machine."""
    return Path(setting("UPLOAD_DIR")) / path


def erase(path: str) -> None:
    """Remove a kept file; one that is gone already is as well."""
    place_of(path).unlink(missing_ok=True)


def strays(known: Collection[str], at: float) -> Iterator[str]:
    """The old files that no row knows: their sending was given up before its end."""
    root = Path(setting("UPLOAD_DIR"))
    for file in sorted((root / FOLDER).glob("*/*")):
        path = str(file.relative_to(root))
        if path not in known and at - file.stat().st_mtime > STRAY_AFTER:
            yield path
