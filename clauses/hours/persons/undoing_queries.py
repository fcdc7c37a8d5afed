"""What undoing a merge must not do to the hours: leave some validated without eligibility."""

from collections import Counter
from collections.abc import Mapping

from clauses.hours.doctor.eligible_queries import uncovered
from clauses.people.participants.duplicates.merge_queries import watched

REFUSED = (
    "Des heures ont été validées grâce à la décision d’éligibilité de l’autre fiche : retirez-les d’abord, "
    "par une correction de chaque mois validé. Une fois la fusion défaite et l’éligibilité décidée, elles "
    "se redonnent de la même façon."
)


@watched(REFUSED)
def counted_without_right(both: tuple[int, int]) -> Mapping[int, int]:
    """By statement, the minutes of two records that no counting window covers."""
    found: Counter[int] = Counter()
    for statement, _, minutes in uncovered(both):
        found[statement] += minutes
    return found
