"""The acts of the planning, in the words of the journal."""

ACTS: dict[str, str] = {
    "capacity.changed": "Capacité de formation modifiée",
    "capacity.created": "Capacité de formation ajoutée",
    "capacity.deleted": "Capacité de formation supprimée",
    "plan.adopted": "Plan de cohortes adopté",
    "plan.asked": "Calcul d’un plan de cohortes demandé",
    "plan.bent": "Plan de cohortes infléchi à la main",
    "plan.created": "Plan de cohortes créé",
    "plan.deleted": "Plan de cohortes supprimé",
    "plan.failed": "Calcul d’un plan de cohortes impossible",
    "plan.freed": "Décision à la main retirée d’un plan",
    "plan.solved": "Plan de cohortes calculé",
}
