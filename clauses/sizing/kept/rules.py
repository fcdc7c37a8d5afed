"""When a sizing may become the target of its clause."""

from facilitator.words import RuleBroken

MINUTES = 60


def target_minutes(hours: int | None) -> int:
    """The hours target, in minutes, that a sizing gives its clause; refused when there are no hours."""
    if not hours:
        raise RuleBroken("Ce calcul ne donne pas d’heures : il n’y a rien à reporter.", "apply")
    return hours * MINUTES
