"""The form of an answer."""

from wtforms import SelectField, StringField
from wtforms.validators import Length

from clauses.people.exits.rules import ExitSituation
from facilitator.forms import Form


class AnswerForm(Form):
    """Where somebody stands."""

    situation = SelectField("Situation", choices=dict(ExitSituation.choices()), coerce=ExitSituation)
    remark = StringField(
        "Remarque",
        [Length(max=200)],
        description="Jamais un mot de santé. Par exemple : chez le même employeur.",
    )
