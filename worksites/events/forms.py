"""The forms of an event: the short one that makes it, what it is, when and where, its trades."""

from datetime import time
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import TimeInput

from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from facilitator.forms import Form, Required
from facilitator.once.forms import OnceForm
from worksites.events.rules import EventKind
from worksites.events.when_rules import parse_hour

TRADES = "En clair ou par code ROME (F1610). Plusieurs : séparez-les par un point-virgule."
CHOSEN = ("operation_id", "worksite_id", "venue_id")
OWN = frozenset({"shown_version", "whole"})
BAD_HOUR = "Écrivez une heure, par exemple 9 h 30."


class HourField(Field):
    """An hour of the day; `data` is a `time`, or None."""

    data: Any
    widget = TimeInput()

    def _value(self) -> str:
        if isinstance(self.data, time):
            return f"{self.data:%H:%M}"
        return str(self.data or "")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; keep it when it does not read."""
        text = "".join(valuelist).strip()
        self.data = None
        if not text:
            return
        try:
            self.data = parse_hour(text)
        except ValueError:
            raise ValueError(BAD_HOUR) from None


def split_trades(text: str | None) -> list[str]:
    """The trades of a field, one by one."""
    return [one.strip() for one in (text or "").replace("\n", ";").split(";") if one.strip()]


class SeriesPartForm(Form):
    """A form whose change may hold for the events of the series that follow."""

    whole = BooleanField("Faire de même pour les événements de la série qui suivent")

    def alone(self, series: str) -> None:
        """Without a series, nothing follows."""
        if not series:
            del self.whole

    @property
    def follows(self) -> bool:
        """Whether what follows changes too."""
        return "whole" in self._fields and bool(self.whole.data)


class PlacedForm(Form):
    """A form that offers worksites, operations and venues."""

    def offer(self, choices: dict[str, Choices]) -> None:
        """Hand in the choices, by the name of the field."""
        for name in CHOSEN:
            if name in self._fields:
                self[name].choices = dict([(NO_CHOICE, "Aucun"), *choices[name]])


class NewEventForm(OnceForm, PlacedForm):
    """What is enough to plan an event; the rest is filled on its page."""

    kind = SelectField("Type", choices=dict(EventKind.choices()), coerce=EventKind)
    title = StringField(
        "Titre", [Length(max=200)], description="Laissez vide : il se compose du type et des métiers."
    )
    trades = StringField("Métiers", [Length(max=600)], description=TRADES, render_kw={"list": "metiers"})
    worksite_id = SelectField("Chantier", coerce=int)
    day = DayField("Jour", [Required("Indiquez le jour.")])
    starts = HourField("De", [Required("Indiquez l’heure du début.")], default=time(9))
    ends = HourField("À", [Required("Indiquez l’heure de la fin.")], default=time(12))
    venue_id = SelectField("Lieu", coerce=int)
    venue_name = StringField(
        "Ou un nouveau lieu", [Length(max=200)], description="Son adresse et son accès se notent ensuite."
    )

    def values(self) -> dict[str, Any]:
        """Columns of the event that stand as they are typed."""
        return {
            "kind": self.kind.data,
            "title": self.title.data or "",
            "worksite_id": self.worksite_id.data or None,
        }


class EventForm(PlacedForm, SeriesPartForm):
    """What an event is, and what is said of it."""

    shown_version = HiddenField()
    kind = SelectField("Type", choices=dict(EventKind.choices()), coerce=EventKind)
    title = StringField("Titre", [Required("Indiquez le titre."), Length(max=200)])
    told = TextAreaField(
        "Ce que les invités lisent",
        [Length(max=5000)],
        description="Ce qui les attend, quoi apporter, qui demander. Ne nommez aucun candidat.",
    )
    operation_id = SelectField("Programme ou opération", coerce=int)
    worksite_id = SelectField("Chantier", coerce=int)
    meeting_minutes = IntegerField(
        "Durée d’une rencontre, en minutes",
        [InputRequired("Indiquez une durée."), NumberRange(1, 240, message="De 1 à 240 minutes.")],
        description="Pour les tours d’un job dating.",
    )
    notes = TextAreaField("Notes internes", [Length(max=5000)], description="Lues par votre structure seule.")

    def values(self) -> dict[str, Any]:
        """Columns of the event."""
        found = {name: value for name, value in self.data.items() if name not in OWN}
        return found | {name: found[name] or None for name in ("operation_id", "worksite_id")}


class WhenForm(PlacedForm, SeriesPartForm):
    """When and where an event is."""

    shown_version = HiddenField()
    day = DayField("Jour", [Required("Indiquez le jour.")])
    starts = HourField("De", [Required("Indiquez l’heure du début.")])
    ends = HourField("À", [Required("Indiquez l’heure de la fin.")])
    ends_on = DayField("Dernier jour", description="Seulement s’il dure plus d’un jour.")
    venue_id = SelectField("Lieu", coerce=int)
    room = StringField("Salle", [Length(max=120)], render_kw={"list": "salles"})


class TradesForm(SeriesPartForm):
    """The trades of an event."""

    shown_version = HiddenField()
    trades = StringField("Métiers", [Length(max=1200)], description=TRADES, render_kw={"list": "metiers"})


class ReasonForm(SeriesPartForm):
    """Why an event is cancelled."""

    reason = StringField("Motif", [Required("Dites pourquoi : les invités le liront."), Length(max=200)])
