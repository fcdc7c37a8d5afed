"""What the audit hands to the shell."""

from facilitator.audit.commands import audit_command
from facilitator.feature import Feature

feature = Feature(
    "audit",
    commands=(audit_command,),
    acts={"installation.born": "Base de données créée", "demo.built": "Démonstration construite"},
)
