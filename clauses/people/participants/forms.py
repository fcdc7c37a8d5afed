"""The form of a person: the least that works."""

from typing import Any

from wtforms import EmailField, HiddenField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import Length

from clauses.contracts.forms import NO_CHOICE, Choices, DayField
from facilitator.forms import Form, Required

OWN = frozenset({"shown_version", "form_key", "seen"})
"""What the form carries for itself."""


class ParticipantForm(Form):
    """Who somebody is, how to reach her, who follows her."""

    shown_version = HiddenField()
    form_key = HiddenField()
    seen = HiddenField()
    """The people found alike that the reader looked at, and says to be others."""
    family_name = StringField("Nom", [Required("Indiquez le nom."), Length(max=100)])
    given_name = StringField("Prénom", [Required("Indiquez le prénom."), Length(max=100)])
    birth_date = DayField("Date de naissance", description="Elle distingue deux personnes du même nom.")
    phone = TelField("Téléphone", [Length(max=30)])
    email = EmailField("Adresse électronique", [Length(max=254)])
    postcode = StringField("Code postal", [Length(max=10)])
    city = StringField("Commune", [Length(max=120)])
    referrer_id = SelectField(
        "Structure qui suit la personne",
        coerce=int,
        description="Mission locale, PLIE, association… Elle voit alors cette fiche.",
    )
    notes = TextAreaField(
        "Notes internes",
        [Length(max=1000)],
        description="Jamais montrées à une entreprise. Pas de santé, pas d’origine, pas d’opinion.",
    )

    def offer(self, referrers: Choices) -> None:
        """Hand in the structures that may follow somebody."""
        self.referrer_id.choices = dict([(NO_CHOICE, "Aucune"), *referrers])

    def values(self) -> dict[str, Any]:
        """Columns of the person."""
        found = {name: value for name, value in self.data.items() if name not in OWN}
        return {**found, "referrer_id": self.referrer_id.data or None}
