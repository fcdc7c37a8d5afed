"""The people: the list and its files, one person, her form, the archive."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.contract_rules import Outdated
from clauses.contracts.list_queries import count_of
from clauses.contracts.pages import saved
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import Window, on_clause
from clauses.people.employments.work_queries import Place, Work, work_of
from clauses.people.participants.duplicates.merge_queries import kept_instead, merges_into
from clauses.people.participants.duplicates.queries import (
    identity_of,
    people_of,
    recognised,
    say_distinct,
    similar_to,
)
from clauses.people.participants.duplicates.rules import Identity, Suggestion
from clauses.people.participants.exports import COLUMNS, OTHERS_COLUMNS
from clauses.people.participants.forms import ParticipantForm
from clauses.people.participants.list_queries import choices_of, find_people, ordered, rows_of
from clauses.people.participants.models import Participant
from clauses.people.participants.pages import EDITORS, READERS, own_person, person_url, trail
from clauses.people.participants.record_queries import (
    archive_participant,
    change_participant,
    create_participant,
    referrers_offered,
)
from clauses.people.participants.rules import tidy_name
from clauses.people.participants.shown_queries import person_shown
from clauses.people.participants.standing_rules import Countdown, EligibilityStanding, countdown
from clauses.people.participants.story import story_of
from clauses.people.readings.queries import opened
from facilitator.access import BODY_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.exchange.columns import Column
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.feature import links_to, panels_on
from facilitator.once.queries import answer_of, keep, new_key

bp = Blueprint("people", __name__, url_prefix="/personnes")


def columns_of() -> Sequence[Column]:
    """The columns that the asker may read."""
    return COLUMNS if current_asker().role in BODY_ROLES else OTHERS_COLUMNS


def listing_of() -> Listing:
    """The list as its address asks for it."""
    asker = current_asker()
    choices = choices_of(asker)
    filters = [
        Filter("q", "Nom ou prénom"),
        Filter.of("eligibilite", "Éligibilité", EligibilityStanding.choices()),
        Filter.of("employeur", "Employeur", choices["employeur"]),
        Filter.of("metier", "Métier", choices["metier"]),
        Filter.of("marche", "Marché", choices["marche"]),
    ]
    if asker.role in BODY_ROLES:
        filters.append(Filter.of("suivi", "Suivie par", choices["suivi"]))
        filters.append(Filter.of("archives", "Archives", [("oui", "Personnes archivées")]))
    return Listing.read(url_for(".index"), request.args, filters, columns_of(), "nom")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The people that the asker may see."""
    asker, listing = current_asker(), listing_of()
    found = ordered(find_people(asker, listing.values, today()), listing.sort)
    listing = listing.counted(count_of(found))
    shown = db.session.scalars(found.offset(listing.offset).limit(listing.size)).all()
    return render_template(
        "clauses/people/participants/index.html",
        rows=list(rows_of(asker, shown, today())),
        columns=columns_of(),
        listing=listing,
        editor=asker.role in BODY_ROLES,
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file: what is seen, or everything."""
    asker, listing = current_asker(), listing_of()
    found = ordered(find_people(asker, listing.values, today()), listing.sort)
    rows = rows_of(asker, db.session.scalars(found).all(), today())
    return download(ending, "Personnes", columns_of(), rows, listing)


@bp.get("/<int:participant_id>")
@allow(*READERS)
def show(participant_id: int) -> ResponseReturnValue:
    """One person; one that was merged leads to the record that stands for her."""
    asker = current_asker()
    person = person_shown(asker, participant_id)
    if person is None:
        instead = kept_instead(asker, participant_id) or abort(404)
        return redirect(url_for(".show", participant_id=instead))
    opened(asker, person)
    editor = asker.role in BODY_ROLES
    works = work_of(asker, person.id)
    windows = windows_of([person.id]).get(person.id, ())
    employers = {one.employer_id for one in works}
    return render_template(
        "clauses/people/participants/show.html",
        person=person,
        countdown=countdown(windows, today()),
        elsewhere=on_clauses(works, windows),
        works=works,
        editor=editor,
        company=asker.role in COMPANY_ROLES,
        reachable=editor or asker.organisation_id in {*employers, person.referrer_id},
        similar=_alike(recognised(asker, identity_of(person)), person.id) if editor else [],
        merges=merges_into(person.id) if editor else [],
        events=story_of(person.id, [one.id for one in works]) if editor else [],
        links=links_to("participant", person.id),
        panels=panels_on("participant", person.id),
        trail=trail(),
    )


def on_clauses(works: Sequence[Work], windows: Sequence[Window]) -> list[tuple[Place, Countdown]]:
    """By commitment whose clause says itself how long a person counts: how she stands there, when it is
    otherwise than elsewhere."""
    usual, found = countdown(windows, today()), {}
    for each in (one for work in works for one in work.places if one.window_months is not None):
        here = countdown(on_clause(windows, each.window_months), today())
        if windows and here != usual:
            found[each.commitment_id] = (each, here)
    return list(found.values())


def _alike(found: list[Suggestion], but: int = 0) -> list[tuple[Participant, Suggestion]]:
    """The people suggested beside one, each with its suggestion."""
    if not found:
        return []
    people = people_of(current_asker(), [side for one in found for side in (one.first, one.second)])
    sides = [(one.second if one.first == but else one.first, one) for one in found]
    return [(people[side], one) for side, one in sides if side in people]


@bp.get("/nouvelle")
@bp.post("/nouvelle")
@allow(*EDITORS)
def new() -> ResponseReturnValue:
    """Somebody new; whoever looks alike is shown before anything is written."""
    asker, form = current_asker(), _offered(ParticipantForm())
    if request.method != "POST":
        form.form_key.data = new_key()
    made: list[Participant] = []
    held = request.form.to_dict(flat=False)
    if form.accepted():
        if known := answer_of(form.form_key.data or "", f"user {asker.user_id}", held):
            return redirect(known)
        found = _alike(similar_to(asker, _typed(form)))
        if {str(person.id) for person, _ in found} - set((form.seen.data or "").split()):
            form.seen.data = " ".join(str(person.id) for person, _ in found)
            form.form_key.data = new_key()
            return _sheet_page("Cette personne existe-t-elle déjà\u202f?", form, similar=found)

        def make() -> None:
            person = create_participant(asker.organisation_id, **form.values())
            for other, _ in found:
                say_distinct(asker, person, other)
            keep(form.form_key.data or "", f"user {asker.user_id}", held, person_url(person))
            made.append(person)

        if saved(form, make):
            flash("La personne est enregistrée.")
            return redirect(person_url(made[0]))
    return _sheet_page("Nouvelle personne", form)


def _typed(form: ParticipantForm) -> Identity:
    return Identity(
        0,
        tidy_name(form.family_name.data or ""),
        tidy_name(form.given_name.data or ""),
        form.birth_date.data,
        "",
        form.email.data or "",
    )


@bp.get("/<int:participant_id>/modifier")
@bp.post("/<int:participant_id>/modifier")
@allow(*EDITORS)
def edit(participant_id: int) -> ResponseReturnValue:
    """Change what is known of a person; somebody else's change since the form was shown stops it."""
    person = own_person(participant_id)
    form = _offered(ParticipantForm(obj=person))
    if request.method != "POST":
        form.shown_version.data = str(person.version)
    text = form.shown_version.data or ""
    version = int(text) if text.isdecimal() else 0
    try:
        if saved(form, lambda: change_participant(person, version, **form.values())):
            flash("La fiche est modifiée.")
            return redirect(person_url(person))
    except Outdated:
        return _outdated_page(person, form)
    return _sheet_page("Modifier la fiche", form, person)


def _outdated_page(person: Participant, form: ParticipantForm) -> ResponseReturnValue:
    """409: what was typed is kept, beside what the other person saved."""
    db.session.rollback()
    moved = [
        (field.label.text, getattr(person, field.name))
        for field in form
        if hasattr(person, field.name)
        and field.name != "referrer_id"
        and (field.data or "") != (getattr(person, field.name) or "")
    ]
    form.shown_version.data = str(person.version)
    return _sheet_page("Cette fiche vient d’être modifiée", form, person, moved=moved), 409


def _offered(form: ParticipantForm) -> ParticipantForm:
    form.offer(referrers_offered(current_asker()))
    return form


def _sheet_page(title: str, form: ParticipantForm, person: Participant | None = None, **shown: object) -> str:
    defaults = {
        "similar": [],
        "moved": None,
        "submit": "Enregistrer",
        "cancel": person_url(person) if person else url_for(".index"),
        "trail": trail(person),
    }
    template = "clauses/people/participants/sheet.html"
    return render_template(template, title=title, form=form, **defaults | shown)


@bp.get("/<int:participant_id>/archiver")
@bp.post("/<int:participant_id>/archiver")
@allow(*EDITORS)
def archive(participant_id: int) -> ResponseReturnValue:
    """Put a person away, or take her back."""
    person = own_person(participant_id)
    if request.method == "POST":
        archive_participant(person, None if person.archived_on else today())
        db.session.commit()
        flash("La fiche est archivée." if person.archived_on else "La fiche est reprise.")
        return redirect(person_url(person))
    away = person.archived_on is None
    return render_template(
        "clauses/contracts/confirm.html",
        title="Archiver cette fiche\u202f?" if away else "Reprendre cette fiche\u202f?",
        sentences=[
            f"{person.name} quitte les listes et les alertes. Rien n’est perdu : ses contrats et ses heures "
            "restent, et vous pourrez reprendre la fiche."
            if away
            else f"{person.name} revient dans les listes."
        ],
        submit="Archiver cette fiche" if away else "Reprendre cette fiche",
        cancel=person_url(person),
        trail=trail(person),
        danger=away,
    )
