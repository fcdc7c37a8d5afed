"""What is typed to open a link."""

from wtforms import BooleanField, StringField

from facilitator.forms import Form, Required


class CodeForm(Form):
    """The code received, and whether the device is one's own."""

    code = StringField(
        "Code reçu",
        [Required("Saisissez les six chiffres du code.")],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 12},
    )
    own_device = BooleanField("C’est mon appareil : ne plus demander de code pendant 30 jours")
