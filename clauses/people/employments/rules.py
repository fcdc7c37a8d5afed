"""The words of an employment: contract types, kinds of employer, the modality that follows."""

from datetime import date

from clauses.contracts.rules import Modality
from facilitator.words import Word


class ContractType(Word):
    """The employment contract."""

    PERMANENT = "permanent", "CDI"
    FIXED_TERM = "fixed_term", "CDD"
    FIXED_TERM_INSERTION = "fixed_term_insertion", "CDD d’insertion (CDDI)"
    TEMPORARY = "temporary", "Intérim"
    PROFESSIONALISATION = "professionalisation_contract", "Contrat de professionnalisation"
    APPRENTICESHIP = "apprenticeship", "Apprentissage"
    ADAPTED = "adapted", "Contrat en entreprise adaptée ou ESAT"
    TRAINEE = "trainee", "Stagiaire de la formation professionnelle"
    OTHER = "other", "Autre contrat"


class EmployerKind(Word):
    """Who employs the person, from which the modality follows (domain dossier §4)."""

    COMPANY = "company", "L’entreprise elle-même"
    ETTI = "etti", "Entreprise de travail temporaire d’insertion (ETTI)"
    ETT = "ett", "Entreprise de travail temporaire"
    AI = "ai", "Association intermédiaire (AI)"
    GEIQ = "geiq", "Groupement d’employeurs (GEIQ)"
    EATT = "eatt", "Entreprise adaptée de travail temporaire"
    EI = "ei", "Entreprise d’insertion (EI)"
    ACI = "aci", "Atelier ou chantier d’insertion (ACI)"
    EA = "ea", "Entreprise adaptée (EA)"
    ESAT = "esat", "ESAT"
    NEIGHBOURHOOD = "neighbourhood_board", "Régie de quartier"
    TRAINING = "training_provider", "Organisme de formation"


LENDERS = frozenset(
    {EmployerKind.ETTI, EmployerKind.ETT, EmployerKind.AI, EmployerKind.GEIQ, EmployerKind.EATT}
)
"""They second people to a user company, which sees the same hours."""


def modality_of(employer: EmployerKind) -> Modality:
    """How the hours are fulfilled, by the employer's kind (alter-interim.fr; gip-inclusion/le-marche)."""
    if employer is EmployerKind.COMPANY:
        return Modality.DIRECT_HIRE
    if employer in LENDERS:
        return Modality.SECONDMENT
    return Modality.TRAINING if employer is EmployerKind.TRAINING else Modality.SUBCONTRACT


def runs_in(starts_on: date, ends_on: date | None, first: date, last: date) -> bool:
    """Whether a span (open-ended when it has no end) meets a period."""
    return starts_on <= last and (ends_on is None or first <= ends_on)
