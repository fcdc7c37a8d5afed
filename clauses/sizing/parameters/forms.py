"""The form that sets a parameter for the body."""

from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length

from clauses.sizing.forms import TypedField
from clauses.sizing.parameters.rules import Parameter
from facilitator.forms import Form, Required

REQUIRED_VALUE = "Indiquez la valeur à appliquer."


class ParameterForm(Form):
    """What every parameter is asked; `form_for` adds the value, a number or a choice."""

    valid_from = DateField("S’applique à partir du", [Required("Indiquez la date d’application.")])
    source = StringField(
        "Source ou raison",
        [Required("Dites d’où vient cette valeur."), Length(max=300, message="300 caractères au plus.")],
        description="Par exemple : délibération du 12 mars 2026, moyenne de nos marchés de 2025.",
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
