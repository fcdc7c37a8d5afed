"""The acts of the people's rooms, in the words of the journal."""

ACTS: dict[str, str] = {
    "document.deleted": "Fichier d’un justificatif supprimé",
    "document.received": "Justificatif reçu",
    "document.seen": "Justificatif vu",
}
