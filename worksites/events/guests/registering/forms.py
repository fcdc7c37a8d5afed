"""What one types to register, and the two traps for programs that fill every field."""

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Length, ValidationError

from facilitator.forms import Form, Required
from facilitator.languages.rules import Tongue


class RegisterForm(Form):
    """Name, one way to be reached, a time, a language, a consent."""

    opened = HiddenField()
    given_name = StringField(
        "Prénom",
        [Required("Indiquez votre prénom."), Length(max=100)],
        render_kw={"autocomplete": "given-name"},
    )
    family_name = StringField(
        "Nom", [Required("Indiquez votre nom."), Length(max=100)], render_kw={"autocomplete": "family-name"}
    )
    email = StringField(
        "Adresse électronique", [Length(max=254)], render_kw={"autocomplete": "email", "inputmode": "email"}
    )
    phone = StringField(
        "Ou téléphone mobile", [Length(max=30)], render_kw={"autocomplete": "tel", "inputmode": "tel"}
    )
    slot = RadioField("Heure", validate_choice=False)
    language = SelectField("Langue des messages", choices=dict(Tongue.choices()), default=Tongue.FR.value)
    website = StringField("Ne remplissez pas cette case", render_kw={"autocomplete": "off", "tabindex": "-1"})
    consent = BooleanField("J’accepte")

    def offer(self, slots: Sequence[tuple[int, str]], consent: str) -> None:
        """The times, and what is agreed to."""
        self.slot.choices = {str(key): label for key, label in slots}
        if not slots:
            del self.slot
        self.consent.label.text = consent

    def validate_consent(self, field: BooleanField) -> None:
        """Nothing is kept without it."""
        if not field.data:
            raise ValidationError("Sans votre accord, rien ne peut être gardé.")

    def slot_id(self) -> int | None:
        """The time chosen."""
        text = (self.slot.data or "") if "slot" in self else ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None

    @property
    def is_trapped(self) -> bool:
        """Whether something filled the field that nobody sees."""
        return bool(self.website.data)
