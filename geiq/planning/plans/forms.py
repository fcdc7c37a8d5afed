"""Forms of a plan: its weeks, a cohort pinned by hand, a week forbidden."""

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import Length, Optional

from clauses.contracts.forms import Choices, DayField
from facilitator.forms import Form, Required
from geiq.planning.rules import Bend


class PlanForm(Form):
    """A new plan."""

    name = StringField("Nom du plan", [Required("Donnez un nom au plan."), Length(max=120)])
    starts_on = DayField("Premier lundi", [Required("Indiquez le premier lundi.")])
    weeks = IntegerField("Semaines", [Required("Indiquez la durée.")], default=52)


class BendForm(Form):
    """What is decided by hand."""

    capacity_id = SelectField("Organisme et métier", coerce=int)
    bend = SelectField("Décision", choices=dict(Bend.choices()), coerce=Bend)
    week = DayField("Semaine du (lundi)", [Required("Indiquez le lundi.")])
    seats = IntegerField("Places", [Optional()], description="Seulement pour garder une cohorte.")

    def offer(self, capacities: Choices) -> None:
        """Hand in the capacities."""
        self.capacity_id.choices = dict(capacities)
