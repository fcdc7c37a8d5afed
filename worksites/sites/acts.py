"""The acts of the worksites, in the words of the journal."""

ACTS = {
    "worksite.archived": "Chantier archivé",
    "worksite.changed": "Chantier modifié",
    "worksite.created": "Chantier créé",
    "worksite.phase_added": "Phase de travaux ajoutée",
    "worksite.phase_changed": "Phase de travaux modifiée",
    "worksite.phase_removed": "Phase de travaux supprimée",
    "worksite.restored": "Chantier repris",
}
