"""Pages of the documents: the list, one, its file, send, seal, delete, prove."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.people.documents import queries
from clauses.people.documents.exports import COLUMNS, TONES
from clauses.people.documents.forms import ProveForm, SealForm, SendForm
from clauses.people.documents.models import SupportingDocument
from clauses.people.documents.rules import DocumentKind, DocumentState, parse_fingerprint, shown_fingerprint
from clauses.people.documents.storage import fingerprint_of, place_of
from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participant_of
from facilitator.access import BODY_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.db import db
from facilitator.exchange.listing import Filter, FilterKind, Listing
from facilitator.exchange.queries import shown
from facilitator.exchange.views import download
from facilitator.words import RuleBroken

bp = Blueprint("documents", __name__, url_prefix="/justificatifs")
PART = "clauses/people/documents"
SANDBOX = "default-src 'none'; sandbox"
FILTERS = (
    Filter.of("nature", "Nature", DocumentKind.choices()),
    Filter.of("etat", "État", DocumentState.choices()),
    Filter("personne", "Numéro de la personne", kind=FilterKind.TEXT),
)


def own_document(document_id: int) -> SupportingDocument:
    """A document that the asker may see, or 404."""
    return queries.document_of(current_asker(), document_id) or abort(404)


def listing_of() -> Listing:
    """The list as its address asks for it."""
    return Listing.read(url_for(".index"), request.args, FILTERS, COLUMNS, "-recu")


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """What the body received, the latest first."""
    rows, listing = shown(queries.listed(current_asker(), listing_of()), listing_of())
    return render_template(f"{PART}/index.html", rows=rows, listing=listing, columns=COLUMNS)


@bp.get("/export.<ending>")
@allow(*BODY_ROLES)
def export(ending: str) -> ResponseReturnValue:
    """The same list as a file, with the fingerprints."""
    listing = listing_of()
    rows = db.session.scalars(queries.listed(current_asker(), listing))
    return download(ending, "Justificatifs", COLUMNS, rows, listing)


@bp.get("/<int:document_id>")
@allow(*BODY_ROLES, *COMPANY_ROLES)
def show(document_id: int) -> ResponseReturnValue:
    """One document: what it is, who saw it, its fingerprint, when its file goes."""
    return page_of(own_document(document_id))


def page_of(document: SupportingDocument, form: SealForm | None = None) -> str:
    """The page of a document, with the form that seals it."""
    return render_template(
        f"{PART}/show.html",
        document=document,
        form=form or SealForm(formdata=None, kind=document.kind.value),
        fingerprint=shown_fingerprint(document.fingerprint),
        states=DocumentState,
        tones=TONES,
        of_body=current_asker().body_id is not None,
    )


@bp.get("/<int:document_id>/fichier")
@allow(*BODY_ROLES, *COMPANY_ROLES)
def file(document_id: int) -> ResponseReturnValue:
    """The bytes as they were received: to be saved, never run by the browser."""
    document = own_document(document_id)
    if not document.path or not place_of(document.path).is_file():
        abort(404)
    name = f"justificatif-{document.number}.{document.media.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": SANDBOX}
    return Response(place_of(document.path).read_bytes(), content_type=document.media_type, headers=headers)


@bp.post("/<int:document_id>/vu")
@allow(*BODY_ROLES)
def seal(document_id: int) -> ResponseReturnValue:
    """« Vu »: what it is, who looked and when are sealed with the fingerprint."""
    document, form = own_document(document_id), SealForm()
    if not form.accepted():
        return page_of(document, form), 422
    try:
        queries.seal(current_asker(), document, DocumentKind(form.kind.data))
    except RuleBroken as broken:  # somebody did it before: the page says who
        flash(broken.message, "error")
    else:
        db.session.commit()
        flash("Justificatif vu : sa nature, la date et l’empreinte sont gardées.")
    return redirect(url_for(".show", document_id=document_id))


@bp.get("/<int:document_id>/supprimer")
@bp.post("/<int:document_id>/supprimer")
@allow(*BODY_ROLES)
def delete(document_id: int) -> ResponseReturnValue:
    """Delete the file before its day; what was seen of it stays."""
    document = own_document(document_id)
    if request.method == "POST":
        queries.delete_file(document, "by hand")
        db.session.commit()
        flash("Le fichier est supprimé. Son empreinte reste.")
        return redirect(url_for(".show", document_id=document_id))
    return render_template(f"{PART}/delete.html", document=document)


def asked_person() -> Participant:
    """The person that the address names, or 404."""
    wanted = request.args.get("personne", "")
    return (participant_of(current_asker(), int(wanted)) if wanted.isdecimal() else None) or abort(404)


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*BODY_ROLES)
def create() -> ResponseReturnValue:
    """Send a document about a person."""
    person, form = asked_person(), SendForm()
    if form.accepted():
        try:
            document = queries.receive(
                form.file.data.stream,
                DocumentKind(form.kind.data),
                current_asker().organisation_id,
                participant_id=person.id,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            db.session.commit()
            flash("Le justificatif est reçu.")
            return redirect(url_for(".show", document_id=document.id))
    return render_template(f"{PART}/create.html", person=person, form=form)


@bp.get("/verifier")
@bp.post("/verifier")
@allow(*BODY_ROLES)
def prove() -> ResponseReturnValue:
    """Whether a file that somebody shows is one that was received. The file is read, not kept."""
    form, digest = ProveForm(), request.args.get("empreinte", "")
    try:
        if form.accepted():
            return redirect(url_for(".prove", empreinte=asked_fingerprint(form)))
        digest = parse_fingerprint(digest) if digest else ""
    except RuleBroken as broken:
        form.refuse(broken)
        digest = ""
    found = queries.proved_by(current_asker(), digest) if digest else []
    return render_template(
        f"{PART}/prove.html", form=form, digest=shown_fingerprint(digest), documents=found, tones=TONES
    )


def asked_fingerprint(form: ProveForm) -> str:
    """Of the file that was sent, else the one that was typed."""
    if form.file.data:
        return fingerprint_of(form.file.data.stream)
    return parse_fingerprint(form.fingerprint.data or "")
