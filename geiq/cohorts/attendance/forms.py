"""The form that makes half-days from a week."""

from wtforms import SelectField
from wtforms.validators import Length

from clauses.contracts.forms import DayField
from facilitator.forms import ChecksField, Form, Required
from geiq.cohorts.attendance.rules import SLOTS, USUAL, WEEKDAYS, Pattern
from geiq.cohorts.forms import HoursField, written
from geiq.cohorts.rules import HalfDay, TrainingPlace

CHOICES = {f"{weekday}-{half.value}": f"{WEEKDAYS[weekday]}, {half.label.lower()}" for weekday, half in SLOTS}


class WeekForm(Form):
    """From when to when, which half-days of the week, how long, where."""

    starts_on = DayField("Du", [Required("Indiquez le premier jour.")])
    ends_on = DayField("Au", [Required("Indiquez le dernier jour.")])
    place = SelectField("Où", choices=dict(TrainingPlace.choices()), coerce=TrainingPlace)
    slots = ChecksField("Demi-journées de la semaine", choices=CHOICES)
    morning = HoursField("Durée d’un matin", [Length(max=20)], filters=[written], default=USUAL)
    afternoon = HoursField("Durée d’un après-midi", [Length(max=20)], filters=[written], default=USUAL)

    def pattern(self) -> Pattern:
        """The week. Raises `RuleBroken` when hours do not read."""
        chosen = frozenset(slot for slot, key in zip(SLOTS, CHOICES, strict=True) if key in self.slots.data)
        minutes = {
            HalfDay.MORNING: self.morning.minutes() or 0,
            HalfDay.AFTERNOON: self.afternoon.minutes() or 0,
        }
        return Pattern(chosen, minutes, self.place.data)
