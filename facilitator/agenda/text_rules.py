"""A content line of iCalendar (RFC 5545 §3.1): nothing that somebody typed ends it, nor adds one."""

import re
from collections.abc import Iterable
from urllib.parse import quote

LINE_AT_MOST = 75
"""Octets, without the end of the line."""
LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""All that some reader takes for the end of a line."""
UNWRITABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""The control characters (the line feed excepted), and halves of characters."""
SAID_APART = re.compile(r"[^ !\"#-+\--:<-\[\]-~\u00a0-\u2027\u202a-\ud7ff\ue000-\U0010ffff]")
"""Anything that does not stand in a text as it is; what most texts lack."""
WEB = ("https://", "http://")
ADDRESS_KEEPS = "-._~:/?#[]@!$&'()*+,;=%"
"""What an address holds besides letters and digits (RFC 3986)."""


def text(value: str) -> str:
    """A TEXT value: line ends written `\\n`, `\\ ; ,` escaped, other control characters left out."""
    if SAID_APART.search(value) is None:
        return value
    value = UNWRITABLE.sub("", LINE_ENDS.sub("\n", value).replace("\t", " "))
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\n", "\\n")


def one_line(value: str) -> str:
    """A TEXT value of one line (a title, a place): line ends are spaces."""
    return text(LINE_ENDS.sub(" ", value).strip())


def texts(values: Iterable[str]) -> str:
    """Several TEXT values of one line."""
    return ",".join(one_line(value) for value in values)


def quoted(value: str) -> str:
    """The value of a parameter, between quotes: it may hold neither quotes nor control characters."""
    plain = LINE_ENDS.sub(" ", value).replace("\t", " ").replace('"', "’")
    return f'"{UNWRITABLE.sub("", plain).strip()}"'


def address(value: str) -> str:
    """A URI of the web, each unusual character in percent; '' for any other scheme."""
    clean = quote(value.strip().encode("utf-8", "ignore"), safe=ADDRESS_KEEPS)
    return clean if clean.startswith(WEB) else ""


def folded(line: str) -> bytes:
    """The line as it travels: cut at 75 octets, never within a character, ended by CRLF."""
    raw = line.encode("utf-8", "ignore")
    if len(raw) <= LINE_AT_MOST:
        return raw + b"\r\n"
    parts, start, room = [], 0, LINE_AT_MOST
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(raw[start:end])
        start, room = end, LINE_AT_MOST - 1
    return b"\r\n ".join((*parts, raw[start:])) + b"\r\n"
