"""What a default template is made of: blocks of text in the order in which they are read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """A paragraph: its Word style and its text, with the fields of `texts.rules.FIELDS`."""

    style: str
    text: str


@dataclass(frozen=True)
class Table:
    """A table: headings, one row of cells repeated for each `name` in `many` (no loop when empty)."""

    headings: tuple[str, ...]
    cells: tuple[str, ...]
    loop: str = ""
    """`clause in clauses`; the row is written once per item."""
    blank_rows: int = 0
    """Rows left empty, to be filled by hand."""


def title(text: str) -> Block:
    """The head of the document."""
    return Block("Title", text)


def heading(text: str) -> Block:
    """The head of an article."""
    return Block("Heading 1", text)


def subheading(text: str) -> Block:
    """The head of a paragraph of an article."""
    return Block("Heading 2", text)


def text(words: str) -> Block:
    """A paragraph."""
    return Block("Normal", words)


def item(words: str) -> Block:
    """A line of a list."""
    return Block("List Bullet", words)


def tag(words: str) -> Block:
    """A tag alone in its paragraph, which disappears with it: `if clause.est_critere`, `endif`."""
    return Block("Normal", f"{{%p {words} %}}")
