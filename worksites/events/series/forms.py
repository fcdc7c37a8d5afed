"""The forms of a series: how it comes back, which days are kept."""

from collections.abc import Iterable
from datetime import date

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, Optional

from clauses.contracts.forms import DayField
from facilitator.forms import ChecksField, Form
from facilitator.once.forms import OnceForm
from worksites.events.series.rules import Every


class SeriesForm(Form):
    """Every so many weeks or months, so many times or until a day."""

    step = IntegerField("Tous les", [InputRequired("Indiquez un nombre.")], default=1)
    every = SelectField("Rythme", choices=dict(Every.choices()), coerce=Every)
    times = IntegerField("Combien de fois encore", [Optional()])
    until = DayField("Ou jusqu’au")


class DaysForm(OnceForm):
    """The days that are kept."""

    days = ChecksField("Dates")
    with_guests = BooleanField(
        "Recopier aussi les entreprises, leurs postes et les partenaires", default=True
    )

    def offer(self, days: Iterable[tuple[date, str]]) -> None:
        """Hand in the days and what is said of each."""
        self.days.choices = {on.isoformat(): said for on, said in days}

    def kept(self) -> list[date]:
        """The days that are ticked."""
        return [date.fromisoformat(text) for text in self.days.data or []]
