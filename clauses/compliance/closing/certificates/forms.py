"""The forms of the certificates."""

from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from clauses.compliance.recovery.forms import OnceForm
from facilitator.forms import Form, Required


class VerifyForm(Form):
    """What somebody holds: a number, a fingerprint, or the file."""

    number = StringField(
        "Numéro de l’attestation, ou empreinte du fichier",
        [Length(max=100, message="100 caractères au plus.")],
        description="Par exemple AT-2026-7QXK-29FM-HRTB.",
    )
    paper = FileField(
        "Ou le fichier PDF reçu", description="Il est comparé, puis oublié : rien n’en est gardé."
    )


class IssueForm(OnceForm):
    """Issue the certificates: nothing to type."""


class CancelForm(OnceForm):
    """Why a certificate is cancelled."""

    reason = TextAreaField(
        "Pourquoi",
        [
            Required("Dites pourquoi elle est annulée."),
            Length(max=500, message="500 caractères au plus."),
        ],
        description="Ce motif reste au dossier ; la page publique dit seulement qu’elle est annulée.",
    )
