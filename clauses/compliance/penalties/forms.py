"""The forms of a penalty file, one a step."""

from datetime import date
from typing import Any

from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from clauses.compliance.penalties.rules import TEXT_AT_MOST, Ruling, Verdict, amount_of
from clauses.compliance.recovery.forms import NOBODY, OnceForm
from clauses.contracts.forms import DayField
from clauses.contracts.rules import PenaltyTrigger
from facilitator.forms import ChecksField, NumberField, Required, clean
from facilitator.words import RuleBroken

REASON = Length(max=2000, message="2 000 caractères au plus.")


class StepForm(OnceForm):
    """A step taken on what was read: `shown_version` is the version of the page."""

    shown_version = HiddenField()


class FactsForm(StepForm):
    """What the file is opened for."""

    triggers = ChecksField("Manquements", description="Selon le barème de la clause.")
    reason = TextAreaField(
        "Ce qui est constaté", [Required("Dites ce qui a été constaté."), REASON], description=NOBODY
    )
    absences = StringField(
        "Réunions manquées", description="Les jours, séparés par une virgule : 12/03/2026, 09/04/2026."
    )
    final_due_on = DayField("Bilan final attendu le")
    final_on = DayField(
        "Bilan final reçu le",
        description="Laissez vide s’il n’est pas arrivé, ou s’il a été établi ici : son jour est repris.",
    )

    def offer(self, triggers: list[PenaltyTrigger]) -> None:
        """Hand in the lines of the clause's schedule."""
        self.triggers.choices = {one.value: one.label for one in triggers}

    def values(self) -> dict[str, Any]:
        """What a `Breach` holds; raises `RuleBroken` for a day that does not read."""
        return {
            "triggers": [PenaltyTrigger(value) for value in self.triggers.data or ()],
            "reason": self.reason.data or "",
            "absences": days_of(self.absences.data or ""),
            "final_due_on": self.final_due_on.data,
            "final_on": self.final_on.data,
        }


def days_of(text: str) -> list[date]:
    """Days typed one after the other: `12/03/2026, 09/04/2026`."""
    found = []
    for part in filter(None, map(clean, text.replace(";", ",").split(","))):
        try:
            number, month, year = map(int, part.split("/"))
            found.append(date(year, month, number))
        except ValueError:
            raise RuleBroken(f"« {part[:20]} » n’est pas un jour : écrivez 12/03/2026.", "absences") from None
    return sorted(set(found))


class DraftForm(StepForm):
    """How long the notice leaves."""

    days = IntegerField(
        "Délai laissé à l’entreprise, en jours",
        [InputRequired("Indiquez le délai."), NumberRange(1, 365, message="De 1 à 365 jours.")],
    )


class SentForm(StepForm):
    """When the buyer sent it."""

    sent_on = DayField("Envoyée le", [Required("Indiquez le jour de l’envoi.")])


class CommentForm(OnceForm):
    """What the company says."""

    text = TextAreaField(
        "Vos observations",
        [
            Required("Écrivez vos observations."),
            Length(max=TEXT_AT_MOST, message="4 000 caractères au plus."),
        ],
        description="Ce que vous avez fait, ce qui vous en a empêché. Ne nommez aucun salarié.",
    )


class VerdictForm(StepForm):
    """What is proposed, or decided."""

    decision = SelectField("Décision", choices=dict(Ruling.choices()), coerce=Ruling)
    typed = NumberField(
        "Montant retenu", [Optional()], unit="€", description="Seulement pour une pénalité réduite."
    )
    reason = TextAreaField("Motif", [REASON], description="La lettre le reprend. Ne nommez personne.")

    def verdict(self, computed: Any) -> Verdict:
        """As the rules read it."""
        amount = amount_of(self.decision.data, self.typed.data, computed)
        return Verdict(self.decision.data, amount, self.reason.data or "")


class EndForm(StepForm):
    """Why a file ends."""

    reason = TextAreaField("Motif", [REASON], description="Ne nommez personne.")
