"""What may be asked of a statement: the standard reasons of a return."""

from facilitator.words import RuleBroken, Word


class Attention(Word):
    """What a list of statements is asked for."""

    LATE = "late", "En retard"
    MEND = "mend", "À corriger par l’entreprise"


REASONS: dict[str, str] = {
    "difference": "Les heures ne correspondent pas au bulletin de paie ou au relevé de mise à disposition.",
    "proof": "Le justificatif manque ou ne se lit pas.",
    "person": "La personne n’a pas travaillé sur ce marché ce mois-ci.",
    "end": "Le contrat de travail a pris fin : indiquez sa date de fin et les heures faites jusque-là.",
    "kind": "La nature des heures (travail, formation, tutorat) est à préciser.",
    "clause": "Ces heures relèvent d’un autre marché ou d’un autre lot.",
    "missing": "Une personne qui travaille sur ce marché manque dans le relevé.",
}
"""The usual reasons of a return (1 October 2026, after the follow-up sheets of the guides)."""


def check_reason(standard: str, text: str) -> str:
    """The reason as the company reads it; raises `RuleBroken` when nothing is said."""
    said = " ".join(part for part in (REASONS.get(standard, ""), text.strip()) if part)
    if not said:
        raise RuleBroken("Choisissez un motif, ou écrivez ce que l’entreprise doit corriger.", "standard")
    return said
