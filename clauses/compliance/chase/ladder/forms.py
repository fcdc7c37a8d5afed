"""The form of a ladder: a number of working days a step, empty when it is not used."""

from wtforms import IntegerField
from wtforms.validators import Optional

from clauses.compliance.chase.rules import STEPS, ChaseStep, Ladder
from facilitator.forms import Form


class LadderForm(Form):
    """One field a step; the day of the due day is 0, the days before it are below zero."""

    before = IntegerField(
        ChaseStep.BEFORE.label,
        [Optional()],
        description="En moins, jours ouvrés : -7 pour sept jours avant.",
    )
    due = IntegerField(ChaseStep.DUE.label, [Optional()], description="0 : le jour même.")
    late = IntegerField(ChaseStep.LATE.label, [Optional()], description="Jours ouvrés après l’échéance.")
    later = IntegerField(ChaseStep.LATER.label, [Optional()])
    second = IntegerField(ChaseStep.SECOND.label, [Optional()], description="Écrit au deuxième contact.")
    third = IntegerField(
        ChaseStep.THIRD.label, [Optional()], description="Écrit au troisième contact, le responsable."
    )
    call = IntegerField(ChaseStep.CALL.label, [Optional()], description="Puis la liste d’appels.")

    def offsets(self) -> dict[ChaseStep, int | None]:
        """What was typed, by step."""
        return {step: self[step.value].data for step in STEPS}

    @classmethod
    def of(cls, ladder: Ladder) -> "LadderForm":
        """A form that shows a ladder."""
        return cls(data={step.value: days for step, days in ladder.offsets.items()})
