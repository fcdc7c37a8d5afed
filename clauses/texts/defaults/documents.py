"""The Word files of the default templates, built from their prose: real styles, French, a title."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from clauses.texts.defaults import company_answer, special_terms, tender_rules
from clauses.texts.defaults.rules import Block, Table
from clauses.texts.rules import Piece

BLOCKS = {
    Piece.TENDER_RULES: tender_rules.BLOCKS,
    Piece.SPECIAL_TERMS: special_terms.BLOCKS,
    Piece.COMPANY_ANSWER: company_answer.BLOCKS,
}
FONT = "Liberation Sans"
MARGIN = Cm(2.2)


@cache
def default_template(piece: Piece) -> bytes:
    """The house's own template of a piece, as a .docx."""
    return build(piece.label, BLOCKS[piece])


def build(title: str, blocks: Sequence[Block | Table]) -> bytes:
    """A .docx of these blocks, under this title."""
    document = Document()
    _dress(document, title)
    for block in blocks:
        if isinstance(block, Block):
            document.add_paragraph(set_french(block.text), style=block.style)
        else:
            _add_table(document, block)
    built = BytesIO()
    document.save(built)
    return built.getvalue()


def set_french(text: str) -> str:
    """Ordinary spaces become no-break ones where French typography wants them."""
    for before, after in ((" :", "\u00a0:"), (" ;", "\u202f;"), ("« ", "«\u00a0"), (" »", "\u00a0»")):
        text = text.replace(before, after)
    return text


def _dress(document: Word, title: str) -> None:
    for name, size in (("Normal", 10.5), ("Heading 1", 14), ("Heading 2", 11.5), ("Title", 20)):
        font = document.styles[name].font
        font.name, font.size = FONT, Pt(size)
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for slot in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(slot), None)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    properties = document.core_properties
    properties.title, properties.language, properties.author, properties.comments = title, "fr-FR", "", ""


def _add_table(document: Word, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.headings), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block.headings, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _repeat_on_each_page(table.rows[0])
    if block.loop:
        table.add_row().cells[0].text = f"{{%tr for {block.loop} %}}"
    if block.loop or not block.blank_rows:
        for cell, text in zip(table.add_row().cells, block.cells, strict=True):
            cell.text = text
    if block.loop:
        table.add_row().cells[0].text = "{%tr endfor %}"
    for _ in range(block.blank_rows):
        table.add_row()
    for paragraph in (paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs):
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
    document.add_paragraph()


def _repeat_on_each_page(row: object) -> None:
    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))
