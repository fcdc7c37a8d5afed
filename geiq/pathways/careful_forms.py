"""The form of whoever writes about a person: asked once more when a text seems to speak of health."""

from typing import Any

from wtforms import HiddenField, StringField

from facilitator.once.forms import OnceForm
from geiq.pathways.care.rules import health_words, warning


class CarefulForm(OnceForm):
    """A form whose free texts are looked at for words of health; the writer is asked once."""

    asked_words = HiddenField()
    """The words she was asked about, and kept."""

    def validate(self, extra_validators: Any = None) -> bool:
        """The usual checks, then the question; answered by sending the same words again."""
        good = super().validate(extra_validators)
        texts = [
            one.data or ""
            for one in self
            if isinstance(one, StringField) and one.name not in ("asked_words", "form_key")
        ]
        words = health_words(" ".join(texts))
        said = " ".join(words)
        if not words or said == (self.asked_words.data or ""):
            return good
        self.asked_words.data = said
        self.form_errors.append(warning(words))
        return False

    def values(self) -> dict[str, Any]:
        """What was typed, what the form carries for itself left out."""
        return {name: value for name, value in self.data.items() if name not in ("asked_words", "form_key")}
