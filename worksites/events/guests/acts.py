"""The acts of the guests, in the words of the journal."""

ACTS = {
    "event.guests_forgotten": "Noms des inscrits sans fiche effacés",
    "event.guests_invited": "Invités mis sur la liste d’un événement",
    "event.guests_told": "Invités prévenus d’un changement",
    "event.letters_made": "Lettres d’invitation préparées",
    "event.referrer_asked": "Propositions demandées à une structure",
    "guest.accepted": "Personne proposée acceptée",
    "guest.answered": "Réponse d’un invité",
    "guest.changed": "Coordonnées d’un invité changées",
    "guest.declined": "Personne proposée écartée",
    "guest.invited_again": "Invitation renvoyée",
    "guest.moved_up": "Invité en attente qui a une place",
    "guest.registered": "Inscription sur la page publique",
    "guest.reminded": "Invité rappelé",
    "guest.removed": "Invité retiré de la liste",
    "guest.suggested": "Personne proposée pour un événement",
    "guests.unconfirmed_forgotten": "Inscriptions jamais confirmées effacées",
}
