"""Begin a pathway, move it, prolong it, end it, entrust it. Each act leaves its event; the caller commits."""

from datetime import date

from sqlalchemy import func, select

from clauses.people.exits.queries import open_reviews
from clauses.people.exits.rules import ExitOrigin
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.accounts.models import Organisation, User
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.identity import refuse_nir
from facilitator.words import RuleBroken
from geiq.pathways.course.rules import (
    check_capacity,
    check_day,
    check_end_planned,
    check_extension,
    check_move,
    check_open,
    planned_end,
)
from geiq.pathways.knowing.queries import living_followers
from geiq.pathways.models import Pathway, PathwayFollower, PathwayMove
from geiq.pathways.rules import MoveKind, PathwayExit, Phase
from geiq.pathways.scheme_models import SupportScheme


def entered_in(scheme: SupportScheme, year: int) -> int:
    """How many people entered a scheme in a civil year."""
    found = select(func.count(Pathway.id)).where(
        Pathway.scheme_id == scheme.id, Pathway.starts_on.between(date(year, 1, 1), date(year, 12, 31))
    )
    return db.session.scalar(found) or 0


def begin(
    scheme: SupportScheme,
    participant: Participant,
    author_id: int,
    *,
    starts_on: date,
    planned_end_on: date | None = None,
    referent: User | None = None,
    organisation: Organisation | None = None,
) -> Pathway:
    """Somebody enters a scheme, followed by a referent or by a partner. Leaves `pathway.begun`."""
    _check_begin(scheme, participant, starts_on, referent, organisation)
    pathway = Pathway(
        body_id=scheme.body_id,
        scheme=scheme,
        participant=participant,
        organisation=organisation,
        starts_on=starts_on,
        planned_end_on=planned_end(starts_on, planned_end_on, scheme.most_months),
        phase=Phase.TOWARD,
        phase_since=starts_on,
    )
    db.session.add(pathway)
    if referent is not None:
        pathway.followers.append(PathwayFollower(user=referent, is_referent=True, since=starts_on))
    _moved(pathway, MoveKind.BEGUN, starts_on, author_id)
    db.session.flush()
    record("pathway.begun", pathway, scheme=scheme.id)
    return pathway


def _check_begin(
    scheme: SupportScheme,
    participant: Participant,
    starts_on: date,
    referent: User | None,
    organisation: Organisation | None,
) -> None:
    if scheme.archived_on is not None:
        raise RuleBroken("Ce dispositif est archivé.", "scheme_id")
    if referent is None and organisation is None:
        raise RuleBroken("Dites qui suit la personne.", "referent_id")
    check_day(starts_on, scheme.starts_on or date.min, today(), "starts_on")
    check_capacity(entered_in(scheme, starts_on.year), scheme.yearly_capacity, starts_on.year)
    running = select(Pathway.id).where(
        Pathway.participant_id == participant.id,
        Pathway.scheme_id == scheme.id,
        Pathway.ended_on.is_(None),
    )
    if scheme.id and db.session.scalar(running.limit(1)) is not None:
        raise RuleBroken("Cette personne est déjà dans ce dispositif.", "scheme_id")


def _moved(pathway: Pathway, kind: MoveKind, on: date, author_id: int, reason: str = "") -> None:
    refuse_nir(reason, "reason")
    move = PathwayMove(
        kind=kind, on=on, planned_end_on=pathway.planned_end_on, reason=reason.strip(), author_id=author_id
    )
    pathway.moves.append(move)


def change_phase(pathway: Pathway, to: Phase, on: date, author_id: int) -> None:
    """The person is in a job from a day on, or looks for one again. Leaves `pathway.moved`."""
    check_open(pathway.ended_on)
    kind = check_move(pathway.phase, to, pathway.scheme.has_phases)
    check_day(on, pathway.phase_since, today(), "on")
    pathway.phase, pathway.phase_since = to, on
    _moved(pathway, kind, on, author_id)
    record("pathway.moved", pathway)


def extend(pathway: Pathway, to: date, reason: str, author_id: int) -> None:
    """Put the planned end further, within what the scheme allows. Leaves `pathway.extended`."""
    check_open(pathway.ended_on)
    check_extension(pathway.planned_end_on, to, reason)
    check_end_planned(pathway.starts_on, to, pathway.scheme.most_months)
    pathway.planned_end_on = to
    _moved(pathway, MoveKind.EXTENDED, today(), author_id, reason)
    record("pathway.extended", pathway)


def end(pathway: Pathway, how: PathwayExit, on: date, remark: str, author_id: int) -> None:
    """The person leaves; one asks what became of her 3, 6 and 12 months later. Leaves `pathway.ended`."""
    check_open(pathway.ended_on)
    check_day(on, pathway.phase_since, today(), "ended_on")
    refuse_nir(remark, "remark")
    pathway.ended_on, pathway.exit, pathway.exit_remark = on, how, remark.strip()
    _moved(pathway, MoveKind.ENDED, on, author_id)
    open_reviews(pathway.participant, ExitOrigin.PATHWAY, pathway.id, on)
    record("pathway.ended", pathway)


def follow(pathway: Pathway, user: User, is_referent: bool = False) -> None:
    """Somebody of the body follows from today, as the referent perhaps: there is one. Leaves
    `pathway.followed`."""
    row = next((one for one in pathway.followers if one.user_id == user.id), None)
    if row is None:
        row = PathwayFollower(user=user, since=today())
        pathway.followers.append(row)
    if row.until is not None:
        row.since, row.until = today(), None
    if is_referent:
        for one in pathway.followers:
            one.is_referent = one is row
    db.session.flush()
    record("pathway.followed", pathway, user=user.id)


def check_entrusting(asker: Asker, pathway: Pathway, user: User, follows: bool) -> None:
    """Whoever does not follow a pathway does not open it to herself, unless nobody is left to follow it."""
    if follows or user.id != asker.user_id:
        return
    if living_followers(pathway) or pathway.organisation_id is not None:
        raise RuleBroken(
            "Vous ne suivez pas cette personne : demandez à qui la suit de vous ajouter, ou dites pourquoi "
            "vous devez lire son parcours.",
            "user_id",
        )


def unfollow(pathway: Pathway, follower: PathwayFollower) -> None:
    """Somebody follows no more, from tomorrow. The referent leaves only to another. Leaves
    `pathway.unfollowed`."""
    if follower.is_referent:
        raise RuleBroken("Désignez d’abord un autre référent.")
    if follower.until is None:
        follower.until = today()
        record("pathway.unfollowed", pathway, user=follower.user_id)
