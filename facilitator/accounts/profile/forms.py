"""Forms of « Mon compte »."""

from wtforms import PasswordField, StringField
from wtforms.validators import Length

from facilitator.accounts.signin.forgotten.forms import new_password_field
from facilitator.forms import Form, Required


class NameForm(Form):
    """How the person is named."""

    name = StringField(
        "Prénom et nom",
        [Required("Indiquez votre prénom et votre nom."), Length(max=120, message="120 caractères au plus.")],
        render_kw={"autocomplete": "name"},
    )


class ChangePasswordForm(Form):
    """The present password, then the new one."""

    current_password = PasswordField(
        "Mot de passe actuel",
        [Required("Indiquez votre mot de passe actuel.")],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = new_password_field()
