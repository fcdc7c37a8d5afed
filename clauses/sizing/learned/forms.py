"""The form of the learned proposal."""

from wtforms import SelectField
from wtforms.validators import NumberRange

from clauses.contracts.cpv.rules import DIVISIONS
from clauses.parameters.forms import TypedField
from clauses.parameters.numbers.rules import Unit
from clauses.sizing.methods.rules import MOST_EUROS
from facilitator.forms import Form, Required


class LearnedForm(Form):
    """Which kind of contract, for how much."""

    cpv = SelectField(
        "Domaine (division CPV)",
        [Required("Choisissez le domaine du marché.")],
        choices={"": "—", **{code: f"{code} {name}" for code, name in DIVISIONS.items()}},
        default="",
    )
    amount = TypedField(
        "Montant du marché, hors taxes",
        [
            Required("Indiquez le montant du marché."),
            NumberRange(1, MOST_EUROS, "Indiquez un montant d’au moins 1 €."),
        ],
        unit=Unit.EUROS,
    )
