"""The form of a reading with a reason."""

from wtforms import TextAreaField
from wtforms.validators import Length

from facilitator.forms import Required
from geiq.pathways.careful_forms import CarefulForm


class GlassForm(CarefulForm):
    """Why somebody reads whom she does not follow."""

    reason = TextAreaField(
        "Pourquoi devez-vous lire ce parcours\u202f?",
        [Required("Dites pourquoi."), Length(max=500, message="500 caractères au plus.")],
        description="Par exemple : « Son référent est absent et elle a rendez-vous demain. »",
    )
