"""The form by which a company, or its facilitator, says whom to reach."""

from wtforms import EmailField, StringField, TelField
from wtforms.validators import Length

from clauses.compliance.contacts.rules import Told
from facilitator.forms import Form

RANKS = (1, 2, 3)
NAMES = {1: "Premier contact", 2: "Deuxième contact", 3: "Contact hiérarchique (gérant, directrice…)"}
EMAIL, PHONE = "Adresse électronique", "Téléphone, mobile pour recevoir des SMS"


class PeopleForm(Form):
    """Three people at most; an empty name removes one."""

    name_1 = StringField("Nom", [Length(max=120)])
    position_1 = StringField("Fonction", [Length(max=120)])
    email_1 = EmailField(EMAIL, [Length(max=254)])
    phone_1 = TelField(PHONE, [Length(max=30)])
    name_2 = StringField("Nom", [Length(max=120)])
    position_2 = StringField("Fonction", [Length(max=120)])
    email_2 = EmailField(EMAIL, [Length(max=254)])
    phone_2 = TelField(PHONE, [Length(max=30)])
    name_3 = StringField("Nom", [Length(max=120)])
    position_3 = StringField("Fonction", [Length(max=120)])
    email_3 = EmailField(EMAIL, [Length(max=254)])
    phone_3 = TelField(PHONE, [Length(max=30)])

    def told(self) -> list[Told]:
        """Whom it names, by rank."""
        parts = ("name", "position", "email", "phone")
        return [Told(rank, *(self[f"{part}_{rank}"].data or "" for part in parts)) for rank in RANKS]
