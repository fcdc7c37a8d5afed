"""The dozen operations of the demonstration: La Gauthière and InspiRe are real places, the rest is told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """An operation: leading buyer, name, place, what it is."""

    buyer: str
    name: str
    place: str
    description: str


OPERATIONS = {
    "gauthiere": Told(
        "metropole",
        "La Gauthière – renouvellement urbain",
        "La Gauthière, Clermont-Ferrand",
        "Quartier prioritaire, convention NPNRU : rue du Pradou, rue des Jardiniers. Charte d’insertion : "
        "5 % des heures de travaux, 10 % de la gestion urbaine de proximité.",
    ),
    "inspire": Told(
        "smtc",
        "InspiRe – lignes B et C",
        "Agglomération clermontoise",
        "Bus à haut niveau de service : 27 km, 61 stations, plantations et centre d’exploitation.",
    ),
    "saint-jacques": Told("landlord", "Saint-Jacques – renouvellement urbain", "Clermont-Ferrand", ""),
    "vergnes": Told("metropole", "Quartiers nord – Les Vergnes", "Clermont-Ferrand", ""),
    "fontaine": Told("landlord", "Fontaine-du-Bac – réhabilitations", "Clermont-Ferrand", ""),
    "voirie": Told("metropole", "Voiries et pistes cyclables", "Métropole", ""),
    "ecoles": Told("ville", "Plan écoles", "Clermont-Ferrand", ""),
    "colleges": Told("departement", "Collèges durables", "Puy-de-Dôme", ""),
    "hopital": Told("hospital", "Pôle de gériatrie", "Châtel-Guyon", ""),
    "sport": Told("metropole", "Équipements sportifs et énergie", "Clermont-Ferrand", ""),
    "eau": Told("water", "Réseaux d’eau de la Limagne", "Limagne", ""),
    "proprete": Told("ville", "Propreté et services aux bâtiments", "Clermont-Ferrand", ""),
    "berges": Told("metropole", "Berges de l’Artière et espaces verts", "Beaumont", ""),
}
