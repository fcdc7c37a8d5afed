"""Organisations and memberships: kinds, SIRET, who may hold which role."""

import re
from contextlib import suppress
from datetime import date, timedelta

import phonenumbers
from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Role
from facilitator.formats import NBSP
from facilitator.words import RuleBroken, Word

CONTACTS_AT_MOST = 3
# France, then its departments with a numbering plan of their own.
REGIONS = ("FR", "RE", "GP", "MQ", "GF", "YT")
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
    if role is Role.LINK:  # a link is sent, never given by a membership
        return frozenset()
    return frozenset({OrganisationKind.OPERATOR})


def check_role(role: Role, kind: OrganisationKind) -> None:
    """Refuse a role that makes no sense in an organisation of this kind."""
    if kind not in kinds_for(role):
        raise RuleBroken(
            f"Le rôle « {role.label} » ne peut pas être donné dans une organisation de type "
            f"« {kind.label} ».",
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
        raise RuleBroken("Ce numéro SIRET est vide : il n’est fait que de zéros.", "siret")
    if not siret_number.is_valid(digits):
        raise RuleBroken("La clé de ce numéro SIRET est fausse : vérifiez chaque chiffre.", "siret")
    return digits


def parse_departments(text: str) -> str:
    """Codes of departments as typed (`63, 3 2a`), space separated and in order (`03 2A 63`).

    Source: INSEE, code officiel géographique. Raises `RuleBroken` on field `departments`.
    """
    codes = {code.upper().zfill(2) for code in re.split(r"[\s,;]+", text or "") if code}
    for code in sorted(codes):
        if not re.fullmatch(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6]", code) or code == "20":
            raise RuleBroken(
                f"« {code} » n’est pas un département : écrivez par exemple 63 ou 2A.", "departments"
            )
    return " ".join(sorted(codes))


def parse_phone(text: str) -> str:
    """A telephone number as `+33473123456`, read as in France (overseas too) unless it says its country.

    Only its form is checked: nobody is called. '' stays ''. Raises `RuleBroken` on field `phone`.
    """
    if not text.strip():
        return ""
    for region in REGIONS:
        with suppress(phonenumbers.NumberParseException):
            number = phonenumbers.parse(text, region)
            if phonenumbers.is_valid_number(number):
                return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    raise RuleBroken(
        "Ce numéro de téléphone n’existe pas : vérifiez-le, par exemple 04 73 00 00 00.", "phone"
    )


def shown_phone(stored: str) -> str:
    """`+33473123456` → `04 73 12 34 56`; another country's keeps its code."""
    if not stored:
        return ""
    try:
        number = phonenumbers.parse(stored, "FR")
    except phonenumbers.NumberParseException:
        return stored
    way = phonenumbers.PhoneNumberFormat
    style = way.NATIONAL if number.country_code == 33 else way.INTERNATIONAL
    return str(phonenumbers.format_number(number, style)).replace(" ", NBSP)


def is_mobile(stored: str) -> bool:
    """Whether a number of the register may receive a short message."""
    with suppress(phonenumbers.NumberParseException):
        found = phonenumbers.number_type(phonenumbers.parse(stored, "FR"))
        kinds = phonenumbers.PhoneNumberType
        return found in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE)
    return False


def confirm_before(today: date) -> date:
    """The day before which a last confirmation is too old to be trusted."""
    return today - timedelta(days=CONFIRM_CONTACT_AFTER_DAYS)


def needs_confirmation(confirmed_on: date | None, today: date) -> bool:
    """Whether a contact was never confirmed, or too long ago (180 days: a setting of the house)."""
    return confirmed_on is None or confirmed_on < confirm_before(today)


def is_siren(text: str) -> bool:
    """Whether these nine digits are a valid SIREN."""
    return bool(siren_number.is_valid(text))


def check_contact_rank(ranks: set[int], rank: int) -> None:
    """Refuse a fourth contact, or two contacts of the same rank."""
    if not 1 <= rank <= CONTACTS_AT_MOST:
        raise RuleBroken("Une organisation a trois contacts au plus : le rang va de 1 à 3.", "rank")
    if rank in ranks:
        raise RuleBroken(f"Il y a déjà un contact de rang {rank}.", "rank")


# Whoever answers for an organisation's accounts: one at least must stay.
ADMIN_ROLES = frozenset({Role.HEAD, Role.COMPANY_ADMIN, Role.PLATFORM_ADMIN})


def check_not_last_admin(role: Role, admins: int) -> None:
    """Refuse to take away the only administrator of an organisation."""
    if role in ADMIN_ROLES and admins <= 1:
        raise RuleBroken(
            "C’est la seule personne qui administre cette organisation : invitez d’abord quelqu’un "
            "d’autre à ce rôle, puis recommencez."
        )
