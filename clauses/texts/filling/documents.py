"""Word files: read with suspicion, filled in a sandbox, read back as text."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from clauses.texts.filling.rules import check_template
from facilitator.words import RuleBroken

LARGEST = 2 * 1024 * 1024
LARGEST_UNPACKED = 30 * 1024 * 1024
MOST_PARTS = 300
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
FORBIDDEN_PARTS = re.compile(r"vbaproject|activex|/embeddings/|vbadata", re.IGNORECASE)
EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


def environment() -> ImmutableSandboxedEnvironment:
    """Where templates run: nothing undefined, text escaped for XML, no access to Python."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def check_file(content: bytes) -> None:
    """Refuse what is not a plain Word template with known fields; `RuleBroken` on field `file`."""
    if len(content) > LARGEST:
        raise RuleBroken("Ce fichier est trop lourd : 2 Mo au plus.", "file")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive)
        sources = list(_sources(content))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError, OSError):
        raise _not_word() from None
    for source in sources:
        check_template(environment(), source)


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise RuleBroken("Ce fichier est trop lourd une fois ouvert.", "file")
    if any(FORBIDDEN_PARTS.search(part.filename) for part in parts):
        raise RuleBroken("Ce fichier contient des macros ou des objets : enlevez-les.", "file")
    types = archive.read("[Content_Types].xml")
    if MAIN.encode() not in types or b"macroEnabled" in types:
        raise _not_word()
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(part):
            raise _not_word()
        if part.filename.endswith(".rels"):
            _check_links(archive.read(part))


def _check_links(relations: bytes) -> None:
    for link in EXTERNAL.findall(relations):
        if b"/hyperlink" not in link:
            raise RuleBroken("Ce fichier va chercher un modèle ou une image ailleurs : enlevez-les.", "file")


def _not_word() -> RuleBroken:
    return RuleBroken("Ce fichier n’est pas un document Word (.docx) sans macros.", "file")


def _sources(content: bytes) -> Iterator[str]:
    """Every text that will be filled: body, headers, footers, footnotes, properties."""
    template = DocxTemplate(BytesIO(content))
    template.init_docx()
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type.endswith("footnotes+xml"):
            yield template.patch_xml(part.blob.decode("utf-8"))
    properties = template.docx.core_properties
    yield "\n".join(getattr(properties, name) or "" for name in PROPERTIES)


def fill(content: bytes, values: Mapping[str, Any], title: str) -> bytes:
    """The template filled with these values, in French, under this title."""
    template = DocxTemplate(BytesIO(content))
    template.render(dict(values), jinja_env=environment(), autoescape=True)
    properties = template.docx.core_properties
    properties.title, properties.language = title, "fr-FR"
    properties.author = properties.last_modified_by = properties.comments = ""
    filled = BytesIO()
    template.save(filled)
    return filled.getvalue()


def blocks(content: bytes) -> list[dict[str, Any]]:
    """A document as a page can show it: headings, paragraphs, list items and tables, in order."""
    found: list[dict[str, Any]] = []
    for block in Document(BytesIO(content)).iter_inner_content():
        if hasattr(block, "rows"):
            rows = [[cell.text for cell in row.cells] for row in block.rows]
            found.append({"kind": "table", "rows": rows})
        elif block.text.strip():
            style = (block.style.name if block.style else None) or "Normal"
            kind = {"Heading": "heading", "Title": "heading", "List": "item"}.get(style.split()[0], "text")
            found.append({"kind": kind, "text": block.text})
    return found
