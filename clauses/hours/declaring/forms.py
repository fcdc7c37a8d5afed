"""What a company types: hours as it writes them, people ticked, words of explanation."""

from collections.abc import Iterable
from typing import Any

from wtforms import Field, StringField, TextAreaField
from wtforms.validators import Length

from clauses.hours.declaring.rules import Worker
from clauses.people.valuation.rules import MinutesKind
from facilitator.formats import hours, parse_hours
from facilitator.forms import ChecksField, Form, Required, clean
from facilitator.words import RuleBroken


class HoursField(Field):
    """Hours as people write them (`7h30`, `151,67`, `7:30`); `data` is whole minutes, 0 for nothing."""

    widget = StringField.widget

    def __init__(self, label: str = "", validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.raw: str | None = None

    def _value(self) -> str:
        if self.raw is not None:
            return self.raw
        return hours(self.data) if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, so that it is shown again when it is refused."""
        if not valuelist:
            return
        self.raw, self.data = clean(valuelist[0]), 0
        try:
            self.data = parse_hours(self.raw) or 0
        except RuleBroken as broken:
            raise ValueError(broken.message) from None


class PeopleForm(Form):
    """Who worked this month."""

    worked = ChecksField("Qui a travaillé\u202f?", coerce=int)


class HoursForm(Form):
    """The hours of each person: fields `work_12`, `training_12`, `mentoring_12` of employment 12."""

    def of(self, employment_id: int, kind: MinutesKind) -> Field:
        """The field of an employment and kind."""
        return self[f"{kind.value}_{employment_id}"]

    @property
    def minutes(self) -> dict[tuple[int, MinutesKind], int]:
        """What was typed, field by field."""
        found = {}
        for name, field in self._fields.items():
            kind, _, employment = name.partition("_")
            if isinstance(field, HoursField):
                found[int(employment), MinutesKind(kind)] = int(field.data or 0)
        return found


def hours_form(workers: Iterable[Worker]) -> HoursForm:
    """A form for these people, filled with what is entered."""
    typed = {"inputmode": "text", "autocomplete": "off", "maxlength": 20, "class": "hours-input"}
    fields = {
        f"{kind.value}_{worker.employment_id}": HoursField(
            f"{kind.label} : {worker.name}", default=worker.minutes.get(kind, 0), render_kw=typed
        )
        for worker in workers
        for kind in MinutesKind
    }
    return type("HoursForm", (HoursForm,), fields)()


def remarks_form(sentences: dict[str, tuple[str, str]]) -> Form:
    """A word of explanation for each warning: name of the field → its sentence, what was said."""
    fields = {
        name: TextAreaField(
            sentence,
            [Required("Donnez un mot d’explication, ou corrigez les heures."), Length(max=500)],
            default=said,
        )
        for name, (sentence, said) in sentences.items()
    }
    made: Form = type("RemarksForm", (Form,), fields)()
    return made
