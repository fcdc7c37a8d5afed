"""Invented procurement open data around Clermont-Ferrand, in the 2022 format (schema v2.0.3).

Two files: what the territory has already read, and the one that the newcomer loads herself. The
second also changes a contract of the first, and holds a few records as real files hold them: a
SIRET whose key is false, a repaired date, an amount of one euro, the same record twice.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from facilitator.accounts.demonstration.places import companies, invented_siret, place

CLAUSE, CRITERION, RESERVED = "Clause sociale", "Critère social", "Marché réservé"
NONE = "Pas de considération sociale"


@dataclass(frozen=True)
class Published:
    """A record: number, buyer, object, CPV, euros, months, days ago, considerations, holders."""

    number: str
    buyer: str
    subject: str
    cpv: str
    amount: int
    months: int
    ago: int
    social: tuple[str, ...]
    holders: tuple[str, ...]


ALREADY_READ = (
    Published("2026M0101", "metropole", "Rénovation des locaux du pôle de proximité sud", "45453000", 780_000,
              12, 160, (CLAUSE,), ("Agencement Tiretaine",)),
    Published("2026M0102", "metropole", "Collecte des encombrants sur rendez-vous", "90511000", 1_260_000,
              36, 190, (CLAUSE, CRITERION), ("Collecte et Tri du Puy",)),
    Published("2026M0103", "metropole", "Mission d’ordonnancement et de pilotage", "71541000", 145_000,
              24, 140, (NONE,), ("Conduite d’opérations Arverne",)),
    Published("2026V0041", "ville", "Réfection des sols de la médiathèque", "45432130", 230_000,
              6, 120, (CLAUSE,), ("Sols Souples d’Auvergne",)),
    Published("2026V0042", "ville", "Impression du bulletin municipal", "79810000", 95_000,
              24, 100, (NONE,), ("Imprimerie de la Poterne",)),
    Published("2026V0043", "ville", "Entretien du linge des crèches", "98310000", 160_000,
              36, 130, (RESERVED,), ("Blanchisserie des Sources",)),
    Published("2026L0007", "landlord", "Remplacement de 420 portes palières", "45421131", 940_000,
              14, 150, (CLAUSE,), ("Fermetures du Puy",)),
    Published("2026L0008", "landlord", "Contrôle technique des ascenseurs", "71631000", 88_000,
              48, 90, (NONE,), ("Bureau d’études Chanturgue",)),
    Published("2026A0003", "planner", "Viabilisation du secteur des Pistes", "45112500", 2_350_000,
              20, 110, (CLAUSE,), ("Travaux du Val d’Allier", "Bouchet VRD")),
    Published("2026H0011", "hospital", "Nettoyage des unités de soins", "90910000", 1_420_000,
              36, 170, (CLAUSE,), ("Entretien des Deux Vallées",)),
    Published("2026E0005", "water", "Curage des réseaux d’assainissement", "90470000", 610_000,
              48, 125, (CRITERION,), ("Artière Assainissement",)),
)  # fmt: skip

TO_LOAD = (
    Published("2026M0131", "metropole", "Aménagement de la place de la Fontaine", "45233262", 1_480_000,
              14, 40, (CLAUSE,), ("Pavage des Dômes", "Paysages de la Tiretaine")),
    Published("2026M0132", "metropole", "Rénovation énergétique du palais des sports", "45321000", 3_120_000,
              18, 35, (CLAUSE, CRITERION), ("Isolation Thermique 63",)),
    Published("2026M0133", "metropole", "Fourniture de vélos à assistance électrique", "34420000", 420_000,
              24, 33, (NONE,), ("Logistique Brézet",)),
    Published("2026M0134", "metropole", "Entretien des zones d’activité, secteur est", "77310000", 380_000,
              48, 30, (RESERVED,), ("Jardins du Puy de Crouël",)),
    Published("2026V0061", "ville", "Réhabilitation de la maison de quartier de Saint-Jacques", "45212300",
              1_960_000, 16, 38, (CLAUSE,), ("Gergovie Bâtiment", "Électricité du Plateau")),
    Published("2026V0062", "ville", "Gardiennage des marchés et des fêtes", "79713000", 310_000,
              36, 32, (CLAUSE,), ("Gardiennage Blaise",)),
    Published("2026V0063", "ville", "Transport des élèves vers la piscine", "60172000", 270_000,
              36, 31, (NONE,), ("Transports Billomois",)),
    Published("2026L0021", "landlord", "Ravalement de la résidence des Dômes", "45443000", 1_130_000,
              12, 29, (CLAUSE,), ("Ravalement des Volcans",)),
    Published("2026L0022", "landlord", "Remise en peinture des parties communes", "45442110", 560_000,
              24, 28, (CLAUSE,), ("Décors et Finitions Roussel",)),
    Published("2026L0023", "landlord", "Diagnostics avant travaux", "71600000", 120_000,
              36, 27, (NONE,), ("Désamiantage des Puys",)),
    Published("2026A0011", "planner", "Terrassements de l’éco-quartier", "45112000", 2_740_000,
              15, 26, (CLAUSE,), ("Sancy Terrassement", "Limagne Travaux Publics")),
    Published("2026H0021", "hospital", "Blanchisserie hospitalière", "98310000", 890_000,
              36, 25, (CLAUSE,), ("Blanchisserie des Sources",)),
    Published("2026E0014", "water", "Réservoir de Châteaugay : étanchéité", "45261420", 460_000,
              8, 24, (CRITERION,), ("Étanchéité du Sancy",)),
    Published("2026E0015", "water", "Compteurs communicants", "38421100", 730_000,
              36, 23, (NONE,), ("Courants Faibles Auvergne",)),
)  # fmt: skip

CHANGED = "2026A0003"
"""The record of the first file that the second one changes, and that the demonstration follows."""


def _siret(name: str) -> str:
    known = {company.name: company.siret for company in companies()}
    return known[name] or ""


def _holders(names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"titulaire": {"typeIdentifiant": "SIRET", "id": _siret(name)}} for name in names]


def record_of(published: Published, today: date) -> dict[str, Any]:
    """One record, as the schema of 2022 wants it."""
    notified = today - timedelta(days=published.ago)
    works = published.cpv.startswith("45")
    return {
        "id": published.number,
        "acheteur": {"id": place(published.buyer).siret},
        "nature": "Marché",
        "objet": published.subject,
        "codeCPV": published.cpv,
        "techniques": {"technique": ["Sans objet"]},
        "modalitesExecution": {"modaliteExecution": ["Sans objet"]},
        "marcheInnovant": False,
        "ccag": "Travaux" if works else "Fournitures courantes et services",
        "offresRecues": 3,
        "attributionAvance": False,
        "tauxAvance": 0,
        "typeGroupementOperateurs": "Conjoint" if len(published.holders) > 1 else "Pas de groupement",
        "sousTraitanceDeclaree": False,
        "procedure": "Procédure adaptée" if published.amount < 216_000 else "Appel d'offres ouvert",
        "lieuExecution": {"code": "63113", "typeCode": "Code commune"},
        "dureeMois": published.months,
        "dateNotification": notified.isoformat(),
        "datePublicationDonnees": (notified + timedelta(days=14)).isoformat(),
        "montant": published.amount,
        "typesPrix": {"typePrix": ["Définitif révisable"]},
        "formePrix": "Mixte" if works else "Unitaire",
        "titulaires": _holders(published.holders),
        "considerationsSociales": {"considerationSociale": list(published.social)},
        "considerationsEnvironnementales": {"considerationEnvironnementale": ["Clause environnementale"]},
    }


def already_read(today: date) -> bytes:
    """The file that the territory has already read."""
    return _file([record_of(published, today) for published in ALREADY_READ])


def to_load(today: date) -> bytes:
    """The file that the newcomer loads: new contracts, a change, and what real files hold."""
    records = [record_of(published, today) for published in TO_LOAD]
    changed = next(published for published in ALREADY_READ if published.number == CHANGED)
    records.append(record_of(changed, today) | {"modifications": [_modification(changed, today)]})
    return _file([*records, *_troubled(records, today)])


def _modification(changed: Published, today: date) -> dict[str, Any]:
    signed = today - timedelta(days=20)
    return {
        "modification": {
            "id": 1,
            "dateNotificationModification": signed.isoformat(),
            "datePublicationDonneesModification": (signed + timedelta(days=7)).isoformat(),
            "montant": changed.amount + 320_000,
            "dureeMois": changed.months + 4,
        }
    }


def _troubled(records: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """What a real file holds: the same record twice, a late zone, no holder, a false key, no number."""
    lost, false_key, unnamed = dict(records[2]), dict(records[5]), dict(records[8])
    lost |= {"id": "2026M0140", "dateNotification": f"{today - timedelta(days=22)}+01:00", "montant": 1}
    false_key |= {"id": "2026V0070", "acheteur": {"id": invented_siret(199)[:-1] + "0"}}
    unnamed |= {"id": "", "objet": "Travaux divers"}
    return [records[0], lost, false_key, unnamed]


def _file(records: list[dict[str, Any]]) -> bytes:
    return json.dumps({"marches": {"marche": records}}, ensure_ascii=False, indent=1).encode()
