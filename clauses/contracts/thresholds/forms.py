"""Forms of an exemption and of a body's own threshold."""

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from clauses.contracts.forms import DayField
from clauses.contracts.thresholds.rules import ExemptionReason, Subject
from facilitator.forms import Form, NumberField, Required


def reason_or_none(value: str | None) -> ExemptionReason | None:
    """A reason, or None while nothing is chosen."""
    return next((reason for reason in ExemptionReason if reason.value == value), None)


class ExemptionForm(Form):
    """Why a contract carries no social condition."""

    reason = RadioField(
        "Motif",
        [Required("Choisissez un motif.")],
        choices=dict(ExemptionReason.choices()),
        coerce=reason_or_none,
    )
    text = TextAreaField(
        "Justification",
        [Length(max=2000)],
        description="Obligatoire pour un autre motif, qu’une seconde personne devra confirmer.",
    )


class SettingForm(Form):
    """A threshold, or the day of the obligation, from a day on."""

    subject = SelectField("Ce qui change", choices=dict(Subject.choices()), coerce=Subject)
    since = DayField("À partir du", [Required("Indiquez la date.")])
    amount = NumberField("Seuil hors taxes", [Optional()], unit="€")
    source = StringField("Source", [Required("Indiquez le texte ou la page."), Length(max=300)])
