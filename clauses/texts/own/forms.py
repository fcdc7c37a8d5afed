"""The form that sends a template."""

from flask_wtf.file import FileField

from facilitator.forms import Form


class TemplateForm(Form):
    """One Word file; what it holds is checked by `texts.filling`."""

    file = FileField("Votre modèle Word (.docx)", description="2 Mo au plus, sans macros.")
