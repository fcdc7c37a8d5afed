"""The form that sets a parameter; numbers as the French write them, rates as `5 %` or `0,05`."""

from decimal import Decimal
from typing import Any

from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Parameter
from facilitator.forms import Form, NumberField, Required, clean, parse_decimal

REQUIRED_VALUE = "Indiquez la valeur à appliquer."
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
        raise ValueError(f"« {text} » n’est pas un nombre.") from None
    if "%" in text and unit is not Unit.RATE:
        raise ValueError("ce n’est pas un pourcentage.")
    return value / 100 if "%" in text else value


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


class ParameterForm(Form):
    """What every parameter is asked; `form_for` adds the value, a number or a choice."""

    valid_from = DateField("S’applique à partir du", [Required("Indiquez la date d’application.")])
    source = StringField(
        "Source ou raison",
        [Required("Dites d’où vient cette valeur."), Length(max=300, message="300 caractères au plus.")],
        description="Par exemple : délibération du 12 mars 2026, moyenne de nos marchés de 2025.",
    )


def form_for(parameter: Parameter) -> type[ParameterForm]:
    """The form of one parameter."""

    class OneParameterForm(ParameterForm):
        """The value comes first."""

        value = (
            SelectField("Valeur", [Required(REQUIRED_VALUE)], choices=dict(parameter.choices))
            if parameter.choices
            else TypedField(
                "Valeur", [Required(REQUIRED_VALUE)], unit=parameter.unit, description=parameter.range_text
            )
        )

    return OneParameterForm
