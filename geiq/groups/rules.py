"""The laws of the structures: what each kind may be, who may be a member of a group."""

from clauses.people.employments.rules import EmployerKind
from facilitator.words import RuleBroken

STRUCTURE_KINDS = (
    EmployerKind.GEIQ,
    EmployerKind.EI,
    EmployerKind.ACI,
    EmployerKind.AI,
    EmployerKind.ETTI,
    EmployerKind.EA,
    EmployerKind.EATT,
    EmployerKind.ESAT,
    EmployerKind.NEIGHBOURHOOD,
)
"""What employs people in insertion; the GEIQ alone has members (Code du travail, L1253-1)."""


def check_member(group: EmployerKind) -> None:
    """Refuse a member company to what is not a group of employers."""
    if group is not EmployerKind.GEIQ:
        raise RuleBroken("Seul un GEIQ a des entreprises adhérentes.", "organisation_id")
