"""A national-size file in the 2022 format: invented, always the same for the same size.

Some records are dirty, in the ways and about in the share of real files: a date with its zone, a
duration « NC », a holder's false key, an amount of one euro, a misspelt word, a buyer's false SIRET.
"""

import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stdnum import luhn

SEED = 2026
BUYERS, HOLDERS = 8_000, 60_000
FIRST_DAY, DAYS = date(2024, 1, 1), 1_000
SUBJECTS = (
    "Réhabilitation énergétique du groupe scolaire, lot {n} : menuiseries extérieures et occultations",
    "Accord-cadre à bons de commande pour l’entretien des espaces verts du secteur {n}",
    "Fourniture de denrées alimentaires pour la restauration collective, lot {n} : produits laitiers",
    "Mission de maîtrise d'œuvre pour la construction de {n} logements locatifs sociaux et d'une crèche",
    "Travaux de voirie et de réseaux divers, programme annuel, marché subséquent n° {n}",
    "Nettoyage des locaux administratifs et des vitreries, site {n}",
)
CPVS = ("45421000-4", "77310000-6", "15500000-3", "71200000-0", "45233140-2", "90910000-9")
CCAGS = ("Travaux", "Fournitures courantes et services", "Prestations intellectuelles", "Pas de CCAG")
PROCEDURES = ("Procédure adaptée", "Appel d'offres ouvert", "Procédure avec négociation")
SOCIAL = (
    ["Pas de considération sociale"],
    ["Pas de considération sociale"],
    ["Pas de considération sociale"],
    ["Critère social"],
    ["Clause sociale"],
    ["Clause sociale", "Critère social"],
    ["Marché réservé"],
)
Record = dict[str, Any]
ALWAYS: Record = {
    "techniques": {"technique": ["Accord-cadre"]},
    "modalitesExecution": {"modaliteExecution": ["Bons de commande"]},
    "marcheInnovant": False,
    "attributionAvance": True,
    "tauxAvance": 0.1,
    "typeGroupementOperateurs": "Pas de groupement",
    "typesPrix": {"typePrix": ["Définitif révisable"]},
    "formePrix": "Mixte",
    "origineUE": 0.0,
    "origineFrance": 0.0,
    "sousTraitanceDeclaree": False,
    "considerationsEnvironnementales": {
        "considerationEnvironnementale": ["Pas de considération environnementale"]
    },
}


def siret(number: int) -> str:
    """The valid SIRET of this rank, of an invented organisation."""
    siren = f"{80_000_000 + number:08d}"
    siren += luhn.calc_check_digit(siren)
    return siren + "0001" + luhn.calc_check_digit(siren + "0001")


class Generator:
    """Makes records one after another, out of one seed."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.buyers = [siret(number) for number in range(BUYERS)]
        self.holders = [siret(BUYERS + number) for number in range(HOLDERS)]
        self.days = [(FIRST_DAY + timedelta(days=index)).isoformat() for index in range(DAYS)]

    def record(self, number: int) -> Record:
        """A clean record."""
        pick, kind = self.chance.choice, number % len(SUBJECTS)
        day = self.chance.randrange(DAYS - 60)
        record: Record = {
            "id": f"2025{number:08d}",
            "acheteur": {"id": pick(self.buyers)},
            "nature": "Marché",
            "objet": SUBJECTS[kind].format(n=number % 997),
            "codeCPV": CPVS[kind],
            **ALWAYS,
            "ccag": pick(CCAGS),
            "offresRecues": number % 9 + 1,
            "procedure": pick(PROCEDURES),
            "lieuExecution": {"code": f"{number % 95 + 1:02d}000", "typeCode": "Code postal"},
            "dureeMois": number % 48 + 1,
            "dateNotification": self.days[day],
            "datePublicationDonnees": self.days[day + number % 50],
            "montant": round(self.chance.uniform(25_000, 2_000_000), 2),
            "titulaires": [self.holder() for _ in range(1 if number % 16 else 3)],
            "considerationsSociales": {"considerationSociale": SOCIAL[number % len(SOCIAL)]},
            "actesSousTraitance": [self.act(1, day)] if number % 10 == 0 else [],
            "modificationsActesSousTraitance": [],
            "modifications": [],
        }
        if number % 4 == 0:
            record["modifications"] = [self.modification(index, day) for index in range(number % 3 + 1)]
        return record

    def holder(self) -> Record:
        """A holder, as the schema wraps it."""
        return {"titulaire": {"id": self.chance.choice(self.holders), "typeIdentifiant": "SIRET"}}

    def modification(self, index: int, day: int) -> Record:
        """A modification of the amount."""
        change = {
            "id": index + 1,
            "montant": round(self.chance.uniform(25_000, 2_000_000), 2),
            "dateNotificationModification": self.days[day + 10],
            "datePublicationDonneesModification": self.days[day + 20],
        }
        return {"modification": change}

    def act(self, index: int, day: int) -> Record:
        """A subcontracting act."""
        act = {
            "id": index,
            "sousTraitant": {"id": self.chance.choice(self.holders), "typeIdentifiant": "SIRET"},
            "dureeMois": 6,
            "dateNotification": self.days[day + 5],
            "montant": 12_345.67,
            "variationPrix": "Ferme",
            "datePublicationDonnees": self.days[day + 8],
        }
        return {"acteSousTraitance": act}


def _zoned(record: Record) -> None:
    record["dateNotification"] += "+01:00"


def _unsaid(record: Record) -> None:
    record["dureeMois"] = "NC"


def _bad_holder(record: Record) -> None:
    record["titulaires"][0]["titulaire"]["id"] = "214356"


def _token(record: Record) -> None:
    record["montant"] = 1


def _misspelt(record: Record) -> None:
    record["considerationsSociales"] = "clause sociale, critere social"


def _bad_buyer(record: Record) -> None:
    record["acheteur"] = {"id": "12345678901234"}


DIRT: tuple[Callable[[Record], None], ...] = (_zoned, _unsaid, _bad_holder, _token, _misspelt, _bad_buyer)


def lines(dirty_percent: int) -> Iterator[str]:
    """Records without end, as JSON."""
    generator, number, dirty = Generator(), 0, 0
    while True:
        record = generator.record(number)
        number += 1
        if number * dirty_percent // 100 > dirty:
            DIRT[dirty % len(DIRT)](record)
            dirty += 1
        yield json.dumps(record, ensure_ascii=False)


def write(path: Path, megabytes: int, dirty_percent: int) -> int:
    """A file of at least this many megabytes; how many records it holds."""
    left, count = megabytes * 1_000_000, 0
    with path.open("w", encoding="utf-8") as file:
        left -= file.write('{"marches": {"marche": [')
        for line in lines(dirty_percent):
            left -= file.write(line if not count else f", {line}")
            count += 1
            if left <= 0:
                break
        file.write("]}}")
    return count
