"""The 45 divisions of the common procurement vocabulary (regulation (EC) 213/2008) and its codes."""

import re

from facilitator.words import RuleBroken

DIVISIONS = {
    "03": "Produits agricoles, de l’élevage, de la pêche et de la sylviculture",
    "09": "Produits pétroliers, combustibles, électricité et énergie",
    "14": "Produits d’exploitation des mines, métaux de base",
    "15": "Produits alimentaires, boissons et tabac",
    "16": "Machines agricoles",
    "18": "Vêtements, articles chaussants, bagages et accessoires",
    "19": "Produits en cuir, textiles, matières plastiques et caoutchouc",
    "22": "Imprimés et produits connexes",
    "24": "Produits chimiques",
    "30": "Machines, matériel et fournitures informatiques et de bureau",
    "31": "Machines, appareils et équipements électriques, éclairage",
    "32": "Équipements de radio, télévision et télécommunications",
    "33": "Matériels médicaux, produits pharmaceutiques et de soins",
    "34": "Équipement de transport",
    "35": "Équipement de sécurité, de lutte contre l’incendie et de défense",
    "37": "Instruments de musique, articles de sport, jeux et jouets",
    "38": "Équipements de laboratoire, d’optique et de précision",
    "39": "Ameublement, aménagement, appareils électroménagers et nettoyage",
    "41": "Eau captée et épurée",
    "42": "Machines industrielles",
    "43": "Machines pour les mines et la construction",
    "44": "Structures et matériaux de construction",
    "45": "Travaux de construction",
    "48": "Logiciels et systèmes d’information",
    "50": "Services de réparation et d’entretien",
    "51": "Services d’installation (sauf logiciels)",
    "55": "Services d’hôtellerie, de restauration et de commerce de détail",
    "60": "Services de transport",
    "63": "Services d’appui au transport, agences de voyages",
    "64": "Services postaux et de télécommunications",
    "65": "Services publics (eau, gaz, électricité)",
    "66": "Services financiers et d’assurance",
    "70": "Services immobiliers",
    "71": "Services d’architecture, d’ingénierie et d’inspection",
    "72": "Services informatiques",
    "73": "Services de recherche et développement",
    "75": "Services d’administration publique, de défense et de sécurité sociale",
    "76": "Services liés à l’industrie du gaz et du pétrole",
    "77": "Services agricoles, sylvicoles, d’espaces verts",
    "79": "Services aux entreprises : droit, conseil, recrutement, impression, sécurité",
    "80": "Services d’enseignement et de formation",
    "85": "Services de santé et services sociaux",
    "90": "Services d’assainissement, de déchets, de propreté et d’environnement",
    "92": "Services récréatifs, culturels et sportifs",
    "98": "Autres services communautaires, sociaux et personnels",
}


def parse_cpv(text: str) -> str:
    """A code of eight digits, with its check digit when it was typed; '' for an empty text.

    Raises `RuleBroken` on field `cpv`.
    """
    code = re.sub(r"\s", "", text)
    if not code:
        return ""
    if not re.fullmatch(r"\d{8}(-\d)?", code):
        raise RuleBroken("Un code CPV a huit chiffres, par exemple 45262690.", "cpv")
    if code[:2] not in DIVISIONS:
        raise RuleBroken(f"La division {code[:2]} n’existe pas dans le vocabulaire CPV.", "cpv")
    return code


def division(code: str) -> str:
    """The label of a code's division; '' when there is no code."""
    return DIVISIONS.get(code[:2], "")
