"""The names of the published fields: as the schemas of 2019 and 2022 write them, and as files do."""

from typing import Any

from clauses.contracts.opendata.reading.repairs import Margin

_NAMES = """
_type acheteur acheteur.id acheteur.nom acteSousTraitance actesSousTraitance attributionAvance
autoriteConcedante autoriteConcedante.id autoriteConcedante.nom ccag code codeCPV concessionnaire
concessionnaires considerationEnvironnementale considerationSociale considerationsEnvironnementales
considerationsSociales contrat-concession dateDebutExecution dateNotification
dateNotificationModification dateNotificationModificationSousTraitance datePublicationDonnees
datePublicationDonneesExecution datePublicationDonneesModification dateSignature
dateSignatureModification denominationSociale depensesInvestissement donneesAnnuelles
donneesExecution dureeMois formePrix id idAccordCadre intituleTarif lieuExecution marche
marcheInnovant marches modaliteExecution modalitesExecution modification
modificationActeSousTraitance modificationActesSousTraitance modifications
modificationsActeSousTraitance modificationsActesSousTraitance montant montantSubventionPublique
nature nom objet objetModification offresRecues origineFrance origineUE procedure source
sousTraitanceDeclaree sousTraitant tarif tarifs tauxAvance technique techniques titulaire titulaires
typeCode typeGroupementOperateurs typeIdentifiant typePrix typesPrix uid uuid valeurGlobale
variationPrix
"""
NAMES = frozenset(_NAMES.split())
FOLDED = {name.casefold(): name for name in NAMES}


def fold(name: str) -> str:
    """A name as it is compared: without the spaces around it, without capitals."""
    return name.strip().casefold()


def named(value: dict[str, Any], margin: Margin) -> dict[str, Any]:
    """The object with its fields by their official names: spaces and capitals do not count.

    A name given twice is ambiguous: the one written as the schema does speaks, else the first.
    """
    if value.keys() <= NAMES:
        return value
    fields = {name: inner for name, inner in value.items() if name in NAMES}
    for name, inner in value.items():
        known = FOLDED.get(fold(name), name.strip())
        if known not in fields:
            fields[known] = inner
            if known != name:
                margin.repaired(known, name, known, "Nom de champ mal écrit (espaces ou majuscules).")
        elif known != name:
            margin.aside(known, inner, f"Champ donné deux fois : « {name} » n’est pas lu.")
    return fields
