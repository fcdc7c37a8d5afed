"""What speaks for a company, and what does not: facts with their days, as sentences. Nothing is weighed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clauses.compliance.recovery.rules import Answered, Offer
from clauses.compliance.schedule.calendar_rules import working_days_between
from facilitator.formats import day, plural

NOBODY = "Aucun candidat n’a été proposé à l’entreprise pour cette clause."
NO_REQUEST = "L’entreprise n’a pas demandé de candidats."


@dataclass(frozen=True)
class Asked:
    """A request for candidates, and the day of the first offer made to it."""

    asked_on: date
    people: int
    offered_on: date | None = None


@dataclass(frozen=True)
class Faith:
    """The facts, up to a day; the body's own delays in working days."""

    on: date
    requests: Sequence[Asked] = ()
    offers: Sequence[Offer] = ()
    done: int = 0
    """Recovery actions of the company that are done."""
    late: int = 0
    """Those whose day is past."""
    waiting_minutes: int = 0
    offer_days: int = 10
    answer_days: int = 5


def sentences(faith: Faith) -> list[str]:
    """Every fact as a sentence, those of the facilitator's side first."""
    return [*_offered(faith), *_asked(faith), *_answered(faith), *_actions(faith)]


def nobody_offered(faith: Faith) -> bool:
    """Whether the company never had a candidate to refuse."""
    return not faith.offers


def _offered(faith: Faith) -> Iterator[str]:
    if nobody_offered(faith):
        yield NOBODY
        return
    people = sum(offer.people for offer in faith.offers)
    first, last = faith.offers[0].offered_on, faith.offers[-1].offered_on
    when = f"le {day(first)}" if first == last else f"du {day(first)} au {day(last)}"
    yield f"{plural(people, 'candidat proposé', 'candidats proposés')} à l’entreprise, {when}."


def _asked(faith: Faith) -> Iterator[str]:
    if not faith.requests:
        yield NO_REQUEST
    for request in faith.requests:
        said = f"L’entreprise a demandé {plural(request.people, 'candidat')} le {day(request.asked_on)}"
        if request.offered_on is None:
            yield f"{said} : personne ne lui a été proposé depuis."
            continue
        waited = working_days_between(request.asked_on, request.offered_on)
        late = f", au lieu de {plural(faith.offer_days, 'jour')}" if waited > faith.offer_days else ""
        waits = plural(waited, "jour ouvré", "jours ouvrés")
        yield f"{said} ; la première proposition est venue {waits} plus tard{late}."


def _answered(faith: Faith) -> Iterator[str]:
    accepted = sum(offer.accepted or 0 for offer in faith.offers)
    if accepted:
        yield f"L’entreprise a retenu {plural(accepted, 'candidat')}."
    for offer in faith.offers:
        if offer.refused:
            why = f" : {offer.reason.label.lower()}" if offer.reason else ""
            yield f"Elle n’a pas retenu {plural(offer.refused, 'candidat')} le {day(offer.answered_on)}{why}."
    silent = sum(1 for offer in faith.offers if offer.state(faith.on, faith.answer_days) is Answered.SILENT)
    if silent:
        yield f"Elle n’a pas répondu à {plural(silent, 'proposition')}."


def _actions(faith: Faith) -> Iterator[str]:
    if faith.done:
        yield f"{plural(faith.done, 'action de rattrapage faite', 'actions de rattrapage faites')}."
    if faith.late:
        yield f"{plural(faith.late, 'action de rattrapage en retard', 'actions de rattrapage en retard')}."
