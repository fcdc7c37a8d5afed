"""The acts of the events, in the words of the journal."""

ACTS = {
    "event.created": "Événement créé",
}
