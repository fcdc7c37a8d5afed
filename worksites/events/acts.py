"""The acts of the events, in the words of the journal."""

ACTS = {
    "event.announced": "Événement annoncé",
    "event.cancelled": "Événement annulé",
    "event.changed": "Événement modifié",
    "event.created": "Événement créé",
    "event.held": "Événement tenu",
    "event.moved": "Événement déplacé",
    "event.trades_set": "Métiers d’un événement fixés",
    "venue.archived": "Lieu archivé",
    "venue.changed": "Lieu modifié",
    "venue.created": "Lieu créé",
    "venue.restored": "Lieu repris",
    "venue.room_removed": "Salle d’un lieu retirée",
    "venue.room_set": "Salle d’un lieu notée",
}
