"""PIETRA, the ASLD 41 platform, the PLIE of Clermont: what each published of itself, with its day.

Where two texts differ (« près de 200 » structures in French, « more than 200 » in English), the French one is
kept and the other said.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from geiq.pathways.rules import ConsortiumPart, OfferAudience

CECLER = "CeCler, « PIETRA, un dispositif pour l’emploi des réfugiés »"
PREFECTURE = "Préfecture de Loir-et-Cher, plateforme d’intégration professionnelle des réfugiés"
METROPOLE = "Clermont Auvergne Métropole, « Un réseau solide pour faciliter le retour vers l’emploi »"
END_2018, END_2019 = date(2018, 12, 31), date(2019, 12, 31)


def figure(on: date, title: str, value: int, source: str, unit: str = "") -> dict[str, Any]:
    """A published figure."""
    return {"on": on, "title": title, "figure": value, "source": source, "unit": unit}


def partners(part: ConsortiumPart, *names: str, signed_on: date | None = None) -> list[dict[str, Any]]:
    """Organisations that take part alike."""
    return [{"name": name, "part": part, "signed_on": signed_on} for name in names]


def offer(audience: OfferAudience, title: str, description: str, *axes: str) -> dict[str, Any]:
    """An offer and its axes."""
    return {"audience": audience, "title": title, "description": description, "axes": list(axes)}


PIETRA: dict[str, Any] = {
    "name": "PIETRA",
    "lead": "cecler",
    "description": "Plateforme Intégrée Entreprises et Territoires de Remobilisation et d’Accélération : "
    "répondre aux besoins de recrutement des entreprises du Puy-de-Dôme, et donner aux réfugiés un emploi "
    "durable.",
    "publics": "Bénéficiaires d’une protection internationale, dans le Puy-de-Dôme",
    "sectors": "Hôtellerie-restauration, BTP, entretien-nettoyage, manutention, logistique",
    "most_months": 12,
    "has_phases": True,
    "alert_days": 30,
    "source": CECLER,
    "offers": (
        offer(
            OfferAudience.PEOPLE,
            "Trouver un emploi durable",
            "Un parcours de 12 mois au plus, en deux volets.",
            "Un accompagnement vers l’emploi : compétences, codes de l’entreprise.",
            "Un accompagnement dans l’emploi : sécuriser le recrutement jusqu’à l’intégration du salarié.",
        ),
        offer(
            OfferAudience.COMPANIES,
            "Recruter et intégrer",
            "Définir les besoins en ressources humaines, proposer des candidatures pertinentes.",
            "Un service d’accompagnement au recrutement.",
            "Un accompagnement à l’intégration des candidats sur leur poste de travail.",
        ),
    ),
    "fundings": (
        {
            "funder": "Fondation d’Entreprise Michelin",
            "title": "Cofinancement pendant trois ans",
            "amount": None,
            "is_state": False,
        },
        {
            "funder": "Ministère du Travail",
            "title": "Plan d’investissement dans les compétences, appel à projets de fin 2018",
            "amount": None,
            "is_state": True,
        },
    ),
    "partners": partners(ConsortiumPart.LEAD, "CeCler"),
    "figures": (
        figure(date(2020, 11, 1), "réfugiés accompagnés", 201, CECLER),
        figure(
            date(2020, 11, 1),
            "structures en réseau (« près de 200 » ; « more than 200 » en anglais)",
            200,
            CECLER,
        ),
    ),
}

ASLD: dict[str, Any] = {
    "name": "Plateforme d’intégration professionnelle des réfugiés (ASLD 41)",
    "description": "Faciliter l’accès à l’emploi durable par un parcours dans une approche globale : "
    "diagnostic individuel (projet, niveau de français, étapes), levée des freins (mobilité, santé, garde "
    "d’enfants), lien avec les entreprises, actions adaptées. Budget de trois ans.",
    "publics": "Bénéficiaires d’une protection internationale, en Loir-et-Cher",
    "sectors": "Agriculture saisonnière, métallurgie, cuisine, filière bois",
    "starts_on": date(2019, 1, 31),
    "yearly_capacity": 150,
    "has_phases": False,
    "alert_days": 30,
    "budget": Decimal(2_000_845),
    "source": PREFECTURE,
    "offers": (
        offer(
            OfferAudience.PEOPLE,
            "Accompagnement individuel",
            "Par la plateforme, ou par les partenaires qui existent déjà (Job 41, missions locales).",
            "Un diagnostic : projet professionnel, niveau de français, étapes.",
            "Une insertion cohérente avec le profil, freins levés, ruptures évitées.",
        ),
        offer(
            OfferAudience.COMPANIES,
            "Rapprocher les besoins et les projets",
            "Avec le MEDEF 41, la CPME et la Fédération française du bâtiment.",
        ),
    ),
    "fundings": (
        {
            "funder": "État, par la Banque des territoires",
            "title": "Subvention du plan d’investissement dans les compétences",
            "amount": Decimal(1_094_349),
            "is_state": True,
        },
        {
            "funder": "État",
            "title": "Complément, surtout par l’insertion par l’activité économique",
            "amount": Decimal(501_177),
            "is_state": True,
        },
    ),
    "partners": (
        *partners(ConsortiumPart.LEAD, "ASLD", signed_on=date(2019, 9, 10)),
        *partners(
            ConsortiumPart.SIGNATORY,
            "Conseil départemental de Loir-et-Cher",
            "MEDEF 41",
            "CRIA 41",
            "Bio solidaire",
            "Les trois missions locales",
            signed_on=date(2019, 9, 10),
        ),
        *partners(
            ConsortiumPart.PARTNER,
            "Entreprises du département",
            "Fédération française du bâtiment",
            "École de la 2e chance",
            "Pôle emploi (France Travail)",
            "CFA",
            "Conseil régional",
        ),
    ),
    "team": (
        {"title": "Coordinateur", "posts": None},
        {"title": "Conseillers en insertion professionnelle", "posts": None},
        {"title": "Travailleur social", "posts": None},
    ),
    "figures": (figure(END_2019, "bénéficiaires suivis dans l’année", 130, PREFECTURE),),
}

PLIE: dict[str, Any] = {
    "name": "PLIE de Clermont Auvergne Métropole",
    "lead": "plie",
    "description": "Le plan local pour l’insertion et l’emploi accompagne vers l’emploi, avec les structures "
    "du territoire : remise à niveau sociale, sanitaire, scolaire, puis professionnelle.",
    "publics": "Habitants de la métropole éloignés de l’emploi",
    "has_phases": False,
    "alert_days": 30,
    "source": METROPOLE,
    "offers": (
        offer(
            OfferAudience.PEOPLE,
            "Accompagnement renforcé",
            "Des actions économiques, sociales et solidaires, avec un référent.",
        ),
    ),
    "partners": partners(
        ConsortiumPart.PARTNER,
        "Les deux missions locales de la métropole",
        "Le salon de beauté Joséphine",
        "Le chantier d’insertion du livre",
        "L’association Tous deux roues",
        "Le Relais santé",
        "La Cravate solidaire",
        "Le chantier d’insertion entretien des rivières",
        "Les Mains ouvertes",
        "Le chantier d’insertion du costume",
        "Le chantier d’insertion C.vélo",
    ),
    "figures": (
        figure(END_2018, "bénéficiaires accompagnés dans l’année", 1_620, METROPOLE),
        figure(END_2018, "jeunes suivis par les deux missions locales", 5_064, METROPOLE),
        figure(
            END_2018, "travaillées dans les clauses sociales des marchés publics", 213_585, METROPOLE, "h"
        ),
    ),
}
SCHEMES = {"pietra": PIETRA, "asld": ASLD, "plie": PLIE}
