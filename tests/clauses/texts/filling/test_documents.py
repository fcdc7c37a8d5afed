"""Word templates: what is refused, what is escaped, what comes out."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from clauses.texts.defaults.documents import default_template
from clauses.texts.filling.documents import blocks, check_file, fill
from clauses.texts.pack.rules import EXAMPLE
from clauses.texts.rules import Piece
from facilitator.words import RuleBroken


def word(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """The same file with its parts changed and others added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.infolist():
            after.writestr(part.filename, change(part.filename, before.read(part)))
        for name, body in added.items():
            after.writestr(f"word/{name}.bin", body)
    return out.getvalue()


@pytest.mark.parametrize("piece", Piece)
def test_the_house_templates_obey_their_own_rules(piece: Piece) -> None:
    check_file(default_template(piece))
    found = blocks(fill(default_template(piece), EXAMPLE.values(), "Essai"))

    text = " ".join(block.get("text") or " ".join(sum(block["rows"], [])) for block in found)
    assert "833\u00a0heures" in text
    assert "{" not in text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{{ marche.objets }}", "« marche.objets » n’existe pas"),
        ("{{ secret }}", "« secret » n’existe pas"),
        ("{{ marche.__class__ }}", "n’existe pas"),
        ("{{ ''.__class__.__mro__ }}", "groupe.champ"),
        ("{{ marche.objet.upper() }}", "seuls les champs"),
        ("{{ 9 ** 9 ** 9 }}", "seuls les champs"),
        ("{% for i in range(10 ** 9) %}x{% endfor %}", "parcourt une des listes"),
        ("{% for c in marche %}x{% endfor %}", "parcourt une des listes"),
        ("{% set x = 1 %}", "seuls les champs"),
        ("{% include 'x' %}", "seuls les champs"),
        ("{{ marche.objet | attr('x') }}", "seuls les champs"),
        ("{{ clauses | join(', ', attribute='x') }}", "seuls les champs"),
        ("{% if marche.objet %}", "mal écrite"),
        ("{{ marche.", "mal écrite"),
    ],
)
def test_a_template_with_anything_else_than_known_fields_is_refused(written: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refused:
        check_file(word(written))

    assert refused.value.field == "file"


def test_a_template_with_known_fields_is_kept() -> None:
    check_file(
        word(
            "{{ marche.objet }}, {{ ccag.article }}",
            "{%p for clause in clauses %}",
            "{{ loop.index }} {{ clause.heures }} {{ clause.publics | join(', ') }}",
            "{%p if clause.est_critere and not clause.a_des_heures %}",
            "{{ clause.poids }}",
            "{%p endif %}",
            "{%p endfor %}",
        )
    )


def test_what_hides_in_the_properties_is_checked_too() -> None:
    document = Document()
    document.core_properties.title = "{{ 7 * 7 }}"
    saved = BytesIO()
    document.save(saved)

    with pytest.raises(RuleBroken, match="seuls les champs"):
        check_file(saved.getvalue())


def same(_name: str, body: bytes) -> bytes:
    """Change nothing."""
    return body


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "pas un document Word"),
        (b"%PDF-1.7", "pas un document Word"),
        (repacked(word("x"), same)[:-30], "pas un document Word"),
        (b"x" * (2 * 1024 * 1024 + 1), "trop lourd"),
        (repacked(word("x"), same, vbaProject=b"macro"), "macros"),
        (
            repacked(
                word("x"), lambda name, body: body.replace(b"document.main+xml", b"macroEnabled.main+xml")
            ),
            "pas un document Word",
        ),
        (
            repacked(
                word("x"),
                lambda name, body: body.replace(b"<?xml", b"<!DOCTYPE x><?xml") if "styles" in name else body,
            ),
            "pas un document Word",
        ),
        (
            repacked(
                word("x"),
                lambda name, body: body.replace(
                    b"</Relationships>",
                    b'<Relationship Id="r99" Type="http://x/attachedTemplate" Target="http://x/m.dotm" '
                    b'TargetMode="External"/></Relationships>',
                ),
            ),
            "ailleurs",
        ),
    ],
)
def test_what_is_not_a_plain_word_file_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        check_file(content)


def test_a_zip_that_swells_is_refused() -> None:
    swollen = repacked(word("x"), same, big=b"0" * (31 * 1024 * 1024))
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(swollen)) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            after.writestr(part.filename, before.read(part))

    with pytest.raises(RuleBroken, match="une fois ouvert"):
        check_file(packed.getvalue())


@pytest.mark.parametrize(
    "hostile",
    [
        "<w:p>&amp;</w:p> & \"'",
        "{{ 7 * 7 }}",
        "{% raw %}",
        "{_{ 7 * 7 }_}",
        "]]>",
        "日本語 é œ",
        "</w:t></w:r>",
    ],
)
def test_hostile_names_come_out_as_they_are(hostile: str) -> None:
    values = EXAMPLE.values()
    values["marche"]["objet"] = hostile
    filled = fill(word("Objet : {{ marche.objet }}"), values, hostile)
    read = Document(BytesIO(filled))

    assert read.paragraphs[0].text == f"Objet : {hostile}".replace("{_{", "{{").replace("}_}", "}}")
    assert read.core_properties.title == hostile


def test_a_filled_document_is_in_french_and_has_a_title() -> None:
    read = Document(BytesIO(fill(default_template(Piece.SPECIAL_TERMS), EXAMPLE.values(), "CCAP — 2026-17")))

    assert read.core_properties.language == "fr-FR"
    assert read.core_properties.title == "CCAP — 2026-17"
    assert {"Title", "Heading 1", "Heading 2", "List Bullet"} <= {each.style.name for each in read.paragraphs}
    assert 'w:val="fr-FR"' in read.styles.element.xml
