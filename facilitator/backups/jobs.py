"""Each night a backup, where a folder is set; each morning the last one is read again."""

from pathlib import Path

from facilitator.audit.queries import born_at
from facilitator.backups.drill import hold
from facilitator.backups.keeping import House, forget_oldest, kept, make, manifest_of, prove
from facilitator.backups.rules import is_fresh
from facilitator.clock import now
from facilitator.db import Installation, db
from facilitator.feature import every_control
from facilitator.formats import NBSP, instant, plural
from facilitator.setting import setting

DRILL = "backup-drill"
NO_FOLDER = "Aucun dossier de sauvegarde n’est réglé (FACILITATOR_BACKUP_DIR)."


class NotSafe(Exception):
    """There is no backup that could be trusted."""


def house() -> House:
    """What the settings name."""
    return House(db.engine, Path(setting("UPLOAD_DIR")), every_control(), setting("BACKUP_KEY"))


def create() -> str:
    """Make a backup and forget the oldest ones."""
    if not setting("BACKUP_DIR"):
        return NO_FOLDER
    folder = Path(setting("BACKUP_DIR"))
    place = make(house(), folder)
    gone = forget_oldest(folder, int(setting("BACKUP_KEEP")))
    return f"{place.name}, {plural(gone, 'ancienne supprimée', 'anciennes supprimées')}."


def check() -> str:
    """Read the last backup again. Raises `NotSafe` when it is missing, old or wrong: the job then fails, and
    whoever keeps the platform is told. A new installation has as long as a backup may be old to make its
    first one."""
    installation = db.session.get(Installation, 1)
    if installation is None or installation.is_demo:
        return "Base de démonstration : rien à sauvegarder."
    born, hours = born_at(), int(setting("BACKUP_HOURS"))
    db.session.rollback()
    places = kept(Path(setting("BACKUP_DIR"))) if setting("BACKUP_DIR") else []
    if not places and is_fresh(born, hours, now()):
        said = f"Installation neuve{NBSP}: la première sauvegarde est attendue dans les {hours}{NBSP}heures."
        return said if setting("BACKUP_DIR") else f"{said} {NO_FOLDER}"
    if not setting("BACKUP_DIR"):
        raise NotSafe(NO_FOLDER)
    made = manifest_of(places[-1]).made if places else None
    if not is_fresh(made, hours, now()):
        raise NotSafe(f"La dernière sauvegarde est trop ancienne : {instant(made)}.")
    proof = prove(places[-1], house())
    if proof.faults:
        raise NotSafe(" ".join(proof.faults[:3]))
    if proof.shallow:
        return f"{places[-1].name}{NBSP}: seule sa liste a été lue. {proof.shallow}"
    return f"{places[-1].name} tient."


def drill() -> str:
    """Bring the last backup back aside and use it. Raises `NotSafe` when it would not serve; that there is
    none is told by `check`."""
    installation = db.session.get(Installation, 1)
    if installation is None or installation.is_demo:
        return "Base de démonstration : rien à restaurer."
    db.session.rollback()
    if not setting("BACKUP_DIR"):
        return NO_FOLDER
    places = kept(Path(setting("BACKUP_DIR")))
    if not places:
        return "Il n’y a encore aucune sauvegarde à restaurer."
    held = hold(places[-1], house(), setting("SECRET_KEY"))
    if not held.holds:
        raise NotSafe(held.sentence)
    return held.sentence
