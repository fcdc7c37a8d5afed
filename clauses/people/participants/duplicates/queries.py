"""The suggestions of a body, those for one identity, and the pairs said to be two people."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, Select, and_, bindparam, func, or_, select

from clauses.people.participants.duplicates.rules import Identity, Suggestion, alike, suggestions
from clauses.people.participants.duplicates.spelling_rules import words
from clauses.people.participants.models import DistinctPair, Participant
from clauses.people.participants.queries import participants_of
from clauses.people.participants.shown_queries import PersonShown
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.prepared import PREPARED, Prepared, several
from facilitator.search import candidate

MOST = 5
"""Suggestions shown while somebody is entered."""
COMPARED = (
    Participant.id,
    Participant.family_name,
    Participant.given_name,
    Participant.birth_date,
    Participant.phone,
    Participant.email,
)
Stamp = tuple[int | None, ...]
scored: WeakKeyDictionary[Engine, dict[int, tuple[Stamp, list[Suggestion]]]] = WeakKeyDictionary()
"""By database and by body: the last suggestions (ids alone), and what they were computed from."""


def identity_of(person: Participant | PersonShown) -> Identity:
    """What is compared of a person."""
    return Identity(
        person.id, person.family_name, person.given_name, person.birth_date, person.phone, person.email
    )


def _identities(people: Select[Participant]) -> list[Identity]:
    return [Identity(*row) for row in db.session.execute(people.with_only_columns(*COMPARED))]


def suggestions_of(asker: Asker) -> list[Suggestion]:
    """Every two people of the asker's body that may be one, the surest first; computed anew when one of
    them changed. Pairs already said to be two people are left out.
    """
    if asker.body_id is None:
        return []
    people = participants_of(asker)
    stamp: Stamp = tuple(
        db.session.execute(
            people.with_only_columns(func.count(), func.max(Participant.id), func.sum(Participant.version))
        ).one()
    )
    kept = scored.setdefault(db.engine, {})
    if asker.body_id not in kept or kept[asker.body_id][0] != stamp:
        kept[asker.body_id] = (stamp, suggestions(_identities(people)))
    distinct = distinct_of(asker)
    return [one for one in kept[asker.body_id][1] if (one.first, one.second) not in distinct]


def distinct_of(asker: Asker) -> set[tuple[int, int]]:
    """The pairs that somebody of the body said to be two people."""
    rows = select(DistinctPair.first_id, DistinctPair.second_id).where(DistinctPair.body_id == asker.body_id)
    return {(row[0], row[1]) for row in db.session.execute(rows)}


def similar_to(asker: Asker, identity: Identity) -> list[Suggestion]:
    """Those of the asker's people that may be this person (id 0: somebody being entered)."""
    if asker.body_id is None:
        return []
    near = _identities(participants_of(asker).where(or_(*_near(identity))))
    distinct = distinct_of(asker)
    return [one for one in alike(identity, near) if (one.first, one.second) not in distinct][:MOST]


def recognised(asker: Asker, identity: Identity) -> list[Suggestion]:
    """Those whom an index finds at once: born the same day, the same names, the same contact.

    It is for a page that is read all day. `similar_to`, when somebody is entered, and the list of duplicates
    compare every spelling.
    """
    if asker.body_id is None:
        return []
    names, born = (identity.family_name, identity.given_name), identity.birth_date
    sides = _same(asker, born is not None, bool(identity.phone), bool(identity.email))
    asked = {
        "keys": [search_key(" ".join(names)), search_key(" ".join(names[::-1]))],
        "days": _read_either_way(born) if born else [],
        "phone": identity.phone,
        "email": identity.email,
    }
    found = alike(identity, [Identity(*row) for row in sides.rows(asked)])
    distinct = distinct_of(asker) if found else set()
    return [one for one in found if (one.first, one.second) not in distinct][:MOST]


@lru_cache(maxsize=PREPARED)
def _same(asker: Asker, born: bool, phone: bool, email: bool) -> Prepared:
    """The people of the asker who have something of an identity, by what is known of it: each by an index."""
    found: list[ColumnElement[bool]] = [Participant.search_key.in_(several("keys"))]
    if born:
        found.append(Participant.birth_date.in_(several("days")))
    if phone:
        found.append(Participant.phone == bindparam("phone"))
    if email:
        found.append(Participant.email == bindparam("email"))
    return Prepared(participants_of(asker).where(or_(*found)).with_only_columns(*COMPARED))


def _read_either_way(born: date) -> list[date]:
    """A birth date, and the one read with its day and its month exchanged."""
    return sorted({born, *([date(born.year, born.day, born.month)] if born.day <= 12 else [])})


def _near(identity: Identity) -> list[ColumnElement[bool]]:
    """The rows worth comparing: born the same day (or exchanged), both names near, the same contact."""
    found: list[ColumnElement[bool]] = []
    if born := identity.birth_date:
        found.append(Participant.birth_date.in_(_read_either_way(born)))
    longest = [max(words(name), key=len, default="") for name in (identity.family_name, identity.given_name)]
    if all(longest):
        found.append(and_(*(candidate(Participant, word) for word in longest)))
    if identity.phone:
        found.append(Participant.phone == identity.phone)
    if identity.email:
        found.append(func.lower(Participant.email) == identity.email.lower())
    return found or [Participant.id == identity.id]


def say_distinct(asker: Asker, one: Participant, other: Participant) -> None:
    """These are two people: never suggested again. Twice changes nothing. Leaves `participant.distinct`."""
    first, second = sorted((one.id, other.id))
    if asker.body_id is None or first == second or (first, second) in distinct_of(asker):
        return
    db.session.add(
        DistinctPair(
            body_id=asker.body_id, first_id=first, second_id=second, said_at=now(), author_id=asker.user_id
        )
    )
    record("participant.distinct", one, other=other.id)


def people_of(asker: Asker, ids: Sequence[int]) -> dict[int, Participant]:
    """These people, by id, as far as the asker may see them."""
    found = db.session.scalars(participants_of(asker).where(Participant.id.in_(ids)))
    return {person.id: person for person in found}
