"""The form that acts once."""

from wtforms import HiddenField

from facilitator.forms import Form


class OnceForm(Form):
    """Asks nothing but its key: however often it is sent, it acts once."""

    form_key = HiddenField()
