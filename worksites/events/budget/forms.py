"""The form of a line of the budget."""

from wtforms import StringField
from wtforms.validators import Length, Optional

from facilitator.forms import NumberField, Required
from facilitator.once.forms import OnceForm


class CostForm(OnceForm):
    """What is paid for, how much, by whom."""

    label = StringField("Dépense", [Required("Dites ce qui est payé."), Length(max=200)])
    planned = NumberField("Prévu", [Required("Indiquez le montant prévu, 0 s’il n’y en a pas.")], unit="€")
    spent = NumberField(
        "Dépensé", [Optional()], unit="€", description="Laissez vide tant qu’il n’est pas connu."
    )
    funder = StringField("Qui paie", [Length(max=120)])
