"""How long a session lives, what it lacks, and where a sign-in may lead."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest

from facilitator.access import SECOND_FACTOR_ROLES, Role
from facilitator.accounts.signin.rules import Step, browser_label, is_alive, missing_step, safe_next

AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
HOSTS = (
    "evil.example",
    "evil.example/",
    "evil.example/x",
    "127.0.0.1",
    "[::1]",
    "user@evil.example",
    "evil%2eexample",
)
PREFIXES = (
    "http://", "https://", "//", "///", "////", "/\\", "\\/", "\\\\", "/\\/", "/\\\\", "/%5c", "/%2f",
    "/%2F/", "/%5C%5c", "http:", "https:", "http:/", "https:\\", "HtTpS://", "/\t/", "/\n/", "/\r/",
    "\t//", " //", " /\\", "/ /", "\xa0//", "/\u2028/", "/.//", "/..//", "/./\\", "/%09/", "/%0a/",
    "/%0d%0a/", "//\x00", "/\x00/",
)  # fmt: skip
OTHERS = (
    "", " ", "x", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
    "data:text/html,x", "vbscript:x", "mailto:a@b.example", "file:///etc/passwd", "?x", "#x", "./x",
    "../x", "x/y", "/\xe9", "/a b", "/x\r\nSet-Cookie: a=b", "/x\nLocation: //evil.example", "/\u202e",
    "/x\x7f", "/" + "a" * 3000, "//", "///", "\\", "/\\", ":", "://", "@", "[", "//[", "http://[",
    "/a//evil.example", "/a/..//evil.example",
)  # fmt: skip
HOSTILE = [prefix + host for prefix in PREFIXES for host in HOSTS] + list(OTHERS)


def test_the_corpus_is_large_enough() -> None:
    assert len(HOSTILE) >= 200


def test_a_hostile_address_leads_home_and_never_elsewhere() -> None:
    for payload in HOSTILE:
        kept = safe_next(payload)

        joined = urlsplit(urljoin("https://facilitator.example/connexion", kept))
        assert (joined.scheme, joined.netloc) == ("https", "facilitator.example"), payload
        assert kept == "/", f"nothing of {payload!r} is worth keeping"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/marches",
        "/marches/12?etat=suivi&tri=-date",
        "/x#y",
        "/a/b.c",
        "/?q=%C3%A9t%C3%A9",
        "/x?next=https://a.example",
    ],
)
def test_a_path_of_this_site_is_kept(path: str) -> None:
    assert safe_next(path) == path


def test_nothing_leads_home() -> None:
    assert safe_next(None) == "/"


def test_a_session_lives_twelve_hours_and_an_hour_without_use() -> None:
    minute = timedelta(minutes=1)

    assert is_alive(AT, AT, AT)
    assert is_alive(AT, AT + 11 * 60 * minute, AT + (12 * 60 - 1) * minute)
    assert not is_alive(AT, AT + (12 * 60 - 1) * minute, AT + 12 * 60 * minute)
    assert not is_alive(AT, AT, AT + 60 * minute)
    assert not is_alive(AT, AT + minute, AT), "a cookie from the future is forged"


@pytest.mark.parametrize("role", list(Role))
def test_the_steps_of_a_sign_in(role: Role) -> None:
    needs = role in SECOND_FACTOR_ROLES

    assert missing_step(True, False, None) is Step.SECOND_FACTOR
    assert missing_step(True, False, role) is Step.SECOND_FACTOR
    assert missing_step(False, False, None) is Step.MEMBERSHIP
    assert missing_step(True, True, None) is Step.MEMBERSHIP
    assert missing_step(False, False, role) is (Step.SECOND_FACTOR if needs else None)
    assert missing_step(True, True, role) is None


def test_a_browser_is_told_in_two_words() -> None:
    assert (
        browser_label("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
        == "Firefox, Linux"
    )
    assert (
        browser_label("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0")
        == "Edge, Windows"
    )
    assert (
        browser_label("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1")
        == "Safari, iPhone"
    )
    assert browser_label("") == "Navigateur, appareil inconnu"
