"""The acts of the day, in the words of the journal."""

ACTS = {
    "guest.pointed": "Présence d’un invité notée",
    "guest.tapped": "Pointage reçu d’un téléphone",
    "guest.walked_in": "Personne venue sans inscription",
    "meeting.said": "Suite d’une rencontre dite",
    "meeting.unsaid": "Suite d’une rencontre retirée",
}
