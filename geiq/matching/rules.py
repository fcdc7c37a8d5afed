"""The words of the matching, and how people are ranked for a request: by reasons that are all shown.

A criterion of eligibility is never a reason, and no figure sums the reasons up: whoever meets most of what is
asked stands first, then whoever leaves least unknown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clauses.people.abilities.rules import FrenchLevel, Licence
from clauses.people.employments.trades.near_rules import closeness
from facilitator.formats import day, plural, search_key
from facilitator.words import RuleBroken, Word

ANSWER_DAYS = 15
"""Days a company has to answer, where its body has set nothing else (product issue; 20 working days at
Crossrail's brokerage)."""
MOST_PEOPLE = 50
SHORT_WINDOW_DAYS = 92
"""A counting window that ends within three months of the hire leaves little to count."""


class StaffingState(Word):
    """Where a staffing request stands."""

    OPEN = "open", "Ouvert"
    FILLED = "filled", "Pourvu"
    CLOSED = "closed_unfilled", "Clos sans embauche"


class ProposalState(Word):
    """What became of a person proposed."""

    SENT = "proposed", "Proposée, réponse attendue"
    MET = "met_company", "À rencontrer"
    IMMERSION = "immersion", "Immersion"
    HIRED = "hired", "Embauchée"
    REFUSED = "not_taken", "Non retenue"
    WITHDRAWN = "withdrawn", "Retirée"


TAKEN = frozenset({ProposalState.MET, ProposalState.IMMERSION, ProposalState.HIRED})
"""The answers by which a company keeps a person."""
NAMED = TAKEN | {ProposalState.SENT}
"""While these last, a company reads who the person is; afterwards it has no need to know."""
TONES = {
    StaffingState.OPEN: "info",
    StaffingState.FILLED: "good",
    StaffingState.CLOSED: "neutral",
    ProposalState.SENT: "info",
    ProposalState.MET: "info",
    ProposalState.IMMERSION: "info",
    ProposalState.HIRED: "good",
    ProposalState.REFUSED: "warn",
    ProposalState.WITHDRAWN: "neutral",
}


class Fit(Word):
    """How a person answers one thing asked."""

    MEETS = "meets", "Convient"
    UNKNOWN = "unknown", "À vérifier"
    FAILS = "fails", "Ne convient pas"


class TradeSource(Word):
    """How one knows that somebody has a trade, the surest first."""

    TRAINED = "trained", "formation terminée"
    WORKED = "worked", "a travaillé comme"
    TRAINING = "training", "en formation"
    AIMED = "aimed", "projet professionnel"


@dataclass(frozen=True)
class Trade:
    """A trade of a person, and how one knows."""

    name: str
    source: TradeSource


@dataclass(frozen=True)
class Wanted:
    """What a company asks for."""

    trade: str
    starts_on: date
    postcode: str = ""
    french: FrenchLevel | None = None
    licence: Licence | None = None


@dataclass(frozen=True)
class Candidate:
    """What is known of a person; what the asker may not know is absent."""

    person_id: int
    name: str
    trades: tuple[Trade, ...] = ()
    postcode: str = ""
    french: FrenchLevel | None = None
    licences: frozenset[Licence] | None = None
    """None: nobody asked her."""
    busy_until: date | None = None
    """The last day of the employment or the training that runs when the job begins."""
    busy_for_long: bool = False
    """That employment has no known end."""
    counts_until: date | None = None
    """The last day of the counting window that is open when the job begins."""
    proposed: int = 0
    """Times she was proposed before, to anybody."""


@dataclass(frozen=True)
class Reason:
    """One thing asked, and how a person answers it; `told`: the company reads it too, or `outside` instead
    where the sentence says more than was asked."""

    fit: Fit
    sentence: str
    told: bool = True
    outside: str = ""


@dataclass(frozen=True)
class Ranked:
    """A person with her reasons, in the order of what is asked."""

    candidate: Candidate
    closeness: int
    """0: the very trade; 1: of one field; 2: another, or unknown."""
    reasons: tuple[Reason, ...]

    def count(self, fit: Fit) -> int:
        """How many of the things asked she answers so."""
        return sum(reason.fit is fit for reason in self.reasons)

    @property
    def told(self) -> tuple[str, ...]:
        """What the company reads: what fits, without a word on eligibility but its last day."""
        return tuple(
            one.outside or one.sentence for one in self.reasons if one.told and one.fit is not Fit.FAILS
        )


def rank(wanted: Wanted, people: Iterable[Candidate]) -> list[Ranked]:
    """The people, best first: fewest things that do not fit, then the nearest trade, fewest unknown, the
    fewest times proposed before (so that everybody has her chance), then the name."""
    found = [judge(wanted, one) for one in people]
    return sorted(
        found,
        key=lambda one: (
            one.count(Fit.FAILS),
            one.closeness,
            one.count(Fit.UNKNOWN),
            one.candidate.proposed,
            search_key(one.candidate.name),
            one.candidate.person_id,
        ),
    )


def judge(wanted: Wanted, person: Candidate) -> Ranked:
    """One person, with a reason for each thing asked."""
    near, trade = _trade(wanted, person.trades)
    asked = [trade]
    if wanted.french is not None:
        asked.append(_french(wanted.french, person.french))
    if wanted.licence is not None:
        asked.append(_licence(wanted.licence, person.licences))
    if wanted.postcode:
        asked.append(_place(wanted.postcode, person.postcode))
    asked.append(_free(wanted.starts_on, person))
    asked.append(_window(wanted.starts_on, person.counts_until))
    return Ranked(person, near, tuple(asked))


def _trade(wanted: Wanted, trades: Sequence[Trade]) -> tuple[int, Reason]:
    if not trades:
        return 2, Reason(Fit.UNKNOWN, "Métier : rien n’est connu de son expérience")
    sources = list(TradeSource)
    best = min(trades, key=lambda one: (closeness(wanted.trade, one.name), sources.index(one.source)))
    near = closeness(wanted.trade, best.name)
    said = f"{best.source.label} {best.name}" if best.source is TradeSource.WORKED else best.name
    how = "" if best.source is TradeSource.WORKED else f" ({best.source.label})"
    if near == 0:
        return 0, Reason(Fit.MEETS, f"Métier : {said}{how}")
    if near == 1:
        outside = f"Métier proche de celui demandé{how}" if best.source is TradeSource.AIMED else ""
        return 1, Reason(Fit.MEETS, f"Métier proche : {said}{how}", outside=outside)
    return 2, Reason(Fit.FAILS, f"Autre métier : {said}{how}")


def _french(asked: FrenchLevel, level: FrenchLevel | None) -> Reason:
    if level is None:
        return Reason(Fit.UNKNOWN, f"Français : {asked.label} demandé, niveau inconnu")
    ladder = list(FrenchLevel)
    if ladder.index(level) >= ladder.index(asked):
        outside = f"Français : {asked.label} au moins"
        return Reason(Fit.MEETS, f"Français : {level.label} ({asked.label} demandé)", outside=outside)
    return Reason(Fit.FAILS, f"Français : {level.label}, sous le niveau demandé ({asked.label})")


def _licence(asked: Licence, held: frozenset[Licence] | None) -> Reason:
    if held is None:
        return Reason(Fit.UNKNOWN, f"{asked.label} : à demander")
    if asked in held:
        return Reason(Fit.MEETS, f"{asked.label} : oui")
    return Reason(Fit.FAILS, f"{asked.label} : non")


def _place(asked: str, lives: str) -> Reason:
    if not lives:
        return Reason(Fit.UNKNOWN, "Trajet : commune de résidence inconnue")
    if lives == asked:
        return Reason(Fit.MEETS, "Trajet : habite le même code postal")
    if lives[:2] == asked[:2]:
        return Reason(Fit.MEETS, f"Trajet : habite le même département ({lives[:2]})")
    return Reason(Fit.FAILS, f"Trajet : habite un autre département ({lives[:2]})")


def _free(on: date, person: Candidate) -> Reason:
    if person.busy_for_long:
        return Reason(Fit.FAILS, "Disponibilité : en contrat, sans fin connue")
    if person.busy_until is None or person.busy_until < on:
        return Reason(Fit.MEETS, f"Disponibilité : libre le {day(on)}")
    return Reason(Fit.FAILS, f"Disponibilité : prise jusqu’au {day(person.busy_until)}")


def _window(on: date, until: date | None) -> Reason:
    """A company may read until when somebody counts, never why."""
    if until is None:
        return Reason(Fit.UNKNOWN, "Éligibilité : à valider avant l’embauche", told=False)
    if until < on:
        return Reason(Fit.FAILS, f"Éligibilité : finie le {day(until)}", told=False)
    said = f"Éligible jusqu’au {day(until)}"
    if (until - on).days < SHORT_WINDOW_DAYS:
        return Reason(Fit.FAILS, f"{said} : moins de trois mois à compter", told=False)
    return Reason(Fit.MEETS, said)


def check_request(people: int, starts_on: date, ends_on: date | None, asked_on: date) -> None:
    """Refuse a number that is not one of people, a past start, an end before the start."""
    if not 1 <= people <= MOST_PEOPLE:
        raise RuleBroken(f"Indiquez de 1 à {MOST_PEOPLE} personnes.", "people")
    if starts_on < asked_on:
        raise RuleBroken("Choisissez aujourd’hui ou un jour à venir.", "starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(f"La fin vient avant le début ({day(starts_on)}).", "ends_on")


def check_sending(state: StaffingState, chosen: int, agreed: bool) -> None:
    """Refuse to send nobody, to a request that is closed, or people who have not agreed."""
    if state is not StaffingState.OPEN:
        raise RuleBroken("Ce besoin n’est plus ouvert.")
    if not chosen:
        raise RuleBroken("Cochez au moins une personne.", "chosen")
    if not agreed:
        raise RuleBroken("Demandez d’abord à chacune si son nom peut être donné à l’entreprise.", "agreed")


def check_answer(before: ProposalState, after: ProposalState, refusal: object, remark: str) -> None:
    """Refuse an answer to what was taken back, one that goes back to waiting, a refusal without reason."""
    if before is ProposalState.WITHDRAWN:
        raise RuleBroken("Cette personne n’est plus proposée.")
    if after in (ProposalState.SENT, ProposalState.WITHDRAWN):
        raise RuleBroken("Choisissez une réponse.", "state")
    if before is ProposalState.HIRED and after is not ProposalState.HIRED:
        raise RuleBroken("Cette personne est déjà embauchée : la fin se note sur son contrat de travail.")
    if after is ProposalState.REFUSED and refusal is None:
        raise RuleBroken("Dites pourquoi : la raison reste au dossier, sans aucun nom.", "refusal")
    if after is ProposalState.REFUSED and str(refusal) == "other" and not remark.strip():
        raise RuleBroken("Précisez la raison en quelques mots.", "remark")


def silence_sentence(people: int, trade: str, answer_by: date) -> str:
    """What the log keeps of a company's silence."""
    said = plural(people, "personne proposée", "personnes proposées")
    return f"Sans réponse au {day(answer_by)} sur {said} : {trade}."


def unserved_sentence(people: int, trade: str, days: int) -> str:
    """What the log keeps of the facilitator's silence: good faith counts on both sides."""
    return f"Besoin de {plural(people, 'personne')} ({trade}) : personne n’a été proposé en {days} jours."
