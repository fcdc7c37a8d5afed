"""How the inputs of a calculation are typed: one field an input."""

from decimal import Decimal
from typing import Any

from wtforms import SelectField

from clauses.parameters.forms import TypedField, parse_typed
from clauses.sizing.methods.rules import Input, Method
from facilitator.forms import Form, clean
from facilitator.words import RuleBroken


def typed(item: Input, text: str | None) -> Decimal | str | None:
    """What was typed for an input, as a value; None when nothing was. `RuleBroken` names the input."""
    text = clean(text)
    if not text or item.choices:
        return text or None
    try:
        return parse_typed(text, item.unit)
    except ValueError as error:
        raise RuleBroken(f"{item.label} : {error}", item.name) from None


def field_of(item: Input) -> Any:
    """The field of one input; nothing is required here: the method itself says what it lacks."""
    label = item.label if item.required else f"{item.label} (facultatif)"
    if item.choices:
        return SelectField(label, choices={"": "—", **dict(item.choices)}, default="", validate_choice=False)
    return TypedField(label, unit=item.unit, description=item.hint)


def calculator_form(method: Method) -> type[Form]:
    """The form of a method: one field an input, named alike, so that the address holds the inputs."""
    return type(f"{method.name.title()}Form", (Form,), {item.name: field_of(item) for item in method.inputs})
