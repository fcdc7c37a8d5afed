"""The acts of the matching, in the words of the journal."""

ACTS = {
    "staffing.answered": "Réponse d’une entreprise sur une personne proposée",
    "staffing.asked": "Besoin de recrutement enregistré",
    "staffing.closed": "Besoin de recrutement clos",
    "staffing.filled": "Besoin de recrutement pourvu",
    "staffing.hired": "Contrat de travail rattaché à une proposition",
    "staffing.proposed": "Personnes proposées à une entreprise",
    "staffing.silent": "Absence de réponse notée",
    "staffing.unserved": "Besoin sans proposition noté",
    "staffing.withdrawn": "Personne retirée d’une proposition",
}
