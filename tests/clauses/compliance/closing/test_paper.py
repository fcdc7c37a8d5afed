"""The PDF: tagged, in French, read back by another program, always the same bytes."""

import subprocess
import sys
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf

from clauses.compliance.closing.paper.pdf import pdf_of
from clauses.compliance.closing.paper.rules import Document, Section, Table, canonical, fingerprint
from tests.papers import read_paper, rows_of

PAPER = Document(
    title="Bilan final du marché #panic 2026-01",
    author="Une structure",
    on=date(2026, 11, 22),
    facts=(("Objet", "Voirie *basse* $x$ [y] <z> #import"),),
    sections=(
        Section(
            "Heures",
            ("Une phrase.",),
            Table("Par entreprise", ("Clause", "Dues", "Comptées"), (("Lot 1", "833 h", "600 h"),) * 60, 1),
            ("un fait", "un autre"),
        ),
    ),
    footer="Une structure",
    code="https://facilitator.example/attestations/AT-2026-7QXK-29FM-HRTB",
    code_said="Page de vérification",
)
AGAIN = (
    "from tests.clauses.compliance.closing.test_paper import PAPER;"
    "from clauses.compliance.closing.paper.pdf import pdf_of;"
    "from clauses.compliance.closing.paper.rules import fingerprint;"
    "print(fingerprint(pdf_of(PAPER)))"
)


def kinds(node: Any) -> list[str]:
    """The kinds of every element of a structure tree."""
    if not isinstance(node, pikepdf.Dictionary | pikepdf.Array):
        return []
    if isinstance(node, pikepdf.Array):
        return [kind for one in node for kind in kinds(one)]
    return [str(node.get("/S", "")), *kinds(node.get("/K"))]


def test_two_renders_in_two_processes_give_the_same_bytes() -> None:
    here = fingerprint(pdf_of(PAPER))

    assert fingerprint(pdf_of(PAPER)) == here
    there = subprocess.run([sys.executable, "-c", AGAIN], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


def test_the_file_is_tagged_titled_and_in_french() -> None:
    with pikepdf.open(BytesIO(pdf_of(PAPER))) as file:
        root = file.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith("fr")
        assert root.ViewerPreferences.DisplayDocTitle
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert PAPER.title in str(metadata["dc:title"])
        found = kinds(root.StructTreeRoot.get("/K"))
        assert found.count("/TH") == len(PAPER.sections[0].table.head if PAPER.sections[0].table else ())
        assert {"/H1", "/H2", "/Table", "/THead", "/Figure", "/L"} <= set(found)
        fonts = [font for page in file.pages for font in page.Resources.Font.values()]
        assert all("/FontFile" in str(list(one.DescendantFonts[0].FontDescriptor.keys())) for one in fonts)


def test_nothing_of_the_data_is_read_as_markup() -> None:
    paper = read_paper(pdf_of(PAPER))

    assert "Voirie *basse* $x$ [y] <z> #import" in paper.whole
    assert rows_of(paper)[1:] == [["Lot 1", "833 h", "600 h"]] * 60


def test_the_order_of_keys_changes_no_fingerprint() -> None:
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1})
