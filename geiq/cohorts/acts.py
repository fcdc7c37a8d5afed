"""The acts of the cohorts, in the words of the journal."""

ACTS: dict[str, str] = {
    "attendance.marked": "Émargement rempli",
    "cohort.cancelled": "Cohorte annulée",
    "cohort.changed": "Cohorte modifiée",
    "cohort.created": "Cohorte créée",
    "cohort.event_tied": "Événement rattaché à une cohorte",
    "cohort.event_untied": "Événement détaché d’une cohorte",
    "cohort.half_days_made": "Demi-journées de formation prévues",
    "cohort.moved": "Étape d’une cohorte franchie",
    "cohort.need_removed": "Besoin retiré d’une cohorte",
    "cohort.need_set": "Besoin d’un chantier fixé pour une cohorte",
    "cohort.partner_added": "Partenaire ajouté à une cohorte",
    "cohort.partner_removed": "Partenaire retiré d’une cohorte",
    "cohort.taken_back": "Cohorte revenue à l’étape précédente",
    "enrolment.hire_told": "Embauche annoncée par un GEIQ",
    "enrolment.hire_passed": "Contrat de travail dit sans lien avec une formation",
    "enrolment.hired": "Embauche reliée à une formation",
    "enrolment.moved": "Candidat d’une cohorte passé à une autre étape",
    "enrolment.proposed": "Candidat proposé pour une cohorte",
    "enrolment.taken_back": "Étape d’un candidat reprise",
    "enrolment.unhired": "Embauche déliée d’une formation",
}
