"""Forms of a lot, a tranche, its affirmation, a call-off order."""

from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from clauses.contracts.hour_forms import HoursField
from clauses.contracts.rules import TrancheKind
from facilitator.forms import Form, NumberField, Required


class LotForm(Form):
    """A lot."""

    number = StringField("Numéro du lot", [Required("Indiquez le numéro du lot."), Length(max=20)])
    title = StringField("Intitulé", [Required("Indiquez l’intitulé du lot."), Length(max=500)])
    amount = NumberField("Montant hors taxes", [Optional()], unit="€")


class TrancheForm(Form):
    """A tranche."""

    kind = SelectField("Sorte", choices=dict(TrancheKind.choices()), coerce=TrancheKind)
    title = StringField("Intitulé", [Required("Indiquez l’intitulé de la tranche."), Length(max=200)])
    amount = NumberField("Montant hors taxes", [Optional()], unit="€")


class AffirmForm(Form):
    """The day an optional tranche is affirmed."""

    affirmed_on = DayField("Date d’affermissement", [Required("Indiquez la date d’affermissement.")])


class OrderForm(Form):
    """A call-off order."""

    number = StringField("Numéro du bon", [Required("Indiquez le numéro du bon."), Length(max=40)])
    title = StringField("Objet", [Length(max=500)])
    ordered_on = DayField("Date du bon", [Required("Indiquez la date du bon de commande.")])
    ends_on = DayField("Fin prévue")
    amount = NumberField("Montant hors taxes", [Optional()], unit="€")
    terms_id = SelectField("Clause concernée", coerce=int)
    hours = HoursField("Heures d’insertion apportées", [Optional()])

    def offer(self, clauses: Choices) -> None:
        """Hand in the clauses of the contract."""
        self.terms_id.choices = dict([(NO_CHOICE, "Aucune"), *clauses])
