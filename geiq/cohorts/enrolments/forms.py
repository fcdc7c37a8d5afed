"""The form that moves candidates: a step, its day, the reason of those who leave."""

from wtforms import SelectField

from clauses.contracts.forms import DayField
from facilitator.forms import ChecksField, Form
from geiq.cohorts.rules import EnrolmentState, LeavingReason


def reason_or_none(value: object) -> LeavingReason | None:
    """The chosen reason; None when none is."""
    return LeavingReason(str(value)) if value else None


class CertifyForm(Form):
    """When a training was certified, and who on which day: its provider's own part."""

    certified_on = DayField(
        "Certification de la cohorte le", description="Le jour du jury. Laissez vide s’il n’est pas connu."
    )
    people = ChecksField("Personnes certifiées", coerce=int)
    on = DayField("Les personnes cochées ont été certifiées le")

    def offer(self, people: dict[int, str]) -> None:
        """Hand in those who went through."""
        self.people.choices = people


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
