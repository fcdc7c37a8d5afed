"""The steps of a penalty file, one page each: drafted, sent, commented, proposed, decided, closed."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.penalties.forms import CommentForm, DraftForm, EndForm, SentForm, VerdictForm
from clauses.compliance.penalties.letter_queries import invite
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.pages import COMMENTERS, EDITORS, file_url, own_file, step_page, trail
from clauses.compliance.penalties.queries import (
    close_file,
    comment,
    decide,
    draft_notice,
    notice_sent,
    proposal_of,
    propose,
    withdraw,
)
from clauses.compliance.recovery.pages import acting_page
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from facilitator.access import Role, allow, current_asker
from facilitator.clock import today
from facilitator.formats import day, euros

bp = Blueprint("penalty_steps", __name__, url_prefix="/penalites")


@bp.get("/<int:file_id>/mise-en-demeure")
@bp.post("/<int:file_id>/mise-en-demeure")
@allow(*EDITORS)
def draft(file_id: int) -> ResponseReturnValue:
    """Prepare the notice: how many days it leaves."""
    file = own_file(file_id)
    form = DraftForm(days=days_left(file))
    return step_page(
        file,
        form,
        lambda: draft_notice(file, form.days.data or 0),
        "Préparer la mise en demeure",
        lead="Le projet se télécharge ensuite ; l’acheteur le relit, le signe et l’envoie.",
        submit="Préparer le projet",
        done="Le projet est prêt : téléchargez-le, l’acheteur le signe.",
    )


def days_left(file: PenaltyFile) -> int:
    """The delay of the documents, the longest of the lines in question; else the body's setting."""
    written = [line.notice_days for line in file.snapshot.lines if line.notice_days]
    return max(written, default=whole(settings_for(file.body_id, today()), "penalty_comment_days"))


@bp.get("/<int:file_id>/envoi")
@bp.post("/<int:file_id>/envoi")
@allow(*EDITORS, Role.BUYER_VALIDATOR)
def sent(file_id: int) -> ResponseReturnValue:
    """The buyer has sent the notice."""
    file, form = own_file(file_id), SentForm()

    def act() -> None:
        notice_sent(file, form.sent_on.data)
        invite(file)

    return step_page(
        file,
        form,
        act,
        "La mise en demeure est envoyée",
        lead=f"L’entreprise aura {file.days or 0} jours depuis cet envoi ; un lien lui est écrit.",
        done="L’envoi est noté : l’entreprise peut présenter ses observations.",
    )


@bp.get("/<int:file_id>/observations")
@bp.post("/<int:file_id>/observations")
@allow(*COMMENTERS)
def comment_on(file_id: int) -> ResponseReturnValue:
    """The company's comments, while its window is open."""
    file, form, asker = own_file(file_id), CommentForm(), current_asker()

    def act() -> str:
        comment(file, form.text.data or "", asker.name)
        return file_url(file)

    return acting_page(
        form,
        act,
        "Présenter des observations",
        trail(file),
        lead=f"Jusqu’au {day(file.until)}. L’acheteur les lit avant de décider.",
        cancel=url_for("penalties.show", file_id=file.id),
        submit="Envoyer",
        done="Vos observations sont au dossier.",
    )


@bp.get("/<int:file_id>/proposition")
@bp.post("/<int:file_id>/proposition")
@allow(*EDITORS)
def suggest(file_id: int) -> ResponseReturnValue:
    """Propose a decision to the buyer, on the facts of today."""
    file, form = own_file(file_id), VerdictForm()
    computed = proposal_of(file)
    return step_page(
        file,
        form,
        lambda: propose(file, form.verdict(computed)),
        "Proposer une décision",
        lead=f"Le barème donne aujourd’hui {euros(computed)}. L’acheteur décide seul.",
        submit="Proposer à l’acheteur",
        done="La décision est proposée : l’acheteur la lit et décide.",
    )


@bp.get("/<int:file_id>/decision")
@bp.post("/<int:file_id>/decision")
@allow(Role.BUYER_VALIDATOR)
def rule(file_id: int) -> ResponseReturnValue:
    """The buyer decides."""
    file = own_file(file_id)
    if file.computed is None or file.proposed_decision is None:
        abort(404)
    computed = file.computed
    form = VerdictForm(
        decision=file.proposed_decision, typed=file.proposed_amount, reason=file.proposed_reason
    )
    proposed = f"{file.proposed_decision.label.lower()}, {euros(file.proposed_amount)}"
    return step_page(
        file,
        form,
        lambda: decide(file, form.verdict(computed), current_asker().user_id),
        "Décider",
        lead=f"Calculé : {euros(computed)}. Proposé : {proposed}. Votre décision est définitive dans "
        "l’outil ; la lettre signée fait foi.",
        submit="Enregistrer ma décision",
        done="Votre décision est enregistrée.",
    )


@bp.get("/<int:file_id>/clore")
@bp.post("/<int:file_id>/clore")
@allow(*EDITORS)
def close(file_id: int) -> ResponseReturnValue:
    """The decision was carried out."""
    file, form = own_file(file_id), EndForm()
    return step_page(
        file,
        form,
        lambda: close_file(file, form.reason.data or ""),
        "Clore le dossier",
        done="Le dossier est clos.",
    )


@bp.get("/<int:file_id>/sans-suite")
@bp.post("/<int:file_id>/sans-suite")
@allow(*EDITORS)
def drop(file_id: int) -> ResponseReturnValue:
    """The file goes no further."""
    file, form = own_file(file_id), EndForm()
    return step_page(
        file,
        form,
        lambda: withdraw(file, form.reason.data or ""),
        "Classer sans suite",
        done="Le dossier est sans suite.",
    )
