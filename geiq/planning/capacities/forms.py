"""The form of a capacity."""

from decimal import Decimal
from typing import Any

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import Length

from clauses.contracts.forms import NO_CHOICE, Choices, Chosen, DayField
from facilitator.forms import Form, NumberField, Required
from geiq.cohorts.rules import CohortKind

NONE = Decimal(0)


class CapacityForm(Form):
    """What a provider can do for a trade."""

    organisation_id = SelectField(
        "Organisme de formation",
        [Chosen("Choisissez l’organisme.")],
        coerce=int,
        description="S’il manque à la liste, ajoutez-le d’abord dans Organisations.",
    )
    trade = StringField(
        "Métier",
        [Required("Indiquez le métier."), Length(max=120)],
        description="Le même que sur les phases de travaux, en clair ou un code ROME : F1703.",
        render_kw={"list": "metiers", "autocomplete": "off"},
    )
    kind = SelectField("Formation", choices=dict(CohortKind.choices()), coerce=CohortKind)
    least_seats = IntegerField("Places au moins", [Required("Indiquez le nombre de places.")], default=8)
    most_seats = IntegerField("Places au plus", [Required("Indiquez le nombre de places.")], default=12)
    at_once = IntegerField(
        "Cohortes en même temps", [Required("Indiquez combien de cohortes à la fois.")], default=1
    )
    weeks = IntegerField("Semaines de formation", [Required("Indiquez la durée.")], default=8)
    fixed_cost = NumberField("Coût d’une cohorte", unit="€", description="Quelles que soient ses places.")
    seat_cost = NumberField("Coût d’une place", unit="€")
    since = DayField("À partir du", [Required("Indiquez depuis quand.")])
    until = DayField("Jusqu’au", description="Laissez vide si la fin n’est pas connue.")

    def offer(self, providers: Choices) -> None:
        """Hand in the providers."""
        self.organisation_id.choices = dict([(NO_CHOICE, "Choisissez…"), *providers])

    def values(self) -> dict[str, Any]:
        """Columns of the capacity."""
        costs = {name: self[name].data or NONE for name in ("fixed_cost", "seat_cost")}
        return self.data | costs
