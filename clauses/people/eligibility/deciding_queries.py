"""Decide, refuse, revoke, keep for later. The caller commits; no event ever names a criterion."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import delete, func, or_, select

from clauses.parameters.queries import settings_for
from clauses.people.documents.queries import documents_about, seal
from clauses.people.eligibility.deciding_rules import Facts, Seen, Verdict, decide
from clauses.people.eligibility.models import CertifiedCriterion, EligibilityCertificate, EligibilityDraft
from clauses.people.eligibility.queries import draft_of, history_of, open_requests, windows_of
from clauses.people.eligibility.rules import (
    Decision,
    RequestState,
    Scheme,
    check_refusal,
    check_revocation,
    eligible_until,
    message,
)
from clauses.people.employments.models import Employment
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.accounts.models import Contact, Organisation
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.formats import day as said
from facilitator.mail.queries import post
from facilitator.words import RuleBroken


def facts_of(draft: EligibilityDraft, day: date) -> Facts:
    """What the rules need of a person, with what was kept of her."""
    windows = windows_of([draft.participant_id], draft.scheme).get(draft.participant_id, ())
    return Facts(
        draft.scheme,
        draft.participant.birth_date,
        draft.hired_on or first_hires([draft.participant_id], day).get(draft.participant_id),
        draft.opinion,
        draft.structure,
        draft.by_prescriber,
        windows,
    )


def verdict_of(draft: EligibilityDraft) -> Verdict:
    """What would follow today from what was seen. Raises `RuleBroken` as `decide` does."""
    seen = [Seen.read(one) for one in draft.seen]
    return decide(facts_of(draft, today()), seen, settings_for(draft.body_id, today()), today())


def first_hires(people: Collection[int], day: date) -> dict[int, date]:
    """The first day of the employments of these people that run on `day` or are to come."""
    found = (
        select(Employment.participant_id, func.min(Employment.starts_on).label("first"))
        .where(Employment.participant_id.in_(people))
        .where(or_(Employment.ends_on.is_(None), Employment.ends_on >= day))
        .group_by(Employment.participant_id)
    )
    return {row.participant_id: row.first for row in db.session.execute(found)}


def draft_for(
    asker: Asker, participant: Participant, scheme: Scheme, facts: Facts, seen: Sequence[Seen]
) -> EligibilityDraft:
    """What was seen, as a row that is not kept yet: replace what a former draft said."""
    draft = draft_of(asker, participant.id, scheme) or EligibilityDraft(
        body_id=participant.body_id, participant_id=participant.id, scheme=scheme
    )
    draft.participant = participant
    draft.seen = [one.facts() for one in seen]
    draft.hired_on, draft.opinion = facts.hired_on, facts.opinion[:1000]
    draft.structure, draft.by_prescriber = facts.structure, facts.by_prescriber
    draft.kept_at, draft.author_id = now(), asker.user_id
    return draft


def keep_draft(draft: EligibilityDraft) -> None:
    """Keep what was seen until somebody decides. Leaves `eligibility.kept`."""
    db.session.add(draft)
    record("eligibility.kept", draft, scheme=draft.scheme.value)


def certify(asker: Asker, draft: EligibilityDraft) -> EligibilityCertificate:
    """Eligible: the window opens, the companies that asked are told. Leaves `eligibility.decided`.

    Raises `RuleBroken` with what is missing.
    """
    verdict = verdict_of(draft)
    if verdict.window is None:
        raise RuleBroken(" ".join(verdict.sentences), "criteria")
    certificate = EligibilityCertificate(
        body_id=draft.body_id,
        participant=draft.participant,
        scheme=draft.scheme,
        decision=Decision.ELIGIBLE,
        decided_on=today(),
        decided_by_id=asker.user_id,
        starts_on=verdict.window.starts_on,
        window_months=verdict.months,
        ends_on=verdict.window.ends_on,
        reason=draft.opinion,
        criteria=[_certified(asker, one) for one in verdict.seen],
    )
    _seal_documents(asker, draft.participant_id, verdict.seen)
    db.session.add(certificate)
    _forget_drafts(draft.participant_id, draft.scheme)
    record(
        "eligibility.decided",
        certificate,
        scheme=certificate.scheme.value,
        starts_on=verdict.window.starts_on.isoformat(),
        ends_on=verdict.window.ends_on.isoformat(),
    )
    if draft.scheme is Scheme.CLAUSE:
        _answer(asker, certificate, verdict.window.ends_on)
    return certificate


def _certified(asker: Asker, one: Seen) -> CertifiedCriterion:
    return CertifiedCriterion(
        criterion=one.criterion,
        proof=one.proof,
        proof_dated_on=one.dated_on,
        proof_valid_until=one.valid_until,
        seen_on=today(),
        seen_by_id=asker.user_id,
        document_id=one.document,
    )


def _seal_documents(asker: Asker, participant_id: int, seen: Sequence[Seen]) -> None:
    """The documents that a decision rests on were looked at: those that were not sealed yet are."""
    own = {document.id: document for document in documents_about(asker, participant_id)}
    for identifier in sorted({one.document for one in seen if one.document is not None}):
        if identifier not in own:
            raise RuleBroken("Ce justificatif n’est pas de cette personne.", "criteria")
        if own[identifier].checked_on is None:
            seal(asker, own[identifier], own[identifier].kind)


def _forget_drafts(participant_id: int, scheme: Scheme) -> None:
    """What was kept is decided."""
    db.session.execute(
        delete(EligibilityDraft).where(
            EligibilityDraft.participant_id == participant_id, EligibilityDraft.scheme == scheme
        )
    )


def refuse(asker: Asker, participant: Participant, reason: str) -> EligibilityCertificate:
    """Not eligible for the clause, for a reason that stays here. Leaves `eligibility.refused`."""
    check_refusal(reason)
    running = eligible_until(windows_of([participant.id]).get(participant.id, ()), today())
    if running is not None:
        raise RuleBroken(f"Une période court jusqu’au {said(running)} : arrêtez-la d’abord.", "reason")
    certificate = EligibilityCertificate(
        body_id=participant.body_id,
        participant=participant,
        decision=Decision.REFUSED,
        decided_on=today(),
        decided_by_id=asker.user_id,
        reason=reason[:1000],
    )
    db.session.add(certificate)
    _forget_drafts(participant.id, Scheme.CLAUSE)
    record("eligibility.refused", certificate)
    _answer(asker, certificate, None)
    return certificate


def revoke(asker: Asker, certificate: EligibilityCertificate, on: date, reason: str) -> None:
    """The window stops the day before `on`: later hours are refused, those done stay. Employers are told.

    Leaves `eligibility.revoked`. Raises `RuleBroken` on `on` or `reason`.
    """
    check_revocation(certificate.window, on, today(), reason)
    certificate.revoked_on, certificate.revoked_reason = on, reason[:1000]
    certificate.counts_until = certificate.window.ends_on if certificate.window else None
    record("eligibility.revoked", certificate, revoked_on=on.isoformat())
    if certificate.scheme is Scheme.CLAUSE:
        for organisation in _employers(certificate.participant_id):
            _tell(asker, organisation, certificate, certificate.counts_until, "revoked")


def _answer(asker: Asker, certificate: EligibilityCertificate, until: date | None) -> None:
    """Answer what companies asked, each by one message."""
    told: set[int] = set()
    for request in open_requests(certificate.body_id, [certificate.participant_id]):
        request.state, request.answered_at = RequestState.ANSWERED, now()
        request.certificate = certificate
        if request.organisation_id not in told:
            told.add(request.organisation_id)
            _tell(asker, request.organisation, certificate, until, "decided")


def confirm(asker: Asker, participant: Participant) -> date:
    """She is eligible already: the companies that asked are told until when. Leaves `eligibility.confirmed`.

    Twice changes nothing. Raises `RuleBroken` when no window runs.
    """
    until = eligible_until(windows_of([participant.id]).get(participant.id, ()), today())
    running = [one for one in history_of(asker, participant.id) if one.window and one.window.covers(today())]
    clause = [one for one in running if one.scheme is Scheme.CLAUSE]
    if until is None or not clause:
        raise RuleBroken("Aucune période ne court : décidez d’abord.")
    if open_requests(participant.body_id, [participant.id]):
        _answer(asker, clause[0], until)
        record("eligibility.confirmed", clause[0])
    return until


def _employers(participant_id: int) -> Sequence[Organisation]:
    """Who employs a person now."""
    here = select(Employment.employer_id).where(
        Employment.participant_id == participant_id,
        or_(Employment.ends_on.is_(None), Employment.ends_on >= today()),
    )
    return db.session.scalars(select(Organisation).where(Organisation.id.in_(here))).all()


def _tell(
    asker: Asker,
    organisation: Organisation,
    certificate: EligibilityCertificate,
    until: date | None,
    what: str,
) -> None:
    """Write to the first contact of a company that has an address: yes or no, until when, never why."""
    reached = (
        select(Contact)
        .where(Contact.organisation_id == organisation.id, Contact.email != "")
        .order_by(Contact.rank)
        .limit(1)
    )
    contact = db.session.scalar(reached)
    if contact is None:
        return
    db.session.flush()
    subject, text = message(certificate.participant.name, until, asker.organisation_name)
    post(
        "Éligibilité",
        contact.email,
        subject,
        text,
        organisation_id=organisation.id,
        body_id=certificate.body_id,
        key=f"eligibility {what} {certificate.id} {organisation.id} {today()}",
    )
