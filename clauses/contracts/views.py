"""The contracts' pages: the list, its exports, one contract, its form, archive and deletion."""

from collections.abc import Iterable, Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.contract_rules import Outdated
from clauses.contracts.cpv.rules import division
from clauses.contracts.exports import AFTER_BUYER, CLAUSES, COLUMNS, COMPANY_COLUMNS, column_of
from clauses.contracts.forms import ContractSheetForm
from clauses.contracts.list_queries import choices_of, count_of, find_contracts, ordered, rows_of
from clauses.contracts.models import Contract
from clauses.contracts.pages import (
    EDITORS,
    confirm_page,
    contract_url,
    form_page,
    list_rows,
    own_contract,
    own_whole_contract,
    saved,
)
from clauses.contracts.queries import operations_offered, organisations_met
from clauses.contracts.record_queries import (
    archive_contract,
    change_contract,
    create_contract,
    delete_contract,
    standing_on,
)
from clauses.contracts.rules import ClauseKind, Nature, Stage, ToDo
from clauses.contracts.sheet import clauses_of, lines_of, to_do_of, total_of
from clauses.contracts.stages.queries import missing_for_next, reached_on
from clauses.contracts.stages.rules import check_editable, may_move, next_stage, previous_stage
from clauses.contracts.story import story_of
from clauses.contracts.thresholds.queries import current_exemption, verdict_of
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Role, allow, current_asker
from facilitator.accounts.rules import OrganisationKind
from facilitator.audit.queries import history_of
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.columns import Column
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.feature import links_to, listed_with, panels_on, tallies_of
from facilitator.listed import Listed

bp = Blueprint("contracts", __name__, url_prefix="/marches")
READERS = (*BODY_ROLES, *BUYER_ROLES, *COMPANY_ROLES)


Added = Mapping[Listed, Sequence[tuple[str, str]]]
"""The columns that upper rooms add, and what their filters offer."""


def added_of() -> Added:
    """What upper rooms add to the list for the asker; what has nothing to offer is left out."""
    offered = {one: one.choices(current_asker()) for one in listed_with("contract")}
    return {one: choices for one, choices in offered.items() if choices}


def columns_of(added: Iterable[Listed] = ()) -> Sequence[Column]:
    """The columns that the asker may read, those of upper rooms after the buyer."""
    own = COMPANY_COLUMNS if current_asker().role in COMPANY_ROLES else COLUMNS
    more = [column_of(one) for one in added]
    return (*own[:AFTER_BUYER], *more, *own[AFTER_BUYER:])


def listing_of(added: Added) -> Listing:
    """The list as its address asks for it."""
    choices = choices_of(current_asker())
    filters = [
        Filter("q", "Référence, objet, lieu ou acheteur"),
        Filter.of("acheteur", "Maître d’ouvrage", choices["acheteur"]),
        Filter.of("etape", "Étape", Stage.choices()),
        Filter.of("nature", "Nature", Nature.choices()),
        Filter.of("clause", "Sorte de clause", ClauseKind.choices()),
        Filter.of("operation", "Opération", choices["operation"]),
        Filter.of("annee", "Année de notification", choices["annee"]),
        *(Filter.of(one.name, one.label, offered) for one, offered in added.items()),
    ]
    if current_asker().role in BODY_ROLES:
        filters.append(Filter.of("a_faire", "À faire", ToDo.choices()))
        filters.append(Filter.of("archives", "Archives", [("oui", "Marchés archivés")]))
    return Listing.read(url_for(".index"), request.args, filters, columns_of(added), "-notification")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The contracts the asker may see."""
    asker, added = current_asker(), added_of()
    listing = listing_of(added)
    found = find_contracts(asker, listing.values, today(), tuple(added))
    listing = listing.counted(count_of(found))
    shown = rows_of(ordered(found, listing.sort, today()), listing.offset, listing.size)
    rows = list_rows(asker, shown, tuple(added))
    return render_template(
        "clauses/contracts/index.html", rows=rows, columns=columns_of(added), listing=listing
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file: what is seen, or everything."""
    asker, added = current_asker(), added_of()
    listing = listing_of(added)
    found = find_contracts(asker, listing.values, today(), tuple(added))
    rows = list_rows(asker, rows_of(ordered(found, listing.sort, today())), tuple(added))
    return download(ending, "Marchés", columns_of(added), rows, listing)


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """A new contract."""
    form = _offered(ContractSheetForm())
    asker = current_asker()
    made: list[Contract] = []
    if saved(
        form,
        lambda: made.append(
            create_contract(asker.organisation_id, followed_by_id=asker.user_id, **form.values())
        ),
    ):
        flash("Le marché est enregistré. Décrivez maintenant ce que demande sa clause.")
        return redirect(contract_url(made[0]))
    return _sheet_page("Nouveau marché", form)


@bp.get("/<int:contract_id>")
@allow(*READERS)
def show(contract_id: int) -> ResponseReturnValue:
    """One contract."""
    contract, asker = own_whole_contract(contract_id), current_asker()
    editor = asker.role in BODY_ROLES
    after, history = next_stage(contract.stage), history_of(contract)
    counted = tallies_of("commitment", [one.id for one in contract.commitments])
    clauses = list(clauses_of(contract, asker, today(), counted))
    return render_template(
        "clauses/contracts/show.html",
        contract=contract,
        asker=asker,
        editor=editor and contract.stage is not Stage.CLOSED,
        body=editor,
        company=asker.role in COMPANY_ROLES,
        stages=Stage,
        reached=reached_on(history),
        division=division(contract.cpv),
        after=after,
        before=previous_stage(contract.stage),
        may_move=after is not None and may_move(asker.role, contract.stage, after),
        may_reopen=contract.stage is Stage.CLOSED and asker.role is Role.HEAD,
        to_do=to_do_of(missing_for_next(contract, today()), clauses) if editor else [],
        verdict=verdict_of(contract, today()),
        exemption=current_exemption(contract),
        clauses=clauses,
        clause_columns=CLAUSES,
        lines=lines_of(clauses),
        total=total_of(contract, clauses, today()),
        events=story_of(history) if editor else [],
        links=links_to("contract", contract.id),
        panels=panels_on("contract", contract.id),
    )


@bp.get("/<int:contract_id>/modifier")
@bp.post("/<int:contract_id>/modifier")
@allow(*EDITORS)
def edit(contract_id: int) -> ResponseReturnValue:
    """Change a contract; somebody else's change since the form was shown stops it."""
    contract = own_contract(contract_id)
    check_editable(contract.stage)
    form = _offered(ContractSheetForm(obj=contract))
    if request.method != "POST":
        form.shown_version.data = str(contract.version)
    title = f"Modifier le marché {contract.reference}"
    try:
        if saved(form, lambda: change_contract(contract, _version(form), **form.values())):
            flash("Le marché est modifié.")
            return redirect(contract_url(contract))
    except Outdated:
        return _outdated_page(contract, form)
    return _sheet_page(title, form, contract)


def _outdated_page(contract: Contract, form: ContractSheetForm) -> ResponseReturnValue:
    """409: what was typed is kept, beside what the other person saved."""
    db.session.rollback()
    moved = [
        field.label.text
        for field in form
        if hasattr(contract, field.name) and field.data != getattr(contract, field.name)
    ]
    form.shown_version.data = str(contract.version)
    lead = (
        "Quelqu’un a modifié ce marché pendant que vous écriviez. Rien n’a été enregistré, et rien de ce que "
        "vous avez saisi n’est perdu. Ce qui diffère de ce qui est enregistré maintenant : "
        f"{', '.join(moved) or 'rien'}. Enregistrez de nouveau pour garder votre saisie."
    )
    return _sheet_page("Ce marché vient d’être modifié", form, contract, lead=lead, code=409)


def _version(form: ContractSheetForm) -> int:
    text = form.shown_version.data or ""
    return int(text) if text.isdecimal() else 0


def _offered(form: ContractSheetForm) -> ContractSheetForm:
    asker = current_asker()
    form.offer(organisations_met(asker, [OrganisationKind.AUTHORITY]), operations_offered(asker))
    return form


def _sheet_page(
    title: str, form: ContractSheetForm, contract: Contract | None = None, lead: str = "", code: int = 200
) -> ResponseReturnValue:
    lead = lead or "Ce que l’on ne sait pas encore peut rester vide."
    return form_page(title, form, contract, lead=lead, code=code, template="clauses/contracts/sheet.html")


@bp.get("/<int:contract_id>/archiver")
@bp.post("/<int:contract_id>/archiver")
@allow(*EDITORS)
def archive(contract_id: int) -> ResponseReturnValue:
    """Put a contract away, or take it back."""
    contract = own_contract(contract_id)
    if request.method == "POST":
        archive_contract(contract, None if contract.archived_on else today())
        db.session.commit()
        flash("Le marché est archivé." if contract.archived_on else "Le marché est repris.")
        return redirect(contract_url(contract))
    if contract.archived_on:
        return confirm_page(
            f"Reprendre le marché {contract.reference} ?",
            contract,
            ["Il revient dans les listes et dans les alertes."],
            "Reprendre ce marché",
            danger=False,
        )
    return confirm_page(
        f"Archiver le marché {contract.reference} ?",
        contract,
        ["Il quitte les listes et les alertes. Rien n’est perdu : vous pourrez le reprendre."],
        "Archiver ce marché",
    )


@bp.get("/<int:contract_id>/supprimer")
@bp.post("/<int:contract_id>/supprimer")
@allow(*EDITORS)
def delete(contract_id: int) -> ResponseReturnValue:
    """Delete a contract on which nothing stands."""
    contract = own_contract(contract_id)
    if request.method == "POST":
        delete_contract(contract)
        db.session.commit()
        flash("Le marché est supprimé.")
        return redirect(url_for(".index"))
    blocked = standing_on(contract)
    return confirm_page(
        f"Supprimer le marché {contract.reference} ?",
        contract,
        [blocked or "Le marché, ses lots et ses clauses sont effacés. Seule la trace de l’acte reste."],
        "" if blocked else "Supprimer ce marché",
    )
