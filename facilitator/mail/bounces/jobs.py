"""Read the notices of non-delivery that the mail server puts in a folder."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from facilitator.db import db, unaudited
from facilitator.formats import NBSP
from facilitator.mail.bounces.folder import bytes_of, mark_read, waiting
from facilitator.mail.bounces.notice_queries import Outcome, apply_file
from facilitator.setting import setting

AT_ONCE = 500


def read_bounces() -> str:
    """Read what waits in the folder that the settings name, each file in a transaction of its own."""
    if not setting("BOUNCE_DIR"):
        return "Aucun dossier d’avis de non-remise n’est réglé (FACILITATOR_BOUNCE_DIR)."
    found: list[Outcome] = []
    for file in islice(waiting(Path(setting("BOUNCE_DIR"))), AT_ONCE):
        found += read_one(file, applies=True)
        mark_read(file)
    return tally(found)


def read_one(file: Path, applies: bool) -> list[Outcome]:
    """What one file says; written down only when `applies`."""
    outcomes = apply_file(file.name, bytes_of(file))
    if not applies:
        db.session.rollback()
        return outcomes
    with unaudited(db.session, "what a notice says of a message"):
        db.session.commit()
    return outcomes


def tally(found: Iterable[Outcome]) -> str:
    """`Adresse notée en erreur : 2. Retard noté : 1.`"""
    counts = Counter(one.fate for one in found)
    said = [f"{fate.label}{NBSP}: {many}." for fate, many in counts.items()]
    return " ".join(said) or "Aucun avis n’attend."
