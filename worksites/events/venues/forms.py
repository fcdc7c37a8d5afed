"""The forms of a venue and of its rooms."""

from typing import Any

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from facilitator.forms import Required
from facilitator.once.forms import OnceForm
from worksites.events.rules import StepFree

SEATS = [Optional(), NumberRange(1, 20000, message="Indiquez de 1 à 20 000 places.")]


class VenueForm(OnceForm):
    """How to come, who gets in, how many."""

    name = StringField("Nom du lieu", [Required("Indiquez le nom du lieu."), Length(max=200)])
    address = StringField("Adresse", [Length(max=200)], render_kw={"autocomplete": "off"})
    postcode = StringField("Code postal", [Length(max=10)])
    commune = StringField("Commune", [Length(max=120)])
    access = StringField("Pour venir", [Length(max=500)], description="Tram, bus, parking, où sonner.")
    step_free = SelectField("Fauteuil roulant", choices=dict(StepFree.choices()), coerce=StepFree)
    accessibility = StringField(
        "Autres aides sur place",
        [Length(max=500)],
        description="Boucle magnétique, ascenseur, interprète…",
    )
    seats = IntegerField("Places", SEATS)

    def values(self) -> dict[str, Any]:
        """Columns of the venue."""
        found = {name: value for name, value in self.data.items() if name != "form_key"}
        return {name: "" if value is None and name != "seats" else value for name, value in found.items()}


class RoomForm(OnceForm):
    """A room of a venue."""

    name = StringField("Nom de la salle", [Required("Indiquez le nom de la salle."), Length(max=120)])
    seats = IntegerField("Places", SEATS)
    step_free = SelectField("Fauteuil roulant", choices=dict(StepFree.choices()), coerce=StepFree)

    def values(self) -> dict[str, Any]:
        """Columns of the room."""
        return {name: value for name, value in self.data.items() if name != "form_key"}
