"""Forms of one statement: why it is returned."""

from collections.abc import Iterable

from wtforms import HiddenField, SelectField, TextAreaField

from clauses.hours.statements.rules import REASONS, check_reason
from facilitator.forms import ChecksField, Form


class ReturnForm(Form):
    """What the company has to correct: which lines (none ticked: the whole month), and why."""

    form_key = HiddenField()
    shown = HiddenField()
    lines = ChecksField(
        "Lignes à corriger", description="Aucune case cochée : tout le relevé est à corriger."
    )
    standard = SelectField("Motif", choices={"": "Choisissez un motif, ou écrivez-le"})
    text = TextAreaField("Précisions pour l’entreprise")

    def offer(self, lines: Iterable[tuple[int, str]]) -> None:
        """Hand in the lines that may be returned: (id, what they say)."""
        self.lines.choices = {str(key): label for key, label in lines}
        self.standard.choices = {"": "Choisissez un motif, ou écrivez-le", **dict(REASONS)}

    @property
    def reason(self) -> str:
        """The standard reason, then the free words. Raises `RuleBroken` when both are empty."""
        return check_reason(self.standard.data or "", self.text.data or "")
