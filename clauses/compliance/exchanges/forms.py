"""The form of a note: one line, quickly."""

from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import Length

from clauses.compliance.exchanges.rules import BY_HAND, SUMMARY_AT_MOST, ExchangeKind
from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from facilitator.forms import Required
from facilitator.once.forms import OnceForm


class NoteForm(OnceForm):
    """What was said or done, with whom, when."""

    kind = RadioField(
        "Nature",
        choices={each.value: each.label for each in BY_HAND},
        coerce=ExchangeKind,
        default=ExchangeKind.CALL,
    )
    summary = StringField(
        "Ce qui a été dit ou fait",
        [
            Required("Écrivez en une phrase ce qui a été dit ou fait."),
            Length(max=SUMMARY_AT_MOST, message="1 000 caractères au plus."),
        ],
        description="Ne nommez aucune personne suivie.",
    )
    organisation_id = SelectField("Avec", coerce=int)
    happened_on = DayField("Le", [Required("Indiquez le jour.")])
    buyer_sees = BooleanField("Le maître d’ouvrage peut le lire")

    def offer(self, companies: Choices) -> None:
        """Hand in the companies of the contract."""
        self.organisation_id.choices = dict([(NO_CHOICE, "Personne en particulier"), *companies])


class WithdrawForm(OnceForm):
    """Why a note is withdrawn."""

    reason = StringField("Motif", [Required("Dites pourquoi cette note est retirée."), Length(max=200)])
