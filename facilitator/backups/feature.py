"""What the backups hand to the shell."""

from datetime import time

from facilitator.backups.commands import backup_command
from facilitator.backups.jobs import DRILL, check, create, drill
from facilitator.feature import Feature, Job

DAY_MINUTES = 24 * 60

feature = Feature(
    "backups",
    jobs=(
        Job("backup", "Sauvegarder la base et les fichiers", create, DAY_MINUTES, time(4, 0)),
        Job(DRILL, "Restaurer à part la dernière sauvegarde", drill, 7 * DAY_MINUTES, time(6, 0)),
        Job("backup-check", "Relire la dernière sauvegarde", check, DAY_MINUTES, time(5, 0)),
    ),
    commands=(backup_command,),
)
