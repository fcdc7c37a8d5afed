"""The templates' pages: what is in force, send one's own, look at it, go back, the list of fields."""

from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from clauses.texts.filling.documents import LARGEST, blocks, check_file, fill
from clauses.texts.own.forms import TemplateForm
from clauses.texts.own.models import TextTemplate
from clauses.texts.own.queries import template_of, version_of, versions_of
from clauses.texts.pack.rules import EXAMPLE, document_title
from clauses.texts.rules import FILE_NAMES, Piece, help_lines
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken

bp = Blueprint("text_templates", __name__, url_prefix="/textes-de-clause/modeles")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """The three pieces, and which template each uses."""
    asker = current_asker()
    rows = [(piece, next(iter(versions_of(asker, piece)), None)) for piece in Piece]
    return render_template("clauses/texts/own/index.html", rows=rows)


@bp.get("/champs")
@allow(*BODY_ROLES)
def fields() -> ResponseReturnValue:
    """Every field that a template may use."""
    lines = [
        (Markup(escape(line.written).replace("{", Markup("&#123;"))), line.says) for line in help_lines()
    ]
    return render_template("clauses/texts/own/fields.html", lines=lines)


@bp.get("/<piece>")
@allow(*BODY_ROLES)
def show(piece: str) -> ResponseReturnValue:
    """One piece: the template in force as it would read, its versions, and the form to send one."""
    return page_of(piece_of(piece), TemplateForm())


def piece_of(value: str) -> Piece:
    """The piece that the address names."""
    return next((piece for piece in Piece if piece.value == value), None) or abort(404)


def page_of(piece: Piece, form: TemplateForm) -> str:
    """The page of one piece."""
    asker = current_asker()
    assert asker.body_id is not None  # only the body's roles come here
    filled = fill(template_of(asker.body_id, piece), EXAMPLE.values(), document_title(piece, EXAMPLE))
    versions = versions_of(asker, piece)
    return render_template(
        "clauses/texts/own/show.html", piece=piece, versions=versions, form=form, blocks=blocks(filled)
    )


@bp.post("/<piece>")
@allow(*BODY_ROLES)
def send(piece: str) -> ResponseReturnValue:
    """Check a template, try it on the example, keep it as the version in force."""
    named, form = piece_of(piece), TemplateForm()
    try:
        if form.accepted():
            keep(named, *sent(form))
            flash("Votre modèle est en place : les prochains textes l’utilisent.")
            return redirect(url_for(".show", piece=piece))
    except RuleBroken as broken:
        form.refuse(broken)
    return page_of(named, form), 422


def sent(form: TemplateForm) -> tuple[bytes, str]:
    """The content and the name of the file that was sent, once it has been tried."""
    if not form.file.data:
        raise RuleBroken("Choisissez un fichier Word (.docx).", "file")
    content = form.file.data.read(LARGEST + 1)
    check_file(content)
    try:
        fill(content, EXAMPLE.values(), "Essai")
    except Exception as error:  # whatever Word or the template holds, the reader gets one sentence
        raise RuleBroken("Ce modèle ne peut pas être rempli : vérifiez ses balises.", "file") from error
    return content, form.file.data.filename or ""


def keep(piece: Piece, content: bytes | None, file_name: str) -> None:
    """Keep, audit and commit one more version; None goes back to the house's template."""
    asker = current_asker()
    row = TextTemplate(
        body_id=asker.body_id,
        piece=piece,
        content=content,
        file_name=file_name[:200],
        size=len(content or b""),
        author_id=asker.user_id,
        made_at=now(),
    )
    db.session.add(row)
    record("text_template.set", row, piece=piece.value, size=row.size)
    db.session.commit()


@bp.get("/<piece>/telecharger")
@allow(*BODY_ROLES)
def download(piece: str) -> ResponseReturnValue:
    """The template in force, to be changed in Word and sent back."""
    named, body_id = piece_of(piece), current_asker().body_id
    assert body_id is not None  # only the body's roles come here
    return send_docx(template_of(body_id, named), f"modele-{FILE_NAMES[named]}")


@bp.get("/versions/<int:template_id>")
@allow(*BODY_ROLES)
def version(template_id: int) -> ResponseReturnValue:
    """A version of the past."""
    row = version_of(current_asker(), template_id)
    if row is None or row.content is None:
        abort(404)
    return send_docx(row.content, f"modele-{FILE_NAMES[row.piece]}-{row.id}")


def send_docx(content: bytes, name: str) -> ResponseReturnValue:
    """A Word file as an attachment."""
    return send_file(BytesIO(content), DOCX, as_attachment=True, download_name=f"{name}.docx")


@bp.get("/<piece>/defaut")
@allow(*BODY_ROLES)
def confirm_default(piece: str) -> ResponseReturnValue:
    """Ask before going back to the house's template."""
    return render_template("clauses/texts/own/confirm_default.html", piece=piece_of(piece))


@bp.post("/<piece>/defaut")
@allow(*BODY_ROLES)
def back_to_default(piece: str) -> ResponseReturnValue:
    """Go back to the house's template; a second click changes nothing."""
    named = piece_of(piece)
    last = next(iter(versions_of(current_asker(), named)), None)
    if last is not None and last.size:
        keep(named, None, "")
        flash("Le modèle d’origine est de nouveau en place.")
    return redirect(url_for(".show", piece=piece))
