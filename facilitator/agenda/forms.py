"""The form that takes a calendar."""

from wtforms import SelectField

from facilitator.once.forms import OnceForm


class FeedForm(OnceForm):
    """What the calendar is about."""

    subject = SelectField("Que voulez-vous suivre ?")
