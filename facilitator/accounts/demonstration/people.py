"""Invented people to reach: French names, example addresses, numbers that the regulator keeps for fiction."""

from random import Random

FIRST_NAMES = (
    "Adèle Amina Anaïs Antoine Aurélie Bastien Benoît Camille Cécile Chloé Damien David Delphine Émilie "
    "Éric Fabien Fatima Florence Gaël Guillaume Hélène Hugo Isabelle Jérôme Karim Laura Léa Lionel Louise "
    "Manon Mathieu Mehdi Myriam Nicolas Noémie Olivier Pauline Rachid Romain Sabrina Samuel Sandrine "
    "Solène Sylvain Théo Valérie Vincent Yasmina Yann Zoé"
)
LAST_NAMES = (
    "Arnaud Aubert Barthomeuf Battut Bayle Bertrand Besson Bourdier Brugière Chabrol Chassaing Chevalier "
    "Cohade Constant Coudert Courtial Croizet Dauzat Debord Douhet Espinasse Faure Fayolle Gannat Giraud "
    "Gouttebel Jarrige Lacombe Lassalas Lavergne Legay Machebœuf Marchal Mazuel Morand Ollier Pélissier "
    "Planche Pradier Quinty Rigal Roddier Sauvadet Serre Tardif Tixier Vacher Valette Verdier Vidal"
)
POSITIONS = (
    "Conducteur de travaux",
    "Responsable des ressources humaines",
    "Gérant",
    "Assistante de direction",
    "Chargée d’affaires",
)


def person(chance: Random) -> str:
    """A first and a last name."""
    return f"{chance.choice(FIRST_NAMES.split())} {chance.choice(LAST_NAMES.split())}"


def phone(chance: Random) -> str:
    """A number of the range that is kept for fiction in the south-east (Arcep: 04 65 71)."""
    return f"+3346571{chance.randrange(10_000):04d}"
