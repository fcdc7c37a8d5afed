"""The form of an operation."""

from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length

from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from facilitator.forms import Form, Required


class OperationForm(Form):
    """What is known of an operation."""

    name = StringField("Nom de l’opération", [Required("Indiquez le nom de l’opération."), Length(max=200)])
    buyer_id = SelectField("Maître d’ouvrage principal", coerce=int)
    place = StringField("Lieu", [Length(max=120)])
    starts_on = DayField("Début")
    ends_on = DayField("Fin")
    description = TextAreaField("Description")

    def offer(self, buyers: Choices) -> None:
        """Hand in the buyers."""
        self.buyer_id.choices = dict([(NO_CHOICE, "Aucun"), *buyers])

    def values(self) -> dict[str, Any]:
        """Columns of the operation."""
        return {**self.data, "buyer_id": self.buyer_id.data or None}
