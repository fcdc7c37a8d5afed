"""A seeded population with duplicates whose truth is known, and people who only look alike. All made up."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from clauses.people.participants.duplicates.rules import Identity

FAMILIES_TEXT = """
Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefèvre Michel
Garcia David Bertrand Roux Vincent Fournier Morel Girard André Lefebvre Mercier Dupont Lambert
Bonnet François Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas
Perrin Morin Mathieu Clément Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard
Nguyen Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël Meyer Lucas Meunier Jean Perez
Marchand Dufour Blanchard Marie Barbier Brun Dumas Brunet Benali Bouzid Haddad Mansouri Cherif Saidi
Belkacem Hamdi Khelifi Ziani Brahimi Mebarki Ouali Aït-Kaci El-Amrani El-Idrissi Bensalem Boukhari
Chaoui Djebbar Ghazi Kaddour Lahlou Meziane Naceri Rahmani Slimani Tahiri Yahiaoui Diallo Traoré
Coulibaly Diarra Keïta Touré Camara Sissoko Konaté Ouédraogo Sawadogo Ndiaye Diop Fall Sow Gueye
Mbemba Nkounkou Ngoma Tshimanga Kabongo Mukendi Yılmaz Kaya Demir Çelik Şahin Öztürk Aydın Da-Silva
Dos-Santos Ferreira Pereira Oliveira Kovalenko Shevchenko Bondarenko Tkachenko Melnyk Rahimi Ahmadi
Hosseini Karimi Safi Tran Pham Hoang Sivakumar Rajendran Hovhannisyan Petrosyan Berisha Krasniqi
Hoxha Gashi Tesfaye Gebremariam Le-Gall De-La-Cruz D’Angelo Saint-Léger Château Lœuvre Bœuf Hébrard
"""
FAMILIES = FAMILIES_TEXT.split()
GIVEN_TEXT = """
Marie Jean Pierre Michel Philippe Nathalie Isabelle Sylvie Catherine Nicolas Julien Sophie Camille
Léa Manon Chloé Inès Jade Louis Lucas Hugo Arthur Jules Éric Stéphane Jérôme Gaël Loïc Noémie Zoé
Hélène Benoît François Jean-Pierre Marie-Laure Anne-Sophie Mohamed Ahmed Youssef Karim Rachid
Khadija Fatima Aïcha Samira Nadia Leïla Abdelkader Abderrahmane Mustapha Omar Bilal Yacine Ousmane
Mamadou Ibrahima Boubacar Aminata Fatoumata Mariam Oumou Cheikh Moussa Souleymane Mehmet Mustafa
Emre Ayşe Elif João Maria José António Oleksandr Andriy Olena Nataliia Svitlana Zahra Farid Ghulam
Nasrin Thi-Lan Van-Hung Karthik Priya Armen Anahit Arben Besart Hanna Selam Dawit
"""
GIVEN = GIVEN_TEXT.split()
SOUNDS_ALIKE = {
    "mohamed": ("Mohammed", "Muhammad", "Mohamad"),
    "youssef": ("Yousef", "Yusuf", "Youcef"),
    "khadija": ("Khadidja", "Kadija"),
    "fatima": ("Fatma", "Fatimah"),
    "aïcha": ("Aicha", "Aisha"),
    "mustapha": ("Mustafa", "Moustapha"),
    "ousmane": ("Usman", "Osmane"),
    "oumou": ("Umu", "Oumu"),
    "cherif": ("Sherif", "Chérif"),
    "ouali": ("Wali", "Oualy"),
    "touré": ("Ture", "Touray"),
    "oleksandr": ("Olexandr",),
    "nataliia": ("Natalia",),
    "abderrahmane": ("Abdurrahman", "Abderahman"),
    "yahiaoui": ("Yahyaoui",),
    "djebbar": ("Jebbar",),
    "ndiaye": ("N’Diaye",),
}


def typo(text: str, luck: random.Random) -> str:
    """One letter changed, lost, doubled or swapped with its neighbour."""
    place = luck.randrange(1, max(len(text) - 1, 2))
    letter = luck.choice("aeinorst")
    return luck.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + letter + text[place:],
            text[:place] + letter + text[place + 1 :],
            text[: place - 1] + text[place : place + 1] + text[place - 1 : place] + text[place + 1 :],
        ]
    )


def plain(text: str) -> str:
    """Without accents."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def other_spelling(name: str, luck: random.Random) -> str:
    """The same name as somebody else hears it, else without its accents."""
    return luck.choice(SOUNDS_ALIKE.get(name.lower(), (plain(name),)))


def swapped(day: date | None) -> date | None:
    """Day and month exchanged, when that is a date."""
    return date(day.year, day.day, day.month) if day and day.day <= 12 else day


Change = Callable[[Identity, random.Random], Identity]
CHANGES: tuple[Change, ...] = (
    lambda one, luck: replace(one, family_name=one.family_name.upper(), given_name=plain(one.given_name)),
    lambda one, luck: replace(one, family_name=unicodedata.normalize("NFD", one.family_name)),
    lambda one, luck: replace(one, family_name=one.family_name.replace("-", " ").replace("’", "'")),
    lambda one, luck: replace(one, family_name=one.family_name.replace("-", "")),
    lambda one, luck: replace(one, family_name=one.given_name, given_name=one.family_name),
    lambda one, luck: replace(one, family_name=f"{one.family_name}-{luck.choice(FAMILIES)}"),
    lambda one, luck: replace(one, family_name=f"{luck.choice(FAMILIES)} épouse {one.family_name}"),
    lambda one, luck: replace(one, given_name=f"{one.given_name} {luck.choice(GIVEN)}"),
    lambda one, luck: replace(one, family_name=f"El {one.family_name}"),
    lambda one, luck: replace(one, given_name=other_spelling(one.given_name, luck)),
    lambda one, luck: replace(one, family_name=other_spelling(one.family_name, luck)),
    lambda one, luck: replace(one, family_name=typo(one.family_name, luck)),
    lambda one, luck: replace(one, given_name=typo(one.given_name, luck)),
    lambda one, luck: replace(one, family_name=typo(one.family_name, luck), given_name=plain(one.given_name)),
    lambda one, luck: replace(one, birth_date=swapped(one.birth_date)),
    lambda one, luck: replace(one, birth_date=swapped(one.birth_date), family_name=one.family_name.upper()),
    lambda one, luck: replace(
        one, birth_date=one.birth_date and one.birth_date.replace(year=one.birth_date.year + 1)
    ),
    lambda one, luck: replace(one, birth_date=None),
    lambda one, luck: one,
)
Population = tuple[list[Identity], set[tuple[int, int]]]


def made_up(number: int, luck: random.Random) -> Identity:
    """Somebody; one in twelve is born on a 1 January, as papers often say."""
    born = date(1962, 1, 2) + timedelta(days=luck.randrange(46 * 365))
    if luck.random() < 1 / 12:
        born = born.replace(day=1, month=1)
    born = born if (born.day, born.month) != (29, 2) else born.replace(day=28)
    return Identity(number, luck.choice(FAMILIES), luck.choice(GIVEN), born)


def population(size: int, duplicates: int, seed: int = 2026) -> Population:
    """So many people, so many of them entered twice, and the pairs that are truly one person.

    Twins, brothers and sisters, and namesakes born another day are among them, and are not pairs.
    """
    luck = random.Random(seed)
    people = [made_up(number, luck) for number in range(1, size + 1)]
    for one in people[:: size // 60 or 1]:
        twin = replace(one, id=len(people) + 1, given_name=luck.choice(GIVEN))
        namesake = replace(one, id=len(people) + 2, birth_date=made_up(0, luck).birth_date)
        people += [twin, namesake]
    truth = set()
    for index, one in enumerate(luck.sample(people, duplicates)):
        change = CHANGES[index % len(CHANGES)]
        double = replace(change(one, luck), id=len(people) + 1)
        people.append(double)
        truth.add((one.id, double.id))
    return people, truth
