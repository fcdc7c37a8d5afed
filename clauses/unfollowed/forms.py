"""Forms of a take-over and of a dismissal."""

from typing import Any

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from clauses.contracts.forms import DayField
from clauses.contracts.hour_forms import HoursField
from clauses.contracts.opendata.reading.shapes import Party
from clauses.contracts.rules import ClauseKind, ContractForm, Nature
from clauses.unfollowed.rules import DismissalReason
from facilitator.forms import Form, NumberField, Required


class DismissForm(Form):
    """Why a published contract is not followed."""

    reason = SelectField("Raison", choices=dict(DismissalReason.choices()), coerce=DismissalReason)
    text = TextAreaField("Précision", [Length(max=500)], description="Obligatoire pour « Autre raison ».")


class TakeOverForm(Form):
    """The contract to make of a published one, to be corrected where the publication is wrong."""

    reference = StringField(
        "Référence du marché", [Required("Indiquez la référence du marché."), Length(max=80)]
    )
    title = StringField("Objet", [Required("Indiquez l’objet du marché."), Length(max=1000)])
    buyer_name = StringField(
        "Nom du maître d’ouvrage", [Required("Indiquez le nom du maître d’ouvrage."), Length(max=200)]
    )
    nature = SelectField("Nature", choices=dict(Nature.choices()), coerce=Nature)
    form = SelectField("Forme", choices=dict(ContractForm.choices()), coerce=ContractForm)
    cpv = StringField("Code CPV", [Length(max=20)])
    amount = NumberField("Montant hors taxes", [Optional()], unit="€")
    notified_on = DayField("Notification")
    duration_months = IntegerField(
        "Durée en mois", [Optional(), NumberRange(1, 600, message="Une durée va de 1 à 600 mois.")]
    )
    place = StringField("Lieu d’exécution", [Length(max=120)])
    place_code = StringField("Code INSEE du lieu", [Length(max=10)])
    clause = SelectField("Clause", choices=dict(ClauseKind.choices()), coerce=ClauseKind)
    hours = HoursField(
        "Heures d’insertion dues", [Optional()], description="Laissez vide pour les calibrer ensuite."
    )

    def columns(self) -> dict[str, Any]:
        """Columns of the contract."""
        apart = {"buyer_name", "clause", "hours"}
        return {
            field.name: field.data
            for field in self
            if field.name not in apart and not field.name.startswith("name_")
        }

    def names(self) -> dict[str, str]:
        """The names given to the companies, by their published identifier."""
        return {
            field.name.removeprefix("name_"): field.data or ""
            for field in self
            if field.name.startswith("name_")
        }


def take_over_form(parties: list[tuple[Party, str]]) -> type[TakeOverForm]:
    """The form with one name for each published company (2022's format gives only numbers)."""
    fields = {
        f"name_{party.id}": StringField(
            f"Nom de l’entreprise {party.id}",
            [Required("Indiquez le nom de l’entreprise."), Length(max=200)],
            default=known,
        )
        for party, known in parties
        if party.id
    }
    return type("TakeOverForm", (TakeOverForm,), fields)
