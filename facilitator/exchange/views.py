"""A list answered as a file."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, abort

from facilitator.access import current_asker
from facilitator.clock import PARIS, now
from facilitator.exchange.columns import Column
from facilitator.exchange.files import Source, csv_lines, workbook
from facilitator.exchange.listing import Listing
from facilitator.formats import search_key

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(
    ending: str, title: str, columns: Sequence[Column], rows: Iterable[Any], listing: Listing
) -> Response:
    """The rows as `csv` or `xlsx`, named after the title and the day; any other ending is a 404.

    The caller hands in the rows that the listing's filters leave, all pages together. The whole file
    is made before the answer starts: a getter that fails is an error page, never half a file.
    """
    moment = now().astimezone(PARIS)
    if ending == "csv":
        body, kind = b"".join(csv_lines(columns, rows)), CSV
    elif ending == "xlsx":
        source = Source(title, current_asker().name, moment, tuple(listing.sentences()))
        body, kind = workbook(columns, rows, source), XLSX
    else:
        abort(404)
    name = f"{search_key(title).replace(' ', '-')}-{moment:%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, content_type=kind, headers=headers)
