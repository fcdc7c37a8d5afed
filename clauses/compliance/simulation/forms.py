"""What is tried, typed as the French do."""

from wtforms import IntegerField, SelectField
from wtforms.validators import Optional

from clauses.compliance.simulation.rules import Trial
from clauses.contracts.forms import DayField
from clauses.contracts.hour_forms import HoursField
from facilitator.forms import Form

FULL_TIME = 2100


class TrialForm(Form):
    """The clause, people, an amendment, another end; every field may stay empty."""

    clause = SelectField("Clause", coerce=int, validators=[Optional()])
    people = IntegerField("Personnes en plus", [Optional()])
    weekly = HoursField("Heures par semaine de chacune", [Optional()])
    starts_on = DayField("À partir du")
    leaves_on = DayField("Jusqu’au")
    more = HoursField("Heures ajoutées à l’objectif", [Optional()])
    effective_on = DayField("Avec effet le")
    ends_on = DayField("Nouvelle fin du marché")

    def trial(self) -> Trial:
        """The same, as the rules read it."""
        return Trial(
            self.people.data or 0,
            FULL_TIME if self.weekly.minutes is None else self.weekly.minutes,
            self.starts_on.data,
            self.leaves_on.data,
            self.more.minutes or 0,
            self.effective_on.data,
            self.ends_on.data,
        )
