"""Make a backup, find the last one, verify it, bring it back."""

import shutil
import tarfile
from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path

from sqlalchemy import URL, Engine

from facilitator.backups.engines import bring_back, copy, damage, restored_aside, run, snapshot
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
from facilitator.clock import now
from facilitator.feature import Controls
from facilitator.words import RuleBroken

NOWHERE = URL.create("postgresql")


def make(engine: Engine, uploads: Path, folder: Path, controls: Iterable[Controls]) -> Path:
    """One backup, in a folder of its own that has its name once it is whole. Raises `RuleBroken`, OSError."""
    at = now()
    place = folder / name_of(at)
    partial = place.with_suffix(PARTIAL)
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    database = partial / ENDINGS[engine.dialect.name]
    with snapshot(engine) as connection:
        copy(connection, database)
        figures = figures_of(connection, controls)
    files = [database]
    if uploads.is_dir():
        files.append(partial / FILES)
        with tarfile.open(files[-1], "w") as archive:
            archive.add(uploads, arcname="uploads")
    digests = {file.name: digest_of(file) for file in files}
    manifest = Manifest(at.isoformat(), engine.dialect.name, digests, figures)
    (partial / MANIFEST).write_text(manifest.text(), encoding="utf-8")
    partial.rename(place)
    return place


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
        raise RuleBroken(f"{place.name} n’est pas une sauvegarde lisible : {error}.") from error


def faults(place: Path, controls: Iterable[Controls]) -> list[str]:
    """A French sentence for each thing that is not as it was written; nothing when it can be trusted.

    SQLite: the copy is brought back aside, SQLite looks at every page, then rows, control totals and journal
    are read again. PostgreSQL: the digest, and the list that `pg_restore` reads of it.
    """
    manifest = manifest_of(place)
    wrong = [
        f"{name} a changé depuis la sauvegarde." if (place / name).is_file() else f"{name} a disparu."
        for name, digest in manifest.digests.items()
        if not (place / name).is_file() or digest_of(place / name) != digest
    ]
    database = place / ENDINGS[manifest.engine]
    if wrong or not database.is_file():
        return wrong
    if manifest.engine == "postgresql":
        return _listed(database)
    wrong = damage(database)
    if not wrong:
        with restored_aside(database) as connection:
            wrong = differences(manifest.figures, figures_of(connection, controls)) + broken_chain(connection)
    return wrong


def _listed(database: Path) -> list[str]:
    try:
        said = run("pg_restore", ["--list", str(database)], NOWHERE)
    except RuleBroken as broken:
        return [broken.message]
    return [] if "TABLE DATA" in said else ["La sauvegarde ne contient aucune table."]


def restore(place: Path, engine: Engine, uploads: Path, controls: Iterable[Controls]) -> None:
    """Verify a backup, put it in the place that the settings name, and read its figures again there.

    The files come back in the folder of the uploads, beside those that are there. Raises `RuleBroken`.
    """
    manifest = manifest_of(place)
    if manifest.engine != engine.dialect.name:
        raise RuleBroken(f"Cette sauvegarde est de {manifest.engine} : réglez FACILITATOR_DATABASE_URL.")
    wrong = faults(place, controls)
    if wrong:
        raise RuleBroken("Cette sauvegarde ne tient pas. " + " ".join(wrong[:5]))
    engine.dispose()
    bring_back(place / ENDINGS[manifest.engine], engine)
    if (place / FILES).is_file():
        with tarfile.open(place / FILES) as archive:
            members = [one for one in archive.getmembers() if one.name.startswith("uploads/")]
            for member in members:
                member.name = member.name.removeprefix("uploads/")
            archive.extractall(uploads, members, filter="data")
    with snapshot(engine) as connection:
        wrong = differences(manifest.figures, figures_of(connection, controls)) + broken_chain(connection)
    if wrong:
        raise RuleBroken("La base restaurée ne donne pas les mêmes chiffres. " + " ".join(wrong[:5]))
