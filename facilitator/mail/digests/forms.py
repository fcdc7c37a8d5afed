"""How often."""

from wtforms import RadioField

from facilitator.forms import Form
from facilitator.mail.digests.rules import Frequency


class FrequencyForm(Form):
    """How often somebody wants to be told."""

    frequency = RadioField("Combien de fois vous écrire", choices=dict(Frequency.choices()))
