"""The form of a plan: typed, or pasted from a sheet."""

from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from facilitator.forms import Required
from facilitator.once.forms import OnceForm


class PlanForm(OnceForm):
    """A month and its hours on each line, and where the plan comes from."""

    plan = TextAreaField(
        "Un mois et ses heures par ligne",
        [Length(max=20_000, message="Ce planning est trop long.")],
        description="Par exemple : 03/2027, puis 120. Deux colonnes copiées d’un tableur conviennent.",
    )
    source = StringField(
        "D’où vient ce planning", [Required("Dites d’où vient ce planning."), Length(max=200)]
    )
