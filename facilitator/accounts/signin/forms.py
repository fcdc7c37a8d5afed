"""Forms of the sign-in."""

from wtforms import EmailField, PasswordField, RadioField

from facilitator.forms import Form, Required


class SignInForm(Form):
    """E-mail and password."""

    email = EmailField(
        "Adresse e-mail",
        [Required("Indiquez votre adresse e-mail.")],
        render_kw={"autocomplete": "username webauthn"},
    )
    password = PasswordField(
        "Mot de passe",
        [Required("Indiquez votre mot de passe.")],
        render_kw={"autocomplete": "current-password"},
    )


class MembershipForm(Form):
    """The role to act under."""

    membership = RadioField("Votre rôle", [Required("Choisissez un rôle.")], coerce=int)
