"""What a guest presses."""

from wtforms import HiddenField, StringField
from wtforms.validators import Length

from facilitator.forms import Form, Required


class AnswerForm(Form):
    """Yes, maybe or no, and the slot."""

    answer = HiddenField()
    slot = HiddenField()

    def slot_id(self) -> int | None:
        """The slot pressed."""
        text = self.slot.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 15 else None


class CodeForm(Form):
    """The code of a letter."""

    code = StringField(
        "Votre code",
        [Required("Tapez le code de votre lettre."), Length(max=20)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
