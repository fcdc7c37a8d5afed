"""The forms of a copy and of a template."""

from wtforms import BooleanField, StringField
from wtforms.validators import Length

from clauses.contracts.forms import DayField
from facilitator.forms import Required
from facilitator.once.forms import OnceForm
from worksites.events.forms import HourField


class CopyForm(OnceForm):
    """The day of a copy; all the rest follows."""

    title = StringField("Titre", [Required("Indiquez le titre."), Length(max=200)])
    day = DayField("Jour", [Required("Indiquez le jour.")])
    starts = HourField("À partir de", [Required("Indiquez l’heure du début.")])
    with_guests = BooleanField(
        "Recopier aussi les entreprises, leurs postes et les partenaires",
        default=True,
        description="Les candidats ne sont jamais recopiés ; personne n’est prévenu.",
    )


class TemplateForm(OnceForm):
    """The name of a template."""

    name = StringField("Nom du modèle", [Required("Indiquez le nom du modèle."), Length(max=120)])
