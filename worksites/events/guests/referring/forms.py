"""What a referrer types, what a facilitator decides."""

from collections.abc import Sequence

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Length

from facilitator.forms import Form, Required
from facilitator.languages.rules import Tongue, tongue_of
from worksites.events.guests.referring.rules import ReferralVerdict


class ProposeGuestForm(Form):
    """The least that says who it is and how she is reached."""

    form_key = HiddenField()
    participant = SelectField("Une personne que vous suivez")
    given_name = StringField("Prénom", [Length(max=100)])
    family_name = StringField("Nom", [Length(max=100)])
    phone = StringField("Téléphone", [Length(max=30)], render_kw={"inputmode": "tel"})
    email = StringField("Adresse électronique", [Length(max=254)], render_kw={"inputmode": "email"})
    language = SelectField("Langue des messages", choices=dict(Tongue.choices()), default=Tongue.FR.value)
    reason = StringField(
        "Pourquoi cet événement", [Length(max=200)],
        description="Le métier visé, par exemple. Ni santé, ni papiers, ni prestation.",
    )  # fmt: skip

    def offer(self, people: Sequence[tuple[int, str]]) -> None:
        """The people whom an account follows; a link has none."""
        self.participant.choices = {"": "Quelqu’un d’autre"} | {str(key): name for key, name in people}
        if not people:
            del self.participant

    def participant_id(self) -> int | None:
        """The person picked."""
        text = (self.participant.data or "") if "participant" in self else ""
        return int(text) if text.isdecimal() else None

    def tongue(self) -> Tongue:
        """The language picked."""
        return tongue_of(self.language.data)


class AskReferrerForm(Form):
    """Which structure is asked."""

    form_key = HiddenField()
    organisation = SelectField("Structure", [Required("Choisissez une structure.")])

    def offer(self, partners: Sequence[tuple[int, str]]) -> None:
        """The partners of the body."""
        self.organisation.choices = {"": "—"} | {str(key): name for key, name in partners}


class VerdictForm(Form):
    """Take somebody proposed on the list, or decline with a word."""

    form_key = HiddenField()
    verdict = RadioField("Décision", [Required("Décidez.")], choices=dict(ReferralVerdict.choices()))
    person = RadioField("Qui est-ce", validate_choice=False)
    remark = StringField("Un mot pour la structure, si vous ne l’invitez pas", [Length(max=300)])

    def offer(self, people: Sequence[tuple[int, str]]) -> None:
        """Those of the register who look like her."""
        self.person.choices = {str(key): name for key, name in people}
        if not people:
            del self.person

    def picked(self, people: Sequence[tuple[int, str]]) -> int | None:
        """The person picked, among those who were shown."""
        text = (self.person.data or "") if "person" in self else ""
        shown = {str(key): key for key, _ in people}
        return shown.get(text)
