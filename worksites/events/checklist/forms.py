"""The form of a task."""

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from facilitator.forms import Required
from facilitator.once.forms import OnceForm


class TaskForm(OnceForm):
    """What to do, and how many days from the event."""

    label = StringField("À faire", [Required("Dites ce qu’il y a à faire."), Length(max=200)])
    days = IntegerField(
        "Combien de jours",
        [InputRequired("Indiquez un nombre de jours."), NumberRange(0, 730, message="De 0 à 730 jours.")],
        default=7,
    )
    side = SelectField(
        "Avant ou après", choices={"before": "avant l’événement", "after": "après l’événement"}
    )

    def days_before(self) -> int:
        """Days before the event; below zero after it."""
        days = self.days.data or 0
        return -days if self.side.data == "after" else days
