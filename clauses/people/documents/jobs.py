"""The files go on schedule."""

from clauses.people.documents.queries import delete_due, sweep
from facilitator.clock import today
from facilitator.feature import Job
from facilitator.formats import plural


def delete_documents() -> str:
    """Delete the files whose day has come, and those of sendings never ended; says how many."""
    count, stray = delete_due(today()), sweep()
    said = plural(count, "fichier supprimé", "fichiers supprimés")
    return f"{said}, {plural(stray, 'reste effacé', 'restes effacés')}."


DELETE_DOCUMENTS = Job(
    "documents-delete", "Supprimer les justificatifs dont l’échéance est passée", delete_documents, 12 * 60
)
