"""How the inputs of a calculation are typed: numbers as the French write them, rates as `5 %` or `0,05`."""

from decimal import Decimal
from typing import Any

from wtforms import SelectField

from clauses.sizing.methods.rules import Input, Method
from clauses.sizing.rules import Unit
from facilitator.forms import Form, NumberField, clean, parse_decimal
from facilitator.words import RuleBroken

LONGEST = 40


def parse_typed(text: str, unit: Unit) -> Decimal:
    """A number in its unit: a rate is `5 %`, `5%`, `0,05` or `0.05`. Raises ValueError in French."""
    if text[0] in ".,":
        text = f"0{text}"
    if len(text) > LONGEST:
        raise ValueError("ce nombre est trop long.")
    try:
        value = parse_decimal(text)
    except ValueError:
        raise ValueError(f"« {text} » n’est pas un nombre.") from None
    if "%" in text and unit is not Unit.RATE:
        raise ValueError("ce n’est pas un pourcentage.")
    return value / 100 if "%" in text else value


def typed(item: Input, text: str | None) -> Decimal | str | None:
    """What was typed for an input, as a value; None when nothing was. `RuleBroken` names the input."""
    text = clean(text)
    if not text or item.choices:
        return text or None
    try:
        return parse_typed(text, item.unit)
    except ValueError as error:
        raise RuleBroken(f"{item.label} : {error}", item.name) from None


class TypedField(NumberField):
    """A number in a unit of the sizing; a rate may be typed as a percentage."""

    def __init__(self, label: str = "", validators: Any = (), unit: Unit = Unit.HOURS, **kwargs: Any) -> None:
        super().__init__(label, validators, unit="" if unit is Unit.RATE else unit.label, **kwargs)
        self.measure = unit
        self.type = "NumberField"  # drawn as one

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, so that it is shown again when it is refused."""
        self.data = None
        self.raw = clean(valuelist[0]) if valuelist else None
        if not self.raw:
            return
        try:
            self.data = parse_typed(self.raw, self.measure)
        except ValueError as error:
            message = str(error)
            raise ValueError(message[0].upper() + message[1:]) from None


def field_of(item: Input) -> Any:
    """The field of one input; nothing is required here: the method itself says what it lacks."""
    label = item.label if item.required else f"{item.label} (facultatif)"
    if item.choices:
        return SelectField(label, choices={"": "—", **dict(item.choices)}, default="", validate_choice=False)
    return TypedField(label, unit=item.unit, description=item.hint)


def calculator_form(method: Method) -> type[Form]:
    """The form of a method: one field an input, named alike, so that the address holds the inputs."""
    return type(f"{method.name.title()}Form", (Form,), {item.name: field_of(item) for item in method.inputs})
