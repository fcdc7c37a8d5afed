"""The forms of the reminders: sending, holding back."""

from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length

from facilitator.forms import Form, Required

LONGEST = 300


class SendForm(Form):
    """The messages that stay ticked; the boxes and the reasons are read by their names."""


class HoldForm(Form):
    """No reminder until a day; the contracts are handed in."""

    until = DateField("Ne pas relancer jusqu’au", [Required("Indiquez le dernier jour sans relance.")])
    contract_id = SelectField("Pour", coerce=int)
    reason = StringField(
        "Pourquoi",
        [Required("Dites pourquoi."), Length(max=LONGEST, message="300 caractères au plus.")],
        description="Par exemple : chantier arrêté jusqu’à la fin du mois, accord du maître d’ouvrage.",
    )
