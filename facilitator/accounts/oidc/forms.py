"""The form that hands the provider's answer over: reading the return page signs nobody in."""

from wtforms import HiddenField

from facilitator.forms import Form


class AnswerForm(Form):
    """What the provider put in the address of the return page."""

    code = HiddenField()
    state = HiddenField()
