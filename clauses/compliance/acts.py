"""The acts of compliance, in the words of the journal."""

ACTS = {
    "clause.planned": "Heures d’une clause planifiées",
    "candidates.answered": "Réponse donnée sur des candidats",
    "candidates.asked": "Candidats demandés",
    "candidates.offered": "Candidats proposés",
    "exchange.told": "Échange noté",
    "recovery.ended": "Action de rattrapage terminée",
    "recovery.planned": "Action de rattrapage prévue",
}
