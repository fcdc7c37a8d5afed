"""Forms of a commitment and of a split among the companies of a group."""

from decimal import Decimal
from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import Length

from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from clauses.contracts.hour_forms import HoursField
from clauses.contracts.rules import Party
from facilitator.forms import Form, NumberField, Required


class CommitmentForm(Form):
    """Who owes how many hours: a company already met, or a new one by its SIRET."""

    organisation_id = SelectField("Entreprise", coerce=int)
    siret = StringField("SIRET d’une nouvelle entreprise", [Length(max=20)])
    name = StringField("Nom de la nouvelle entreprise", [Length(max=200)])
    party = SelectField("En qualité de", choices=dict(Party.choices()), coerce=Party)
    parent_id = SelectField("Pour le compte de", coerce=int, description="Seulement pour un sous-traitant.")
    hours = HoursField("Heures d’insertion", [Required("Indiquez les heures, ou 0.")])
    starts_on = DayField(
        "À partir du", description="Seulement si l’entreprise arrive après le début du marché."
    )

    def offer(self, companies: Choices, parents: Choices) -> None:
        """Hand in the companies, and those that may have a subcontractor on this clause."""
        self.organisation_id.choices = dict([(NO_CHOICE, "Nouvelle entreprise…"), *companies])
        self.parent_id.choices = dict([(NO_CHOICE, "Personne (titulaire ou cotraitant)"), *parents])


class ShareForm(Form):
    """A correction of one commitment."""

    hours = HoursField("Heures d’insertion", [Required("Indiquez les heures, ou 0.")])
    starts_on = DayField("À partir du")

    def show(self, commitment: Any) -> None:
        """Fill the hours, kept in minutes."""
        self.hours.data = Decimal(commitment.minutes) / 60


def weights_form(names: dict[int, str]) -> type[Form]:
    """A form with one weight per company (by commitment)."""
    fields = {
        f"weight_{key}": NumberField(f"Part de {name}", [Required("Indiquez une part, ou 0.")])
        for key, name in names.items()
    }
    return type("WeightsForm", (Form,), fields)
