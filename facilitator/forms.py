"""Forms: French messages, stripped text, numbers as the French write them, rules' refusals shown."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, SelectMultipleField, StringField
from wtforms.i18n import get_translations
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from facilitator.identity import FORBIDDEN, has_nir
from facilitator.words import RuleBroken

SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff]")


def clean(text: str | None) -> str:
    """Text without control characters nor surrounding spaces ('' for None)."""
    return CONTROL.sub("", text or "").strip()


def parse_decimal(text: str) -> Decimal:
    """A number as typed in France: `1 234,5`, `1 234.50`, `12 %`, `50 €` (signs are dropped).

    Raises ValueError when it is not one.
    """
    bare = SPACES.sub("", text).rstrip("%€").replace("\u2212", "-")
    if not re.fullmatch(r"[-+]?\d+([.,]\d+)?", bare):
        raise ValueError(text)
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error


class NumberField(Field):
    """A decimal number, typed as the French do; `data` is an exact `Decimal` or None."""

    def __init__(self, label: str = "", validators: Any = (), unit: str = "", **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.unit = unit
        self.raw: str | None = None

    widget = StringField.widget

    def _value(self) -> str:
        if self.raw is not None:
            return self.raw
        return "" if self.data is None else format(self.data, "f").replace(".", ",")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, so that it is shown again when it is refused."""
        self.data = None
        if not valuelist:
            return
        self.raw = clean(valuelist[0])
        if not self.raw:
            return
        try:
            self.data = parse_decimal(self.raw)
        except ValueError:
            raise ValueError("Écrivez un nombre, par exemple 1 234,50.") from None


class ChecksField(SelectMultipleField):
    """Several choices, as a set of checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


OURS = {
    "Not a valid choice.": "Choisissez dans la liste.",
    "Invalid Choice: could not coerce.": "Choisissez dans la liste.",
    "Not a valid date value.": "Écrivez une date, par exemple 14/03/2027.",
}
"""WTForms' messages that we say better: they tell the mend."""


class French:
    """WTForms' own messages in French, with the apostrophe of the house."""

    def __init__(self) -> None:
        self.known = get_translations(["fr"])

    def gettext(self, text: str) -> str:
        """A message."""
        if text in OURS:
            return OURS[text]
        return str(self.known.gettext(text)).replace("'", "’")

    def ngettext(self, one: str, several: str, count: int) -> str:
        """A message that counts."""
        return str(self.known.ngettext(one, several, count)).replace("'", "’")


class Form(FlaskForm):
    """The base of every form: strips text, refuses NIR-shaped values, shows a rule's refusal."""

    class Meta(FlaskForm.Meta):
        """French messages; the one CSRF check of every request is done before the view."""

        csrf = False
        locales = ("fr",)

        def get_translations(self, form: Any) -> French:
            """Ours, whatever translation extension is about."""
            return French()

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Add the cleaning filter to text fields (never to passwords or lists)."""
            if issubclass(unbound_field.field_class, StringField):
                filters = list(unbound_field.kwargs.get("filters", ()))
                if unbound_field.field_class.__name__ != "PasswordField":
                    filters.append(lambda text: clean(text) if isinstance(text, str) else text)
                unbound_field.kwargs["filters"] = filters
            return unbound_field.bind(form=form, **options)

    def accepted(self) -> bool:
        """Whether the request is a POST whose shape is right."""
        return request.method == "POST" and self.validate()

    def validate(self, extra_validators: Any = None) -> bool:
        """WTForms' own checks, then the refusal of anything shaped like a NIR."""
        good = super().validate(extra_validators)
        for field in self:
            field.errors = [str(message).replace("'", "’") for message in field.errors]
            if isinstance(field, StringField) and has_nir(field.data or ""):
                field.errors = [*field.errors, FORBIDDEN]
                good = False
        return good

    def refuse(self, broken: RuleBroken) -> None:
        """Show a rule's refusal on its field, or at the top of the form."""
        field = self._fields.get(broken.field or "")
        if field is None:
            self.form_errors.append(broken.message)
        else:
            field.errors = [*field.errors, broken.message]


class Required:
    """The field must be filled; the message says what to do."""

    field_flags: dict[str, bool] = {}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        """Stop at the first lack: the other checks would only repeat it."""
        if field.errors:
            raise StopValidation()
        if field.data is None or field.data == "" or field.data == []:
            raise StopValidation(self.message)
