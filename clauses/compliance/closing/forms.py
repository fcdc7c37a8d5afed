"""The forms of the end of a contract: what was learned, a company's comment."""

from wtforms import RadioField, TextAreaField
from wtforms.validators import Length

from clauses.compliance.closing.rules import TEXT_AT_MOST, Opinion
from clauses.compliance.recovery.forms import OnceForm

NOBODY = "Ne nommez aucune personne suivie : l’acheteur et les entreprises lisent ce texte."
TOO_LONG = Length(max=TEXT_AT_MOST, message="4 000 caractères au plus.")


class ReportForm(OnceForm):
    """What the facilitator adds to the figures."""

    learned = TextAreaField("Ce qui a été appris", [TOO_LONG], description=NOBODY)


class CommentForm(OnceForm):
    """What a company says of the final report."""

    opinion = RadioField(
        "Votre avis", choices=dict(Opinion.choices()), coerce=Opinion, default=Opinion.AGREES
    )
    text = TextAreaField("Vos observations", [TOO_LONG], description=NOBODY)
