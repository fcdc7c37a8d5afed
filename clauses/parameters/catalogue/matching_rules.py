"""The parameters of the staffing requests."""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Topic, numeric

MATCHING = (
    numeric(
        "staffing_answer_days", Topic.MATCHING, "Délai de réponse d’une entreprise aux personnes proposées",
        Unit.DAYS, "15", ("1", "60"), "Choix de l’outil, proche des usages des plateformes d’emploi", "2026",
        False,
    ),
    numeric(
        "staffing_unserved_days", Topic.MATCHING,
        "Besoin sans personne proposée : le journal le dit après", Unit.DAYS, "15", ("1", "60"),
        "Choix de l’outil", "2026", False,
    ),
)  # fmt: skip
