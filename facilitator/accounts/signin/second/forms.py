"""Forms of the second factor."""

from wtforms import HiddenField, StringField

from facilitator.forms import Form, Required


class CodeForm(Form):
    """A one-time code, or a recovery code."""

    code = StringField(
        "Code à 6 chiffres, ou code de secours",
        [Required("Indiquez le code que montre votre application.")],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )


class TotpForm(Form):
    """The first code, which proves that the application holds the secret."""

    code = StringField(
        "Code à 6 chiffres",
        [Required("Indiquez le code que montre votre application.")],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class PasskeyForm(Form):
    """What the browser answers to a passkey's challenge, written by the script."""

    credential = HiddenField()


class NewPasskeyForm(PasskeyForm):
    """A new passkey, with the name its owner gives it."""

    name = StringField("Nom de la clé (par exemple\u00a0: téléphone, ordinateur du bureau)")
