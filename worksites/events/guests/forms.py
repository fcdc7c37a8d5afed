"""What is typed about one guest."""

from collections.abc import Sequence

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import Length

from facilitator.forms import Form
from facilitator.languages.rules import Tongue
from worksites.events.guests.rules import GuestState

BY_HAND = (GuestState.COMING, GuestState.MAYBE, GuestState.NOT_COMING)


class GuestForm(Form):
    """Her answer as she gave it by telephone, her slot, how she is written to."""

    form_key = HiddenField()
    state = SelectField("Réponse", description="Ce qu’elle a dit au téléphone, par exemple.")
    slot = SelectField("Créneau")
    language = SelectField("Langue des messages", choices=dict(Tongue.choices()))
    email = StringField(
        "Adresse électronique", [Length(max=254)], description="Vide : celle de sa fiche ou de ses contacts."
    )
    phone = StringField(
        "Téléphone", [Length(max=30)], description="Vide : celui de sa fiche ou de ses contacts."
    )

    def offer(self, slots: Sequence[tuple[int, str]], present: GuestState) -> None:
        """The slots of the event; the state she has stays as long as nothing is said."""
        answers = {one.value: one.label for one in BY_HAND}
        self.state.choices = (
            {} if present in BY_HAND else {"": f"{present.label} (ne rien changer)"}
        ) | answers
        self.slot.choices = {"": "—"} | {str(key): label for key, label in slots}

    def slot_id(self) -> int | None:
        """The slot chosen."""
        return int(self.slot.data) if (self.slot.data or "").isdecimal() else None


class ActForm(Form):
    """A press that acts once."""

    form_key = HiddenField()
