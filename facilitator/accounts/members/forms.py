"""The form of an invitation."""

from wtforms import EmailField, RadioField, StringField
from wtforms.validators import Length

from facilitator.forms import Form, Required


class InvitationForm(Form):
    """Whom to invite, and to which role (choices handed in)."""

    email = EmailField(
        "Adresse électronique",
        description="L’invitation part à cette adresse et ne sert qu’à elle.",
        validators=[Required("Indiquez l’adresse électronique de la personne."), Length(max=254)],
    )
    name = StringField("Nom de la personne (facultatif)", validators=[Length(max=120)])
    role = RadioField("Rôle", validators=[Required("Choisissez un rôle.")])
