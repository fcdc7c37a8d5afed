"""The form of a worksite."""

from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from facilitator.forms import Required
from facilitator.once.forms import OnceForm
from worksites.sites.place_rules import parse_position

SAID = ("form_key", "shown_version", "position")
"""Fields that are not columns as they stand."""


class WorksiteForm(OnceForm):
    """What is known of a worksite."""

    shown_version = HiddenField()
    name = StringField("Nom du chantier", [Required("Indiquez le nom du chantier."), Length(max=200)])
    operation_id = SelectField(
        "Programme ou opération",
        coerce=int,
        description="S’il manque à la liste, ajoutez-le d’abord dans Opérations.",
    )
    address = StringField("Adresse", [Length(max=200)], render_kw={"autocomplete": "off"})
    postcode = StringField("Code postal", [Length(max=10)])
    commune = StringField("Commune", [Length(max=120)])
    commune_code = StringField(
        "Code INSEE", [Length(max=5)], description="Cinq caractères, par exemple 63113."
    )
    neighbourhood = StringField(
        "Quartier prioritaire", [Length(max=120)], description="Vide si le chantier n’est dans aucun."
    )
    position = StringField(
        "Position",
        [Length(max=60)],
        description="Latitude puis longitude, par exemple 45,7772, 3,1110 ; ou cliquez sur la carte.",
    )
    starts_on = DayField("Début des travaux")
    ends_on = DayField("Fin des travaux")
    notes = TextAreaField(
        "Notes internes", [Length(max=5000)], description="Jamais montrées à l’entreprise ni à l’acheteur."
    )

    def offer(self, operations: Choices) -> None:
        """Hand in the operations."""
        self.operation_id.choices = dict([(NO_CHOICE, "Aucun"), *operations])

    def values(self) -> dict[str, Any]:
        """Columns of the worksite, and its position. Raises `RuleBroken` on `position`."""
        found = {name: value for name, value in self.data.items() if name not in SAID}
        position = parse_position(self.position.data)
        return {**found, "operation_id": self.operation_id.data or None, "position": position}
