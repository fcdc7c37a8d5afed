"""What the pages of a penalty file share: find it or answer 404, the steps this reader may take, one step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.penalties.forms import StepForm
from clauses.compliance.penalties.models import PenaltyFile
from clauses.compliance.penalties.queries import file_of
from clauses.compliance.penalties.rules import EDITABLE, FOLLOWING, TAKEN_BY, FileState
from clauses.contracts.contract_rules import Outdated
from clauses.contracts.pages import form_page
from clauses.contracts.rules import Stage
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Asker, Role, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import euros
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key

EDITORS = tuple(sorted(BODY_ROLES))
OFFICE = (*EDITORS, *sorted(BUYER_ROLES))
"""Those who handle the file: the body, and its buyer."""
READERS = (*OFFICE, *sorted(COMPANY_ROLES), Role.LINK)
COMMENTERS = (*EDITORS, *sorted(COMPANY_ROLES), Role.LINK)
Trail = list[tuple[str, str]]


@dataclass(frozen=True)
class Act:
    """A step that a reader may take: French verb, its address, whether it is the one expected."""

    label: str
    url: str
    is_next: bool = False


STEPS = {
    FileState.DRAFTED: ("Préparer la mise en demeure", "penalty_steps.draft"),
    FileState.SENT: ("Dire que la mise en demeure est envoyée", "penalty_steps.sent"),
    FileState.COMMENTED: ("Présenter des observations", "penalty_steps.comment_on"),
    FileState.PROPOSED: ("Proposer une décision", "penalty_steps.suggest"),
    FileState.DECIDED: ("Décider", "penalty_steps.rule"),
    FileState.CLOSED: ("Clore le dossier", "penalty_steps.close"),
    FileState.WITHDRAWN: ("Classer sans suite", "penalty_steps.drop"),
}


OTHERWISE = {
    (FileState.COMMENTED, True): "Noter des observations reçues",
    (FileState.PROPOSED, True): "Changer la proposition",
}
"""What a step is called when somebody else has it, or when it was taken already."""


def own_file(file_id: int) -> PenaltyFile:
    """The asker's file, or 404."""
    return file_of(current_asker(), file_id) or abort(404)


def file_url(file: PenaltyFile) -> str:
    """The file's page."""
    return url_for("penalties.show", file_id=file.id)


def trail(file: PenaltyFile | None = None) -> Trail:
    """The breadcrumb down to a file."""
    found = [("Pénalités", url_for("penalties.index"))]
    if file is not None:
        found.append((file.number, file_url(file)))
    return found


def acts_on(file: PenaltyFile, asker: Asker) -> list[Act]:
    """The steps this reader may take now: none on a closed contract."""
    found: list[Act] = []
    if file.contract.stage is Stage.CLOSED:
        return found
    for after, (label, endpoint) in STEPS.items():
        if after in FOLLOWING[file.state] and asker.role in TAKEN_BY[after] and is_timely(file, after):
            by_hand = after is FileState.COMMENTED and asker.body_id is not None
            expected = after not in (FileState.WITHDRAWN, file.state) and not by_hand
            again = after is FileState.PROPOSED and after is file.state
            said = OTHERWISE.get((after, by_hand or again), label)
            found.append(Act(said, url_for(endpoint, file_id=file.id), expected))
    if asker.body_id is not None and file.state in EDITABLE:
        found.append(Act("Corriger les faits", url_for("penalties.mend", file_id=file.id)))
    return sorted(found, key=lambda act: not act.is_next)


def is_timely(file: PenaltyFile, after: FileState) -> bool:
    """Whether the company's window lets this step be taken today."""
    is_open = file.until is not None and today() <= file.until
    if after is FileState.COMMENTED:
        return is_open
    return not (after is FileState.PROPOSED and file.state is FileState.SENT and is_open)


def may(file: PenaltyFile, after: FileState) -> PenaltyFile:
    """The file, when this reader may take the step at all; 404 otherwise."""
    return file if current_asker().role in TAKEN_BY[after] else abort(404)


def step_page(
    file: PenaltyFile, form: StepForm, act: Callable[[], Any], title: str, **shown: Any
) -> ResponseReturnValue:
    """The page of one step, taken once, on what was read: somebody else's change since then stops it."""
    done = shown.pop("done", "C’est enregistré.")

    def checked() -> str:
        if form.shown_version.data and form.shown_version.data != str(file.version):
            raise Outdated
        act()
        db.session.flush()
        return file_url(file)

    code = 200
    try:
        there = done_once(form, checked)
    except Outdated:
        there, code = None, 409
        db.session.rollback()
        form.form_errors.append(outdated(file))
    if there is not None:
        flash(done)
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    form.shown_version.data = (
        str(file.version) if code == 409 else form.shown_version.data or str(file.version)
    )
    if form.errors and code == 200:
        code = 422
    defaults: dict[str, Any] = {"trail": trail(file), "cancel": file_url(file), "code": code}
    return form_page(title, form, **defaults | shown)


def outdated(file: PenaltyFile) -> str:
    """What the file says now, beside what was typed."""
    return (
        "Quelqu’un a modifié ce dossier pendant que vous écriviez : rien n’a été enregistré, et votre saisie "
        f"est gardée ci-dessous. Le dossier est maintenant à l’étape « {file.state.label} », pour "
        f"{euros(file.shown_amount)}. Enregistrez de nouveau pour garder votre saisie."
    )
