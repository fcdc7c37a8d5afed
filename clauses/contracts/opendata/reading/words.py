"""The published vocabularies: official spellings, and what the misspelt ones mean."""

import re
from typing import Literal, get_args
from unicodedata import normalize

ContractNature = Literal[
    "Marché",
    "Marché de partenariat",
    "Marché de défense ou de sécurité",
    "Accord-cadre",
    "Marché subséquent",
]
ConcessionNature = Literal[
    "Concession de travaux",
    "Concession de service",
    "Concession de service public",
    "Délégation de service public",
]
Procedure = Literal[
    "Procédure adaptée",
    "Appel d'offres ouvert",
    "Appel d'offres restreint",
    "Procédure avec négociation",
    "Marché passé sans publicité ni mise en concurrence préalable",
    "Dialogue compétitif",
    "Procédure négociée ouverte",
    "Procédure non négociée ouverte",
    "Procédure négociée restreinte",
    "Procédure non négociée restreinte",
]
Ccag = Literal[
    "Travaux",
    "Maitrise d'œuvre",
    "Fournitures courantes et services",
    "Marchés industriels",
    "Prestations intellectuelles",
    "Techniques de l'information et de la communication",
    "Pas de CCAG",
]
PlaceType = Literal[
    "Code postal",
    "Code commune",
    "Code arrondissement",
    "Code canton",
    "Code département",
    "Code région",
    "Code pays",
]
VOCABULARIES = (ContractNature, ConcessionNature, Procedure, Ccag, PlaceType)
SCHEMES = {
    "": "SIRET",
    "siret": "SIRET",
    "tva": "TVA",
    "tvaintracommunautaire": "TVA",
    "horsue": "HORS-UE",
    "frw": "FRWF",
    "frwf": "FRWF",
    "tahiti": "TAHITI",
    "ridet": "RIDET",
    "irep": "IREP",
}
CONSIDERATIONS = {
    "Clause sociale": (True, False, False),
    "Critère social": (False, True, False),
    "Marché réservé": (False, False, True),
    "Concession réservée": (False, False, True),
    "Pas de considération sociale": (False, False, False),
}


def plain(text: str) -> str:
    """Letters and digits only, lower case, without accents: how spellings are compared."""
    folded = normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe")).casefold()
    return re.sub(r"[^a-z0-9]", "", folded)


OFFICIAL = {plain(word): word for vocabulary in VOCABULARIES for word in get_args(vocabulary)}


SPELT = frozenset(OFFICIAL.values())


def official(text: str) -> str:
    """The official spelling of a published word, or the word itself when it is not in a list."""
    return text if text in SPELT else OFFICIAL.get(plain(text), text)


def consideration(text: str) -> tuple[bool, bool, bool] | None:
    """(clause, criterion, reserved) that a published value says, joined lists included; None if unknown.

    Source: schema 2.0.3; in the wild lists come joined by commas, misspelt (`Concession réservé`),
    or hold « Sans objet », which is not in the schema (reference: domain §9.1).
    """
    if text in CONSIDERATIONS:
        return CONSIDERATIONS[text]
    words = plain(text)
    said = ("clause" in words, "critere" in words, "reserv" in words)
    negative = words.startswith(("pas", "sansobjet", "aucun", "non", "nc", "nan")) or not words
    return said if any(said) or negative else None
