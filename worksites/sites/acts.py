"""The acts of the worksites, in the words of the journal."""

ACTS = {
    "contract.worked_changed": "Heures travaillées d’un marché modifiées",
    "contract.worked_removed": "Heures travaillées d’un marché supprimées",
    "contract.worked_told": "Heures travaillées d’un marché notées",
    "employment.residence_set": "Quartier à l’embauche noté",
    "operation.programme_set": "Programme d’une opération fixé",
    "worksite.archived": "Chantier archivé",
    "worksite.changed": "Chantier modifié",
    "worksite.created": "Chantier créé",
    "worksite.import_undone": "Import de phases annulé",
    "worksite.phase_added": "Phase de travaux ajoutée",
    "worksite.phase_changed": "Phase de travaux modifiée",
    "worksite.phase_removed": "Phase de travaux supprimée",
    "worksite.phases_imported": "Phases de travaux importées",
    "worksite.restored": "Chantier repris",
    "worksite.share_added": "Marché rattaché à un chantier",
    "worksite.share_changed": "Part d’un marché sur un chantier modifiée",
    "worksite.share_removed": "Marché détaché d’un chantier",
}
