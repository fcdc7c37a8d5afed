"""The form that keeps a sizing on a clause."""

from wtforms import BooleanField, SelectField

from facilitator.forms import Form, Required


class KeepForm(Form):
    """Which clause, and whether its target becomes the hours found. The choices are handed in."""

    terms_id = SelectField(
        "Clause",
        [Required("Choisissez la clause.")],
        coerce=lambda value: int(value) if value else None,
        validate_choice=False,
    )
    apply = BooleanField("Faire de ces heures l’objectif de la clause")
