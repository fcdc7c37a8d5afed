"""What a date is sought for, as an organiser says it."""

from datetime import date, time, timedelta
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from clauses.contracts.forms import DayField
from facilitator.forms import Form, Required
from worksites.events.dates.rules import HOURS, Wish
from worksites.events.forms import HourField, PlacedForm
from worksites.events.rules import EventKind

MINUTES = "De 15 minutes à 12 heures."


class DatesForm(Form):
    """Between which days, how long, from what hour, on Saturdays too."""

    first = DayField("Entre le", [Required("Indiquez le premier jour.")])
    last = DayField("Et le", [Required("Indiquez le dernier jour.")])
    minutes = IntegerField(
        "Durée, en minutes", [Required("Indiquez la durée."), NumberRange(15, 720, message=MINUTES)]
    )
    starts = HourField("Début", [Optional()], description="Vide : 9 h, 9 h 30, 10 h ou 14 h.")
    saturdays = BooleanField("Le samedi aussi")

    def wish(self) -> Wish:
        """The same, as the rules read it. Raises `RuleBroken`."""
        first: Any = self.first.data
        last: Any = self.last.data
        hours = (self.starts.data,) if isinstance(self.starts.data, time) else HOURS
        lasts = timedelta(minutes=self.minutes.data or 0)
        return Wish(first, last, lasts, hours, bool(self.saturdays.data))


class NewDatesForm(DatesForm, PlacedForm):
    """The same, for an event that does not exist yet: what it is, where, for whom."""

    kind = SelectField("Type", choices=dict(EventKind.choices()), coerce=EventKind)
    trades = StringField("Métiers", [Length(max=600)], render_kw={"list": "metiers"})
    worksite_id = SelectField("Chantier", coerce=int)
    venue_id = SelectField("Lieu", coerce=int)


class MoveForm(Form):
    """A proposal that is taken."""

    day = DayField("Jour", [Required("Indiquez le jour.")])
    starts = HourField("Début", [Required("Indiquez l’heure.")])
    minutes = IntegerField("Durée", [Required("Indiquez la durée."), NumberRange(15, 720, message=MINUTES)])
    shown_version = HiddenField()


def usual(today: date) -> dict[str, object]:
    """What the form holds first: from three weeks on, two months, three hours."""
    return {"first": today + timedelta(days=21), "last": today + timedelta(days=81), "minutes": 180}
