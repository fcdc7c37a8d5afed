"""Workbooks as companies send them, made for a test."""

import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook


def xlsx(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of these sheets: (name, rows of values)."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(place, column, value)
    return target.getvalue()


def csv(*rows: Sequence[Any], delimiter: str = ";") -> bytes:
    """The same as text."""
    return "\r\n".join(delimiter.join(str(value) for value in row) for row in rows).encode()
