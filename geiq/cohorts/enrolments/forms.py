"""The form that moves candidates: a step, its day, the reason of those who leave."""

from wtforms import SelectField

from clauses.contracts.forms import DayField
from facilitator.forms import Form
from geiq.cohorts.rules import EnrolmentState, LeavingReason


def reason_or_none(value: object) -> LeavingReason | None:
    """The chosen reason; None when none is."""
    return LeavingReason(str(value)) if value else None


class MoveForm(Form):
    """Where the ticked candidates go."""

    state = SelectField("Les personnes cochées deviennent", coerce=EnrolmentState)
    on = DayField("Le")
    leaving_reason = SelectField(
        "Motif, si elles renoncent ou quittent",
        choices={"": "Sans objet", **dict(LeavingReason.choices())},
        coerce=reason_or_none,
    )

    def offer(self, states: list[EnrolmentState]) -> None:
        """Hand in the steps that the asker may say."""
        self.state.choices = {one.value: one.label for one in states}
