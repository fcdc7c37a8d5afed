"""The acts of compliance, in the words of the journal."""

ACTS = {
    "exchange.told": "Échange noté",
}
