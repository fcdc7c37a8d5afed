"""Columns of the runs of one job."""

from facilitator.exchange.columns import Column, Kind
from facilitator.jobs.models import JobRun
from facilitator.jobs.rules import RunState

TONES = {
    RunState.ASKED: "info",
    RunState.RUNNING: "info",
    RunState.DONE: "good",
    RunState.FAILED: "warn",
    RunState.DEAD: "bad",
    RunState.SKIPPED: "neutral",
}


def tone(run: JobRun) -> str:
    """The tone of its state."""
    return TONES[run.state]


COLUMNS = (
    Column("Période", lambda run: run.period),
    Column("Résultat", lambda run: run.state, tone=tone),
    Column("Commencée", lambda run: run.started_at, Kind.INSTANT),
    Column("Finie", lambda run: run.finished_at, Kind.INSTANT),
    Column("Essais", lambda run: run.tries, Kind.NUMBER),
    Column("Ce qu’elle a dit", lambda run: run.outcome, wraps=True),
)
