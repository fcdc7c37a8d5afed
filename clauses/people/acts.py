"""The acts of the people's rooms, in the words of the journal."""

ACTS: dict[str, str] = {
    "document.deleted": "Fichier d’un justificatif supprimé",
    "document.received": "Justificatif reçu",
    "document.seen": "Justificatif vu",
    "eligibility.requested": "Éligibilité demandée par une entreprise",
    "employment.assigned": "Affectation à un engagement",
    "employment.changed": "Contrat de travail modifié",
    "employment.created": "Contrat de travail ajouté",
    "employment.ended": "Contrat de travail terminé",
    "employment.unassigned": "Fin d’une affectation",
    "participant.archived": "Personne archivée",
    "participant.changed": "Fiche d’une personne modifiée",
    "participant.created": "Personne ajoutée",
    "participant.distinct": "Deux fiches dites de deux personnes",
    "participant.merged": "Deux fiches fusionnées",
    "participant.restored": "Personne reprise des archives",
    "participant.unmerged": "Fusion de deux fiches défaite",
}
