"""Which statements need a human, and which agree by themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clauses.hours.checks.rules import Finding, Level
from facilitator.formats import NNBSP, hours, plural

NEAR_PERCENT = 20
"""A month this close to the last one, with the same people, has nothing to look at (usual practice)."""


@dataclass(frozen=True)
class Look:
    """What there is to look at in a statement: nothing (it agrees), or some sentences."""

    agrees: bool
    said: str
    """Why it agrees, or how it differs from the last month."""
    findings: tuple[Finding, ...] = ()


def look(
    now: Mapping[int, int],
    before: Mapping[int, int] | None,
    findings: Sequence[Finding],
    confirmed: bool = False,
) -> Look:
    """Look at one statement. `now` and `before` are minutes by employment, this month and the last one
    (None when the last one was not sent); `confirmed`: the employers' own figures match every line.
    """
    shown = tuple(found for found in findings if found.level is not Level.NOTE)
    if confirmed:
        return Look(not shown, "Les employeurs confirment ces chiffres.", shown)
    if before is None:
        return Look(False, "Premier relevé : pas de mois précédent à comparer.", shown)
    people = {key for key, minutes in now.items() if minutes}
    known = {key for key, minutes in before.items() if minutes}
    total, last = sum(now.values()), sum(before.values())
    near = abs(total - last) * 100 <= NEAR_PERCENT * last
    return Look(people == known and near and not shown, _difference(people, known, total - last), shown)


def _difference(people: set[int], known: set[int], moved: int) -> str:
    if not people and not known:
        return "Aucune heure, comme le mois précédent."
    said = ["Mêmes personnes que le mois précédent" if people == known else "Le mois précédent différait"]
    if new := len(people - known):
        said.append(plural(new, "personne de plus", "personnes de plus"))
    if gone := len(known - people):
        said.append(plural(gone, "personne de moins", "personnes de moins"))
    if moved:
        said.append(f"+{hours(moved)}" if moved > 0 else hours(moved))
    return f"{f'{NNBSP}; '.join(said)}."
