"""The acts of compliance, in the words of the journal."""

ACTS = {
    "clause.planned": "Heures d’une clause planifiées",
    "candidates.answered": "Réponse donnée sur des candidats",
    "candidates.asked": "Candidats demandés",
    "candidates.offered": "Candidats proposés",
    "call.made": "Appel passé",
    "chase.held": "Relances suspendues",
    "chase.lifted": "Relances reprises",
    "contact_request.closed": "Demande de contacts close",
    "contact_request.raised": "Contacts à confirmer",
    "ladder.set": "Échelle de relance changée",
    "letter.set": "Message de relance changé",
    "reminder.sent": "Relance envoyée",
    "exchange.told": "Échange noté",
    "exchange.withdrawn": "Note retirée",
    "recovery.ended": "Action de rattrapage terminée",
    "recovery.planned": "Action de rattrapage prévue",
}
