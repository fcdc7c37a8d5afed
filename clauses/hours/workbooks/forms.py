"""Forms of the workbooks: a file, a template to ask for, the columns of a layout."""

from collections.abc import Sequence
from datetime import date

from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import NumberRange, Optional

from clauses.hours.workbooks.rules import Field
from facilitator.formats import month
from facilitator.forms import ChecksField, Form, Required

SAID_ELSEWHERE = "Écrit dans le fichier"


class UploadForm(Form):
    """A workbook."""

    file = FileField(
        "Fichier",
        [FileRequired("Choisissez un fichier.")],
        description="Le modèle rempli, ou votre propre tableau : .xlsx, .xls, .ods ou .csv, 5 Mo au plus.",
    )


class TemplateForm(Form):
    """Which template."""

    months = ChecksField("Mois", [Required("Choisissez au moins un mois.")])
    shape = RadioField(
        "Une colonne par",
        choices={"mois": "mois", "semaine": "semaine (agences d’intérim)"},
        default="mois",
    )


def template_form(months: Sequence[date]) -> type[TemplateForm]:
    """The form with the months that may be filled."""
    choices = {f"{one:%Y-%m}": month(one) for one in months}
    asked = ChecksField("Mois", [Required("Choisissez au moins un mois.")], choices=choices)
    return type("TemplateForm", (TemplateForm,), {"months": asked})


class LayoutForm(Form):
    """How a sheet is laid out."""

    header = IntegerField(
        "Numéro de la ligne des titres",
        [Optional(), NumberRange(1, 1_000_000, message="Indiquez un numéro de ligne du fichier.")],
    )
    month = SelectField("Mois de ces heures", [Optional()])


def layout_form(columns: Sequence[tuple[int, str]], months: Sequence[date]) -> type[LayoutForm]:
    """The form with one choice for each column (place, heading)."""
    choices = {"": SAID_ELSEWHERE} | {f"{one:%Y-%m-%d}": month(one) for one in months}
    fields: dict[str, SelectField | SelectMultipleField] = {
        f"column_{index}": SelectField(heading or f"Colonne {index + 1}", choices=dict(Field.choices()))
        for index, heading in columns
    }
    fields["month"] = SelectField("Mois de ces heures", [Optional()], choices=choices)
    return type("LayoutForm", (LayoutForm,), fields)
