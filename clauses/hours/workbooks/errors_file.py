"""The lines in error of a file, as a workbook to mend and send again, with a column « Erreur »."""

import io

from xlsxwriter import Workbook

from clauses.hours.workbooks.preview import Preview
from clauses.hours.workbooks.rules import LineStatus

MARK = "#FFE9E0"


def errors_file(preview: Preview) -> bytes:
    """One sheet per sheet that has errors: the headings, the rows as they are, what is wrong."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        marked = book.add_format({"bg_color": MARK})
        for read in preview.reads:
            wrong = {
                line.entry.row: line.entry.errors
                for line in preview.lines
                if line.status is LineStatus.ERROR and line.entry.sheet == read.place
            }
            if not wrong or read.layout is None:
                continue
            sheet = book.add_worksheet()
            last = len(read.layout.columns)
            for column in read.layout.columns:
                sheet.write_string(0, column.index, column.heading, bold)
            sheet.write_string(0, last, "Ligne du fichier", bold)
            sheet.write_string(0, last + 1, "Erreur", bold)
            rows = {row.number: row.cells for row in read.sheet.rows}
            for place, (number, errors) in enumerate(sorted(wrong.items()), 1):
                for index, text in enumerate(rows[number][:last]):
                    sheet.write_string(place, index, text, marked if index in errors else None)
                sheet.write_number(place, last, number)
                sheet.write_string(place, last + 1, " ".join(errors.values()))
            sheet.freeze_panes(1, 0)
            sheet.set_column(last + 1, last + 1, 80)
        if not book.worksheets():
            book.add_worksheet()
    return target.getvalue()
