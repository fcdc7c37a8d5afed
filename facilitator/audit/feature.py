"""What the audit hands to the shell."""

from facilitator.audit.commands import audit_command
from facilitator.audit.queries import broken_links
from facilitator.feature import Feature, Invariant

feature = Feature(
    "audit",
    commands=(audit_command,),
    invariants=(Invariant("audit.chain", "Le journal est entier", broken_links),),
    acts={"installation.born": "Base de données créée", "demo.built": "Démonstration construite"},
)
