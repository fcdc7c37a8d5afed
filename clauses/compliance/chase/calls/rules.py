"""How a call ends, and when to call again."""

from datetime import date

from clauses.compliance.schedule.calendar_rules import add_working_days
from facilitator.words import Word


class CallOutcome(Word):
    """How a call ended."""

    NO_ANSWER = "no_answer", "Pas de réponse"
    WILL_DO = "will_do", "Va le faire"
    LEFT = "left", "Parti de l’entreprise"
    OTHER = "other", "Autre"


WAITS = {CallOutcome.NO_ANSWER: 1, CallOutcome.WILL_DO: 5, CallOutcome.LEFT: 1, CallOutcome.OTHER: 5}
"""Working days before the company stands in the list again (usual practice)."""


def again_on(outcome: CallOutcome, called_on: date) -> date:
    """The day from which to call again, if nothing was done meanwhile."""
    return add_working_days(called_on, WAITS[outcome])
