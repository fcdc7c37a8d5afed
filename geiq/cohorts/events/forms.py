"""An event held for a cohort."""

from datetime import time

from wtforms import SelectField

from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from facilitator.forms import Form, Required
from facilitator.once.forms import OnceForm
from worksites.events.forms import HourField
from worksites.events.rules import EventKind


class CohortEventForm(OnceForm):
    """Its kind, its day, its hours, its place; trade and programme are the cohort's."""

    kind = SelectField("Type", choices=dict(EventKind.choices()), coerce=EventKind)
    day = DayField("Jour", [Required("Indiquez le jour.")])
    starts = HourField("De", [Required("Indiquez l’heure du début.")], default=time(9))
    ends = HourField("À", [Required("Indiquez l’heure de la fin.")], default=time(11))
    venue_id = SelectField("Lieu", coerce=int)

    def offer(self, venues: Choices) -> None:
        """Hand in the venues."""
        self.venue_id.choices = dict([(NO_CHOICE, "À préciser"), *venues])


class TieForm(Form):
    """An event that exists, tied to the cohort."""

    event_id = SelectField("Événement", coerce=int)

    def offer(self, events: Choices) -> None:
        """Hand in the events that are tied to no cohort."""
        self.event_id.choices = dict(events)
