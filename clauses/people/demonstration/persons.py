"""The invented people of the demonstration: a name, an age, a place to live, why they are eligible.

Every name is put together by chance of two lists; addresses are under `.example`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from facilitator.accounts.demonstration.people import phone
from facilitator.formats import search_key

GIVEN = (
    "Abdoulaye Aïcha Alban Aminata Anastasia Anthony Audrey Baptiste Brahim Bryan Carla Cédric Cheikh "
    "Christelle Cindy Dalila Daouda Dylan Élisa Elvis Emin Enzo Estelle Farida Fatoumata Florian Gwenaëlle "
    "Habib Hakim Hamza Hervé Ibrahima Ilyes Ioana Jessica Jordan Josiane Kadiatou Kévin Killian Laetitia "
    "Lamine Latifa Loïc Ludovic Maëva Malika Mamadou Marjorie Mickaël Mourad Nadège Nathalie Nawal Océane "
    "Ousmane Paulo Quentin Rodrigue Ryan Sabri Salimata Sébastien Sonia Steven Teddy Thierry Tiago Wassim "
    "Yacine Yannick Youssef Zineb Zoran"
)
FAMILY = (
    "Allègre Almeida Amblard Ba Barge Belkacemi Benhamou Boisset Bouzid Brunel Camara Carvalho Chauvet "
    "Chomette Cissé Coste Da_Silva Delarbre Diallo Diarra Dumas Duranton Essono Fabre Ferreira Fofana "
    "Fournet Gaillard Gomes Grenier Hamdi Issartel Jaafar Jovanović Kaya Keïta Laurençon Lopes Mansouri "
    "Maury Mercier Moreira Nguyen Ouédraogo Papon Petrescu Pinto Ravel Rouvet Saadi Sabatier Sanou Sarr "
    "Teixeira Thévenet Touré Traoré Vaz Vigouroux Yılmaz Ziani"
)
EXILES = (
    "Ahmad Zamani",
    "Mariam Haidari",
    "Farhad Noori",
    "Oleksandra Kovalchuk",
    "Mykola Bondarenko",
    "Samer Al-Khatib",
    "Rima Darwich",
    "Selam Tesfay",
    "Yonas Gebremedhin",
    "Patience Mbuyi",
    "Jean-Bosco Nkurunziza",
    "Tashi Dolma",
    "Nino Beridze",
    "Abdirahman Warsame",
    "Arta Krasniqi",
)
HOMES = (
    ("63100", "Clermont-Ferrand"), ("63000", "Clermont-Ferrand"), ("63100", "Clermont-Ferrand"),
    ("63800", "Cournon-d’Auvergne"), ("63118", "Cébazat"), ("63360", "Gerzat"), ("63170", "Aubière"),
    ("63200", "Riom"), ("63110", "Beaumont"), ("63430", "Pont-du-Château"),
)  # fmt: skip


@dataclass(frozen=True)
class Proved:
    """A criterion, the kind of proof seen, for how many days from the decision the proof itself holds."""

    criterion: str
    proof: str
    holds: int | None = None


@dataclass(frozen=True)
class Reason:
    """Why somebody is eligible: criteria, ages at the decision, the named structure that follows them."""

    proved: tuple[Proved, ...]
    ages: tuple[int, int]
    referrer: str = ""
    opinion: str = ""


YOUNG = Reason((Proved("youth", "identity"),), (18, 25), "mission")
YOUNG_ENGAGED = Reason(
    (Proved("youth", "identity"), Proved("youth_contract", "referral")), (18, 25), "mission_cournon"
)
JOBSEEKER = Reason((Proved("long_term_jobseeker", "employment_office"),), (29, 49), "france_travail")
ALLOWANCE = Reason((Proved("rsa", "benefit"),), (26, 54), "plie")
FOLLOWED = Reason((Proved("plie", "referral"), Proved("rsa", "benefit")), (28, 52), "plie")
NEIGHBOUR = Reason(
    (Proved("qpv_resident", "address"), Proved("long_term_jobseeker", "employment_office")), (26, 49), "plie"
)
DISABLED = Reason((Proved("disabled_worker", "disability", 1500),), (30, 57), "france_travail")
SENIOR = Reason((Proved("senior", "identity"),), (52, 60), "france_travail")
EXILE = Reason((Proved("refugee", "permit", 1400),), (22, 47), "cecler")
RELEASED = Reason((Proved("offender", "release"),), (24, 40), "mission")
OPINION = Reason(
    (Proved("motivated", "opinion"),),
    (34, 50),
    "france_travail",
    "Reprise d’emploi après cinq ans consacrés à un proche ; avis favorable de France Travail.",
)
PATHWAY = Reason((Proved("geiq_pathway", "structure"), Proved("youth", "identity")), (19, 25), "mission")
INSIDE = Reason((Proved("insertion_structure", "structure"),), (24, 55), "plie")

USUAL = (
    YOUNG, ALLOWANCE, JOBSEEKER, NEIGHBOUR, EXILE, FOLLOWED, DISABLED, YOUNG_ENGAGED, JOBSEEKER, SENIOR,
    ALLOWANCE, NEIGHBOUR, RELEASED, YOUNG, EXILE, FOLLOWED, OPINION,
)  # fmt: skip
LEARNERS = (PATHWAY, EXILE, YOUNG, PATHWAY, JOBSEEKER)


@dataclass(frozen=True)
class Person:
    """Somebody invented."""

    given_name: str
    family_name: str
    birth_date: date
    email: str
    phone: str
    home: tuple[str, str]
    reason: Reason


class People:
    """The invented people, one after the other, always the same for the same seed; nobody of `known`
    (names and telephone numbers) comes again.
    """

    def __init__(self, seed: int, known: frozenset[str] = frozenset()) -> None:
        self.chance = Random(seed)
        self._names = (name for name in self._shuffled() if name not in known)
        self._exiles = iter(name for name in EXILES if name not in known)
        self._asked: dict[tuple[Reason, ...], int] = {}
        self._phones: set[str] = {"", *known}

    def _shuffled(self) -> Iterator[str]:
        given, family = GIVEN.split(), FAMILY.split()
        self.chance.shuffle(given)
        self.chance.shuffle(family)
        for index in range(len(given) * len(family)):
            # the lengths share no divisor: no pair comes twice
            yield f"{given[index % len(given)]} {family[index % len(family)].replace('_', ' ')}"

    def next(self, reasons: tuple[Reason, ...], on: date) -> Person:
        """Somebody eligible for the next of these reasons, on the day of a decision."""
        turn = self._asked.get(reasons, 0)
        self._asked[reasons] = turn + 1
        return self.meet(reasons[turn % len(reasons)], on)

    def meet(self, reason: Reason, on: date) -> Person:
        """Somebody eligible for this reason, on the day of a decision."""
        name = next(self._exiles, "") if reason is EXILE else ""
        given, _, family = (name or next(self._names)).partition(" ")
        youngest, oldest = reason.ages
        days = self.chance.randint(youngest * 365 + 30, oldest * 365 + 300)
        local = f"{search_key(given)}.{search_key(family)}".replace(" ", "-")
        return Person(
            given,
            family,
            on - timedelta(days=days),
            f"{local}@courriel.example" if self.chance.random() < 0.6 else "",
            self._phone() if self.chance.random() < 0.9 else "",
            self.chance.choice(HOMES),
            reason,
        )

    def _phone(self) -> str:
        """A number that nobody else has: the same one would say that two are one person."""
        number = ""
        while number in self._phones:
            number = phone(self.chance)
        self._phones.add(number)
        return number
