"""The register's own housekeeping."""

from facilitator.clock import now
from facilitator.formats import plural
from facilitator.jobs.queries import forget_before


def forget_runs() -> str:
    """Forget the runs older than thirty days."""
    return f"{plural(forget_before(now()), 'exécution oubliée', 'exécutions oubliées')}."
