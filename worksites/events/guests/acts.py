"""The acts of the guests, in the words of the journal."""

ACTS = {
    "event.guests_invited": "Invités mis sur la liste d’un événement",
    "guest.answered": "Réponse d’un invité",
    "guest.changed": "Coordonnées d’un invité changées",
    "guest.invited_again": "Invitation renvoyée",
    "guest.moved_up": "Invité en attente qui a une place",
    "guest.removed": "Invité retiré de la liste",
}
