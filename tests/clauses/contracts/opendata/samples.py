"""Small files of procurement data, written here, in every shape that real files have."""

import json
import os
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from tests.factories import make_siret

BUYER = "21630113500010"
"""A valid SIRET (a commune of the Puy-de-Dôme)."""
HOLDER = "42073014500018"
OTHER_HOLDER = "35600000000048"
"""La Poste's head office: its key follows its own rule."""


def published(**over: Any) -> dict[str, Any]:
    """A clean record of the 2022 format."""
    values: dict[str, Any] = {
        "id": "2026-0001",
        "acheteur": {"id": BUYER},
        "nature": "Marché",
        "objet": "Réhabilitation du gymnase, lot 3 : menuiseries",
        "codeCPV": "45421000-4",
        "procedure": "Procédure adaptée",
        "lieuExecution": {"code": "63113", "typeCode": "Code commune"},
        "dureeMois": 12,
        "dateNotification": "2026-03-02",
        "datePublicationDonnees": "2026-03-20",
        "montant": 250000.5,
        "ccag": "Travaux",
        "titulaires": [{"titulaire": {"id": HOLDER, "typeIdentifiant": "SIRET"}}],
        "considerationsSociales": {"considerationSociale": ["Clause sociale"]},
        "techniques": {"technique": ["Sans objet"]},
        "modalitesExecution": {"modaliteExecution": ["Tranches"]},
        "modifications": [],
        "actesSousTraitance": [],
    }
    return values | over


def concession(**over: Any) -> dict[str, Any]:
    """A clean concession."""
    values: dict[str, Any] = {
        "id": "2026C1",
        "autoriteConcedante": {"id": BUYER},
        "nature": "Concession de service",
        "objet": "Exploitation du camping",
        "procedure": "Procédure négociée ouverte",
        "dureeMois": 60,
        "dateSignature": "2026-01-10",
        "dateDebutExecution": "2026-02-01",
        "datePublicationDonnees": "2026-02-02",
        "valeurGlobale": 90000,
        "concessionnaires": [{"concessionnaire": {"id": HOLDER, "typeIdentifiant": "SIRET"}}],
        "considerationsSociales": {"considerationSociale": ["Concession réservée"]},
    }
    return values | over


def modification(**over: Any) -> dict[str, Any]:
    """A modification, of the amount by default."""
    values = {
        "id": 1,
        "dateNotificationModification": "2026-06-01",
        "datePublicationDonneesModification": "2026-06-15",
        "montant": 300000,
    }
    return {"modification": values | over}


def many(count: int) -> list[dict[str, Any]]:
    """Different records, each with its own holder."""
    return [
        published(
            id=f"2026-{index:05d}",
            objet=f"Travaux numéro {index}",
            montant=1000 + index,
            titulaires=[{"titulaire": {"id": make_siret(), "typeIdentifiant": "SIRET"}}],
        )
        for index in range(count)
    ]


def as_v2(records: list[dict[str, Any]], **dumped: Any) -> str:
    """The national layout."""
    contracts = [record for record in records if "autoriteConcedante" not in record]
    concessions = [record for record in records if "autoriteConcedante" in record]
    marches = {"marche": contracts} | ({"contrat-concession": concessions} if concessions else {})
    return json.dumps({"marches": marches}, ensure_ascii=False, **dumped)


def as_xml(records: list[dict[str, Any]], declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """The same as XML."""
    tags = ["contrat-concession" if "autoriteConcedante" in record else "marche" for record in records]
    inner = "".join(element(tag, record) for tag, record in zip(tags, records, strict=True))
    return f"{declaration}<marches>{inner}</marches>"


def element(tag: str, value: Any) -> str:
    """A value as an XML element, as the official schema nests it."""
    if isinstance(value, dict):
        inner = "".join(element(key, each) for key, each in value.items())
        return f"<{tag}>{inner}</{tag}>"
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return (
            f"<{tag}>{''.join(element(key, inner) for each in value for key, inner in each.items())}</{tag}>"
        )
    if isinstance(value, list):
        return "".join(element(tag, each) for each in value)
    return f"<{tag}>{'' if value is None else escape(str(value))}</{tag}>"


def each_real_file(ending: str = "") -> pytest.MarkDecorator:
    """Run a test on each real file, through the fixture `path`; where they are not, it skips with a line."""
    found = [path for path in shared_files() if path.name.endswith(ending)]
    return pytest.mark.parametrize(
        "path", found or [None], ids=lambda path: path.name if path else "none", indirect=True
    )


def shared_folder(name: str) -> Path:
    """A folder of the real files (`FACILITATOR_SHARED`, or a `shared` folder above the project)."""
    here = Path(__file__).resolve()
    places = [Path(os.environ["FACILITATOR_SHARED"])] if "FACILITATOR_SHARED" in os.environ else []
    places += [parent / "shared" for parent in here.parents]
    found = [place / "data" / "decp" / name for place in places]
    return next((folder for folder in found if folder.is_dir()), found[-1])


def shared_files() -> list[Path]:
    """The real files, where they are."""
    folder = shared_folder("")
    found = [*folder.rglob("*.json"), *folder.rglob("*.xml")]
    return sorted(path for path in found if "schemas" not in path.parts)
