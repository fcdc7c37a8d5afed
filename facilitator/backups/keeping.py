"""Make a backup, find the last one, verify it, bring it back."""

import shutil
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from sqlalchemy import URL, Engine

from facilitator.backups.engines import NoRoom, aside, bring_back, copy, damage, read_from, run, snapshot
from facilitator.backups.queries import broken_chain, figures_of
from facilitator.backups.rules import (
    ENDINGS,
    FILES,
    MANIFEST,
    PARTIAL,
    Manifest,
    differences,
    name_of,
    read_manifest,
)
from facilitator.backups.sealing import SEALED, read_key, seal, unseal
from facilitator.clock import now
from facilitator.feature import Controls
from facilitator.words import RuleBroken

NOWHERE = URL.create("postgresql")


@dataclass(frozen=True)
class House:
    """What the backups are made of and opened with: the database, the files, the key ('' for none)."""

    engine: Engine
    uploads: Path
    controls: Iterable[Controls]
    key: str = ""


@dataclass(frozen=True)
class Proof:
    """What is not as it was written (French sentences); why the copy was not brought back, '' when it was."""

    faults: list[str]
    shallow: str = ""


def make(house: House, folder: Path) -> Path:
    """One backup, in a folder of its own that has its name once it is whole. Raises `RuleBroken`, OSError.

    With a key, each file is encrypted, and what it was made from never touches that folder.
    """
    at, key = now(), read_key(house.key) if house.key else b""
    place = folder / name_of(at)
    partial = place.with_suffix(PARTIAL)
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="facilitator-backup-") as bare:
        kept = Path(bare) if key else partial
        database = kept / ENDINGS[house.engine.dialect.name]
        with snapshot(house.engine) as connection:
            copy(connection, database)
            figures = figures_of(connection, house.controls)
        files = [database]
        if house.uploads.is_dir():
            files.append(kept / FILES)
            with tarfile.open(files[-1], "w") as archive:
                archive.add(house.uploads, arcname="uploads")
        if key:
            files = [_sealed(file, partial, key) for file in files]
    digests = {file.name: digest_of(file) for file in files}
    manifest = Manifest(at.isoformat(), house.engine.dialect.name, digests, figures)
    (partial / MANIFEST).write_text(manifest.text(), encoding="utf-8")
    partial.rename(place)
    return place


def _sealed(file: Path, folder: Path, key: bytes) -> Path:
    target = folder / f"{file.name}{SEALED}"
    seal(file, target, key)
    file.unlink()
    return target


def digest_of(file: Path) -> str:
    """SHA-256 of a file, in constant memory."""
    with file.open("rb") as read:
        return file_digest(read, "sha256").hexdigest()


def kept(folder: Path) -> list[Path]:
    """The whole backups of a folder, the oldest first."""
    if not folder.is_dir():
        return []
    return sorted(place for place in folder.iterdir() if (place / MANIFEST).is_file() and not place.suffix)


def forget_oldest(folder: Path, keep: int) -> int:
    """Delete all but the latest ones; how many."""
    old = kept(folder)[:-keep] if keep > 0 else []
    for place in old:
        shutil.rmtree(place)
    return len(old)


def manifest_of(place: Path) -> Manifest:
    """What is written beside a backup. Raises `RuleBroken` when it cannot be read."""
    try:
        return read_manifest((place / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RuleBroken(f"{place.name} n’est pas une sauvegarde lisible : {error}.") from error


@contextmanager
def opened(place: Path, name: str, key: str) -> Iterator[Path | None]:
    """A file of a backup as it was before it was encrypted, if it was; None when there is none.

    Raises `RuleBroken` without the key, or with another one.
    """
    sealed = place / f"{name}{SEALED}"
    if not sealed.is_file():
        yield place / name if (place / name).is_file() else None
        return
    if not key:
        raise RuleBroken("Cette sauvegarde est chiffrée : réglez FACILITATOR_BACKUP_KEY.")
    with tempfile.TemporaryDirectory(prefix="facilitator-backup-") as bare:
        unseal(sealed, Path(bare) / name, read_key(key))
        yield Path(bare) / name


def prove(place: Path, house: House) -> Proof:
    """Whether a backup can be trusted: its digests, then the copy brought back aside.

    SQLite looks at every page of it; rows, control totals and journal are read again. When PostgreSQL gives
    no room for that, only the list that `pg_restore` reads is looked at, and the proof says so.
    """
    manifest = manifest_of(place)
    wrong = changed(place, manifest)
    if wrong:
        return Proof(wrong)
    try:
        with opened(place, ENDINGS[manifest.engine], house.key) as database:
            return Proof([]) if database is None else _proof(database, manifest, house)
    except RuleBroken as broken:
        return Proof([broken.message])


def _proof(database: Path, manifest: Manifest, house: House) -> Proof:
    wrong = damage(database) if manifest.engine == "sqlite" else listed(database)
    if wrong:
        return Proof(wrong)
    try:
        with aside(database, house.engine.url) as url:
            return Proof(compare(url, manifest, house.controls))
    except NoRoom as broken:
        return Proof([], broken.message)


def changed(place: Path, manifest: Manifest) -> list[str]:
    """The files of a backup that are not the bytes that were written."""
    return [
        f"{name} a changé depuis la sauvegarde." if (place / name).is_file() else f"{name} a disparu."
        for name, digest in manifest.digests.items()
        if not (place / name).is_file() or digest_of(place / name) != digest
    ]


def compare(url: URL, manifest: Manifest, controls: Iterable[Controls]) -> list[str]:
    """What a copy brought back does not give again: schema, rows, control totals, journal."""
    with read_from(url) as connection:
        return differences(manifest.figures, figures_of(connection, controls)) + broken_chain(connection)


def listed(database: Path) -> list[str]:
    """What is wrong with the list of a PostgreSQL archive."""
    try:
        said = run("pg_restore", ["--list", str(database)], NOWHERE)
    except RuleBroken as broken:
        return [broken.message]
    return [] if "TABLE DATA" in said else ["La sauvegarde ne contient aucune table."]


def restore(place: Path, house: House) -> None:
    """Verify a backup, put it in the place that the settings name, and read its figures again there.

    The files come back in the folder of the uploads, beside those that are there. Raises `RuleBroken`.
    """
    manifest = manifest_of(place)
    if manifest.engine != house.engine.dialect.name:
        raise RuleBroken(f"Cette sauvegarde est de {manifest.engine} : réglez FACILITATOR_DATABASE_URL.")
    wrong = prove(place, house).faults
    if wrong:
        raise RuleBroken("Cette sauvegarde ne tient pas. " + " ".join(wrong[:5]))
    house.engine.dispose()
    with opened(place, ENDINGS[manifest.engine], house.key) as database:
        if database is not None:
            bring_back(database, house.engine)
    bring_files(place, house.uploads, house.key)
    wrong = compare(house.engine.url, manifest, house.controls)
    if wrong:
        raise RuleBroken("La base restaurée ne donne pas les mêmes chiffres. " + " ".join(wrong[:5]))


def bring_files(place: Path, uploads: Path, key: str) -> int:
    """Put the received files of a backup into a folder; how many there are."""
    with opened(place, FILES, key) as packed:
        if packed is None:
            return 0
        with tarfile.open(packed) as archive:
            members = [one for one in archive.getmembers() if one.name.startswith("uploads/")]
            for member in members:
                member.name = member.name.removeprefix("uploads/")
            archive.extractall(uploads, members, filter="data")
            return sum(one.isfile() for one in members)
