"""Forms of one statement: return it, send it for the company, correct a validated month, derogate."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from clauses.hours.statements.rules import REASONS, check_reason
from facilitator.formats import parse_hours
from facilitator.forms import ChecksField, Form, Required
from facilitator.words import RuleBroken

NO_REASON = "Choisissez un motif, ou écrivez-le"


class ActForm(Form):
    """An act on a statement as it was shown: its key, and the version that was read."""

    form_key = HiddenField()
    shown = HiddenField()


class ReturnForm(ActForm):
    """What the company has to correct: which lines (none ticked: the whole month), and why."""

    lines = ChecksField(
        "Lignes à corriger", description="Aucune case cochée : tout le relevé est à corriger."
    )
    standard = SelectField("Motif", choices={"": NO_REASON, **REASONS})
    text = TextAreaField("Précisions pour l’entreprise", [Length(max=800)])

    def offer(self, lines: Iterable[tuple[int, str]]) -> None:
        """Hand in the lines that may be returned: (id, what they say)."""
        self.lines.choices = {str(key): label for key, label in lines}

    @property
    def reason(self) -> str:
        """The standard reason, then the free words. Raises `RuleBroken` when both are empty."""
        return check_reason(self.standard.data or "", self.text.data or "")


class SendForm(ActForm):
    """Send on the company's behalf: who said these hours, and how."""

    author_name = StringField(
        "D’après qui",
        [Required("Indiquez qui a donné ces heures."), Length(max=120)],
        description="Par exemple : Mme Roux, comptable, par téléphone.",
    )


class SignedHoursField(StringField):
    """Hours to add or, with a minus, to take away; `minutes` holds them."""

    minutes: int = 0

    def pre_validate(self, form: Any) -> None:
        """Read the hours; a French sentence when they do not read as such."""
        try:
            self.minutes = parse_hours(self.data, signed=True) or 0
        except RuleBroken as broken:
            raise ValidationError(broken.message) from broken


class CorrectionForm(ActForm):
    """A signed line beside a validated month: whose, which kind, how much, why."""

    who = SelectField("Personne et nature des heures")
    hours = SignedHoursField(
        "Heures à ajouter ou à retirer",
        [Required("Indiquez les heures à ajouter ou à retirer.")],
        description="Par exemple : 7 h 30 pour ajouter, −7 h 30 pour retirer.",
    )
    reason = TextAreaField("Motif", [Required("Indiquez le motif de la correction."), Length(max=500)])
    confirmed = HiddenField()

    def offer(self, rows: Iterable[tuple[str, str]]) -> None:
        """Hand in whose hours may be corrected: (employment and kind, what they say)."""
        self.who.choices = dict(rows)

    @property
    def target(self) -> tuple[int, str]:
        """The employment and the kind that were chosen."""
        employment, _, kind = self.who.data.partition(":")
        return int(employment), kind


class DerogationForm(ActForm):
    """Why a finding is let pass."""

    reason = TextAreaField(
        "Motif de la dérogation",
        [Required("Indiquez le motif de la dérogation."), Length(max=1000)],
        description="Il reste au journal sous votre nom, et la ligne le porte.",
    )
