"""Forms of the day: somebody who comes unawaited, a guest who checks in, what a meeting gave."""

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import Length

from facilitator.forms import Form, Required
from facilitator.once.forms import OnceForm
from worksites.events.guests.rules import Coming
from worksites.events.rounds.rules import MeetingResult


class WalkInForm(OnceForm):
    """The least that is asked of somebody at the door."""

    given_name = StringField("Prénom", [Required("Indiquez le prénom."), Length(max=100)])
    family_name = StringField("Nom", [Required("Indiquez le nom."), Length(max=200)])
    phone = StringField(
        "Téléphone", [Length(max=30)], description="Facultatif : seulement pour la suite de ses rencontres."
    )


class PointForm(Form):
    """Whether somebody came."""

    said = SelectField(choices=dict(Coming.choices()), coerce=Coming)


class DoorForm(Form):
    """The code of a letter or a message."""

    code = StringField("Votre code", [Required("Écrivez votre code."), Length(max=40)])


class ResultForm(Form):
    """What a meeting gave."""

    result = SelectField(choices=dict(MeetingResult.choices()), coerce=MeetingResult)
    remark = StringField("Remarque", [Length(max=300)])
    shown = HiddenField()
