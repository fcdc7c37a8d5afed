"""The figures of an employer, person after person."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from facilitator.formats import hours, parse_hours
from facilitator.forms import Form
from facilitator.words import RuleBroken


class FigureField(StringField):
    """Hours as people write them; `minutes` holds them, None when nothing is typed."""

    minutes: int | None = None

    def pre_validate(self, form: Any) -> None:
        """Read the hours; a French sentence when they do not read as such."""
        try:
            self.minutes = parse_hours(self.data)
        except RuleBroken as broken:
            raise ValidationError(broken.message) from broken


class FiguresForm(Form):
    """One field a person and kind; those left empty say nothing."""

    form_key = HiddenField()
    shown = HiddenField()

    def figures(self) -> dict[str, int]:
        """The minutes that were typed, by the name of their field."""
        return {
            one.name: one.minutes for one in self if isinstance(one, FigureField) and one.minutes is not None
        }


def figures_form(rows: Iterable[tuple[str, str, int | None]]) -> type[FiguresForm]:
    """The form of some rows: (name of the field, its label, minutes already said)."""
    fields = {
        name: FigureField(label, default="" if said is None else hours(said)) for name, label, said in rows
    }
    return type("MonthFiguresForm", (FiguresForm,), fields)
