"""The forms of the slots: generated from one length, or typed one by one."""

from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired

from facilitator.forms import Required
from facilitator.once.forms import OnceForm
from worksites.events.forms import HourField


class SlotsForm(OnceForm):
    """From nine to noon, a slot every thirty minutes, eight places."""

    starts = HourField("De", [Required("Indiquez l’heure du début.")])
    ends = HourField("À", [Required("Indiquez l’heure de la fin.")])
    minutes = IntegerField(
        "Durée d’un créneau, en minutes", [InputRequired("Indiquez une durée.")], default=30
    )
    rest = IntegerField("Pause entre deux créneaux, en minutes", [InputRequired("Écrivez 0.")], default=0)
    seats = IntegerField("Places par créneau", [InputRequired("Indiquez les places.")], default=8)
    instead = BooleanField("Remplacer les créneaux qui existent")


class SlotForm(OnceForm):
    """One slot, of any length."""

    starts = HourField("De", [Required("Indiquez l’heure du début.")])
    ends = HourField("À", [Required("Indiquez l’heure de la fin.")])
    seats = IntegerField("Places", [InputRequired("Indiquez les places.")], default=8)
