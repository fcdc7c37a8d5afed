"""What a company must know on the day a contract starts, and the days to remember."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clauses.contracts.contract_rules import months_between
from clauses.contracts.rules import ReportingPeriod
from clauses.contracts.workload.rules import in_people
from clauses.hours.ledger.asking_rules import Asking, asking, due_on
from clauses.hours.ledger.rules import months
from facilitator.agenda.rules import Day
from facilitator.formats import NBSP, day, hours

FIRST_DUES = 3
"""How many due days the calendar begins with: the messages of each month recall the others."""


@dataclass(frozen=True)
class Share:
    """What a company owes on one lot; minutes."""

    lot: str
    minutes: int
    party: str
    categories: Sequence[str]
    modalities: Sequence[str]
    period: ReportingPeriod
    source: str
    """Where the clause stands in the tender documents."""


@dataclass(frozen=True)
class Kit:
    """The kit of one company on one contract. Names of contacts, never of participants."""

    contract_id: int
    reference: str
    title: str
    buyer: str
    company_id: int
    company: str
    body: str
    follower: str
    follower_email: str
    starts_on: date | None
    ends_on: date | None
    kick_off_on: date | None
    due_day: int
    shares: Sequence[Share]

    @property
    def minutes(self) -> int:
        """All it owes."""
        return sum(share.minutes for share in self.shares)

    @property
    def people(self) -> str:
        """The same in people over the time of the contract; '' without hours."""
        if not self.minutes:
            return ""
        if self.starts_on is None or self.ends_on is None:
            return in_people(self.minutes)
        return in_people(self.minutes, months_between(self.starts_on, self.ends_on))

    @property
    def dues(self) -> list[tuple[Asking, date]]:
        """What will be asked first, and the last day to answer each."""
        if self.starts_on is None or self.ends_on is None or not self.shares:
            return []
        period, found = self.shares[0].period, dict[Asking, date]()
        for each in months(self.starts_on, self.ends_on):
            found.setdefault(
                asking(period, each, self.ends_on), due_on(period, each, self.ends_on, self.due_day)
            )
        return list(found.items())[:FIRST_DUES]


def steps(kit: Kit) -> Iterator[str]:
    """The next steps, in order, one sentence each."""
    if kit.kick_off_on is not None:
        yield f"Venez à la réunion de démarrage le {day(kit.kick_off_on)}, avec qui suivra le chantier."
    else:
        yield "Attendez la date de la réunion de démarrage ; choisissez déjà qui suivra le chantier."
    yield "Donnez-nous trois contacts : qui déclare les heures, qui suit le chantier, qui dirige."
    yield "Avant toute embauche, dites-nous le nom de la personne : nous disons si ses heures comptent."
    yield "Nous vous proposons des candidats : demandez-les dès maintenant, avec le métier et la date."
    yield "Choisissez comment faire les heures : embauche, mise à disposition (ETTI, GEIQ…), sous-traitance."
    for first, due in kit.dues[:1]:
        yield (
            f"Déclarez les heures {first.of_it} avant le {day(due)} : un message vous apporte le lien, "
            "sans compte, même depuis un téléphone."
        )
    yield "Un souci pour trouver quelqu’un ? Dites-le aussitôt : il est plus facile d’agir tôt."


def days_of(kit: Kit) -> Iterator[Day]:
    """The days to remember."""
    key = f"contract-{kit.contract_id}-company-{kit.company_id}"
    about = f"{kit.title} ({kit.buyer})"
    if kit.kick_off_on is not None:
        yield Day(f"{key}-kick-off", kit.kick_off_on, "Réunion de démarrage de la clause sociale", about)
    for first, due in kit.dues:
        title = f"Déclarer les heures {first.of_it}"
        yield Day(f"{key}-due-{first.last:%Y-%m}", due, title, about)
    if kit.ends_on is not None:
        told = f"{about}. {hours(kit.minutes)} d’insertion doivent être faites."
        yield Day(f"{key}-end", kit.ends_on, "Fin du marché et de sa clause sociale", told)


def mail_of(kit: Kit) -> tuple[str, str]:
    """The subject and the text of the message that brings the kit."""
    lots = "\n".join(
        f"- {share.lot}{NBSP}: {hours(share.minutes)} ({share.party.lower()})" for share in kit.shares
    )
    numbered = "\n".join(f"{index}. {step}" for index, step in enumerate(steps(kit), 1))
    dates = "\n".join(f"- {each.on:%d/%m/%Y}{NBSP}: {each.title}" for each in days_of(kit))
    signed = "\n".join(each for each in (kit.follower, kit.follower_email, kit.body) if each)
    text = (
        f"Bonjour,\n\nVotre entreprise, {kit.company}, s’est engagée à faire travailler des personnes "
        f"éloignées de l’emploi sur le marché « {kit.title} » ({kit.buyer}).\n\nCombien d’heures\n{lots}\n"
        f"Au total{NBSP}: {hours(kit.minutes)}, soit {kit.people}.\n\nLes prochaines étapes\n{numbered}\n\n"
        f"À noter\n{dates}\n\n{signed}\n"
    )
    return f"Clause sociale : bien démarrer ({kit.reference})", text
