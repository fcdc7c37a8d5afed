"""Organisations and memberships: kinds, SIRET, who may hold which role."""

import re

from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Role
from facilitator.words import RuleBroken, Word

CONTACTS_AT_MOST = 3
CONFIRM_CONTACT_AFTER_DAYS = 180


class OrganisationKind(Word):
    """The kinds of organisation of the field (reference: DESIGN §1, glossary)."""

    FACILITATION_BODY = "facilitation_body", "Structure porteuse de la clause (facilitateurs)"
    AUTHORITY = "authority", "Maître d’ouvrage (acheteur)"
    COMPANY = "company", "Entreprise"
    TEMP_AGENCY = "temp_agency", "Entreprise de travail temporaire"
    GEIQ = "geiq", "GEIQ"
    INSERTION_STRUCTURE = "insertion_structure", "Structure d’insertion (SIAE, EA, ESAT)"
    TRAINING_PROVIDER = "training_provider", "Organisme de formation"
    REFERRER = "referrer", "Prescripteur (PLIE, mission locale…)"
    OPERATOR = "operator", "Exploitant de la plateforme"


PARTNER_KINDS = frozenset(
    {
        OrganisationKind.TEMP_AGENCY,
        OrganisationKind.GEIQ,
        OrganisationKind.INSERTION_STRUCTURE,
        OrganisationKind.TRAINING_PROVIDER,
        OrganisationKind.REFERRER,
    }
)
# An employer of insertion people may also hold a contract: it then declares like a company.
DECLARING_KINDS = frozenset(
    {
        OrganisationKind.COMPANY,
        OrganisationKind.TEMP_AGENCY,
        OrganisationKind.GEIQ,
        OrganisationKind.INSERTION_STRUCTURE,
    }
)


def kinds_for(role: Role) -> frozenset[OrganisationKind]:
    """The kinds of organisation in which a membership may carry this role."""
    if role in BODY_ROLES:
        return frozenset({OrganisationKind.FACILITATION_BODY})
    if role in COMPANY_ROLES:
        return DECLARING_KINDS
    if role in BUYER_ROLES:
        return frozenset({OrganisationKind.AUTHORITY})
    if role is Role.PARTNER:
        return PARTNER_KINDS
    return frozenset({OrganisationKind.OPERATOR})


def check_role(role: Role, kind: OrganisationKind) -> None:
    """Refuse a role that makes no sense in an organisation of this kind."""
    if kind not in kinds_for(role):
        raise RuleBroken(
            f"Le rôle « {role.label} » ne peut pas être donné dans une organisation de type "
            f"« {kind.label} ».",
            "role",
        )


def parse_siret(text: str) -> str:
    """The 14 digits of a SIRET, spaces and dots repaired (14 digits, key checked).

    The key is Luhn's, with the exception of La Poste (SIREN 356000000); all zeros is refused.
    Source: INSEE, SIRET; python-stdnum. Raises `RuleBroken` on field `siret`.
    """
    digits = re.sub(r"[\s.\-\u00a0\u202f]", "", text or "")
    if not re.fullmatch(r"\d{14}", digits):
        raise RuleBroken("Un numéro SIRET a 14 chiffres.", "siret")
    if not digits.strip("0") or not digits[:9].strip("0"):
        raise RuleBroken("Ce numéro SIRET est vide : il n’est fait que de zéros.", "siret")
    if not siret_number.is_valid(digits):
        raise RuleBroken("La clé de ce numéro SIRET est fausse : vérifiez chaque chiffre.", "siret")
    return digits


def is_siren(text: str) -> bool:
    """Whether these nine digits are a valid SIREN."""
    return bool(siren_number.is_valid(text))


def check_contact_rank(ranks: set[int], rank: int) -> None:
    """Refuse a fourth contact, or two contacts of the same rank."""
    if not 1 <= rank <= CONTACTS_AT_MOST:
        raise RuleBroken("Une organisation a trois contacts au plus : le rang va de 1 à 3.", "rank")
    if rank in ranks:
        raise RuleBroken(f"Il y a déjà un contact de rang {rank}.", "rank")
