"""Forms of a forgotten password."""

from wtforms import EmailField, PasswordField
from wtforms.fields.core import UnboundField

from facilitator.forms import Form, Required

NEW_PASSWORD_HINT = (
    "16 caractères ou plus. Une phrase de quatre ou cinq mots sans rapport entre eux convient, "
    "sans chiffre ni signe obligatoire."
)


class ForgottenForm(Form):
    """To whom the link goes."""

    email = EmailField(
        "Adresse e-mail",
        [Required("Indiquez votre adresse e-mail.")],
        render_kw={"autocomplete": "username"},
    )


def new_password_field() -> UnboundField:
    """A new password, typed once: its field can show it."""
    return PasswordField(
        "Nouveau mot de passe",
        [Required("Choisissez un mot de passe.")],
        description=NEW_PASSWORD_HINT,
        render_kw={"autocomplete": "new-password"},
    )


class NewPasswordForm(Form):
    """The password that replaces the forgotten one."""

    new_password = new_password_field()
