"""The form of a message: its subject, its text, its short message."""

from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from clauses.compliance.chase.letters.rules import Letter
from facilitator.forms import Form, Required
from facilitator.mail.rules import SUBJECT_AT_MOST
from facilitator.mail.sms.rules import SMS_AT_MOST


class LetterForm(Form):
    """The words of one step."""

    subject = StringField("Objet", [Required("Indiquez l’objet."), Length(max=SUBJECT_AT_MOST)])
    text = TextAreaField(
        "Texte du courriel", [Required("Écrivez le texte."), Length(max=5000)], render_kw={"rows": 16}
    )
    sms = TextAreaField("SMS", [Required("Écrivez le SMS."), Length(max=SMS_AT_MOST)], render_kw={"rows": 3})

    def letter(self) -> Letter:
        """What was typed; the lines end as the house's do."""
        text, sms = "\n".join(self.text.data.splitlines()), " ".join(self.sms.data.split())
        return Letter(self.subject.data, text, sms)
