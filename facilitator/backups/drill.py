"""A drill: the last backup is brought back where nobody works, then used as it would be after a loss.

Its figures are compared and its journal read again, as `backup verify` and `audit verify` do; then the
commands that somebody would run are run on it, by processes of their own: `upgrade` when the schema is older
than the program, `doctor`. What they say is told, and nothing of the copy is kept.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from facilitator.backups.engines import NoRoom, aside
from facilitator.backups.keeping import House, bring_files, changed, compare, manifest_of, opened
from facilitator.backups.rules import ENDINGS, Manifest
from facilitator.exchange.console import CONSOLE
from facilitator.formats import instant, plural
from facilitator.schema import head
from facilitator.words import RuleBroken

LONG_SECONDS = 3600


@dataclass
class Drill:
    """What a drill proved, in French sentences, and what did not hold."""

    backup: str
    made: str
    engine: str
    restored: bool = False
    """Whether the copy was brought back; else `faults` says why not."""
    proved: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether this backup would serve."""
        return self.restored and not self.faults

    def told(self) -> Mapping[str, Any]:
        """For a program."""
        return asdict(self) | {"holds": self.holds}

    @property
    def sentence(self) -> str:
        """For the page of the jobs."""
        if self.holds:
            return f"{self.backup} restaurée à part en {self.seconds} s. {' '.join(self.proved)}"
        return f"{self.backup} ne sert pas. {' '.join(self.faults)}"


def hold(place: Path, house: House, secret: str) -> Drill:
    """Bring this backup back aside and use it; `secret` is the installation's, for what it signs.

    Raises `RuleBroken` when the backup cannot be read at all.
    """
    began, manifest = monotonic(), manifest_of(place)
    drill = Drill(place.name, instant(manifest.made), manifest.engine)
    drill.faults += changed(place, manifest)
    if not drill.faults:
        try:
            with tempfile.TemporaryDirectory(prefix="facilitator-drill-") as folder:
                _use(drill, place, manifest, house, Path(folder), secret)
        except NoRoom as broken:
            drill.faults.append(f"La copie n’a pas été restaurée. {broken.message}")
        except RuleBroken as broken:
            drill.faults.append(broken.message)
    drill.seconds = round(monotonic() - began, 1)
    return drill


def _use(drill: Drill, place: Path, manifest: Manifest, house: House, uploads: Path, secret: str) -> None:
    with opened(place, ENDINGS[manifest.engine], house.key) as database:
        if database is None:
            raise RuleBroken("Cette sauvegarde n’a pas de base.")
        with aside(database, house.engine.url) as url:
            drill.restored = True
            drill.faults += compare(url, manifest, house.controls)
            if drill.faults:
                return
            drill.proved += _same(manifest)
            files = bring_files(place, uploads, house.key)
            drill.proved.append(f"{plural(files, 'fichier reçu restauré', 'fichiers reçus restaurés')}.")
            settings = {
                "FACILITATOR_DATABASE_URL": url.render_as_string(hide_password=False),
                "FACILITATOR_UPLOAD_DIR": str(uploads),
                "FACILITATOR_SECRET_KEY": secret,
            }
            _run_house(drill, manifest, settings)


def _same(manifest: Manifest) -> Iterator[str]:
    """What the comparison has proved."""
    figures = manifest.figures
    totals = plural(len(figures.controls), "total de contrôle", "totaux de contrôle")
    rows = plural(sum(figures.rows.values()), "ligne")
    yield f"{plural(len(figures.rows), 'table')}, {rows}, {totals} : les mêmes."
    yield f"Journal entier, même sceau : {plural(figures.events, 'événement')}."


def _run_house(drill: Drill, manifest: Manifest, settings: Mapping[str, str]) -> None:
    """What somebody would run on the restored base, before opening it to anybody."""
    if manifest.figures.revision != head():
        code, said = _facilitator(settings, "upgrade")
        if code:
            drill.faults.append(f"La base restaurée ne se met pas à jour : {said[:200]}")
            return
        drill.proved.append("Son schéma, plus ancien que le programme, est mis à jour.")
    code, said = _facilitator(settings, "doctor", "--json")
    rules = _said(said)
    drill.faults += list(_breaches(rules)) or (["Le docteur n’a pas pu passer."] if code else [])
    if not code:
        drill.proved.append(f"Docteur : {plural(len(rules), 'règle prouvée', 'règles prouvées')}.")


def _breaches(rules: Mapping[str, Any]) -> Iterator[str]:
    for name, found in rules.items():
        if found["breaches"]:
            yield f"Docteur, {name} : {plural(found['breaches'], 'écart')}. {found['first'][0]}"


def _facilitator(settings: Mapping[str, str], *words: str) -> tuple[int, str]:
    """A command of the house on the copy: its exit code, what it answers (or says went wrong)."""
    done = subprocess.run(
        [sys.executable, "-c", CONSOLE, *words],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG_SECONDS,
    )
    return done.returncode, done.stdout or " ".join(done.stderr.split())[-300:]


def _said(answer: str) -> dict[str, Any]:
    try:
        return dict(json.loads(answer))
    except ValueError:
        return {}
