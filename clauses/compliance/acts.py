"""The acts of compliance, in the words of the journal."""

ACTS = {
    "clause.planned": "Heures d’une clause planifiées",
    "exchange.told": "Échange noté",
}
