"""The form of a part of the day."""

from wtforms import SelectField, StringField
from wtforms.validators import Length

from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from facilitator.forms import Required
from facilitator.once.forms import OnceForm
from worksites.events.forms import HourField
from worksites.events.rules import EventPart


class StopForm(OnceForm):
    """What is seen or done, when, where, at whose place."""

    kind = SelectField("Ce que c’est", choices=dict(EventPart.choices()), coerce=EventPart)
    title = StringField(
        "Titre", [Required("Dites ce que l’on y voit ou y fait."), Length(max=200)],
        description="Par exemple : solier-moquettiste, visite du chantier, essai de pose.",
    )  # fmt: skip
    day = DayField("Jour", [Required("Indiquez le jour.")])
    starts = HourField("De", [Required("Indiquez l’heure du début.")])
    ends = HourField("À", [Required("Indiquez l’heure de la fin.")])
    place = StringField("Où", [Length(max=200)])
    host_id = SelectField("Qui accueille", coerce=int)

    def offer(self, hosts: Choices) -> None:
        """Hand in the organisations."""
        self.host_id.choices = dict([(NO_CHOICE, "Aucune structure"), *hosts])
