"""The form of an invited person who has no account yet."""

from wtforms import StringField

from facilitator.accounts.signin.forgotten.forms import new_password_field
from facilitator.forms import Form, Required


class NewAccountForm(Form):
    """Name and password; the address is the one that was invited."""

    name = StringField(
        "Prénom et nom", [Required("Indiquez votre prénom et votre nom.")], render_kw={"autocomplete": "name"}
    )
    new_password = new_password_field()
