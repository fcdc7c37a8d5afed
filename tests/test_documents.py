"""The documents say what is: licence, settings, accounts, catalogue entry; and nothing of a machine."""

import hashlib
import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from facilitator.access import Role
from facilitator.accounts.demonstration.rules import DOORS, PASSWORD
from facilitator.config import DEFAULTS
from tests.house import ROOT
from tests.test_budgets import tracked

README = (ROOT / "README.md").read_text()
AGPL = "8486a10c4393cee1c25392769ddd3b2d6c242d6ec7928e1414efff7dfb2f07ef"

# The mandatory keys and closed lists of publiccode.yml 0.7 that concern us.
TEXTS = {
    "type": "object",
    "required": ["shortDescription", "longDescription", "features"],
    "properties": {
        "shortDescription": {"type": "string", "maxLength": 150},
        "longDescription": {"type": "string", "minLength": 150, "maxLength": 10_000},
        "features": {"type": "array", "minItems": 1, "items": {"type": "string"}},
    },
}
PUBLICCODE = {
    "type": "object",
    "required": [
        *("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"),
        *("organisation", "description", "legal", "maintenance", "localisation"),
    ],
    "properties": {
        "publiccodeYmlVersion": {"const": "0.7"},
        "url": {"pattern": r"^https://\S+$"},
        "platforms": {"const": ["web"]},
        "developmentStatus": {"enum": ["concept", "development", "beta", "stable", "obsolete"]},
        "softwareType": {"const": "standalone/web"},
        "organisation": {"required": ["uri"], "properties": {"uri": {"pattern": r"^(https|urn):\S+$"}}},
        "description": {"type": "object", "minProperties": 1, "additionalProperties": TEXTS},
        "legal": {"required": ["license"], "properties": {"license": {"const": "AGPL-3.0-or-later"}}},
        "maintenance": {"required": ["type", "contacts"]},
        "localisation": {"required": ["localisationReady", "availableLanguages"]},
    },
    "not": {"anyOf": [{"required": ["monochromeLogo"]}, {"required": ["inputTypes"]}, {"required": ["it"]}]},
}


def test_the_licence_is_the_published_text() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == AGPL


def test_the_description_for_catalogues_is_valid() -> None:
    described = yaml.safe_load((ROOT / "publiccode.yml").read_text())

    assert [error.message for error in Draft202012Validator(PUBLICCODE).iter_errors(described)] == []


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_the_readme_tells_each_setting(name: str) -> None:
    assert f"| `FACILITATOR_{name}` |" in README, "add a line to the README's table of settings"


def test_the_readme_tells_no_setting_that_is_gone() -> None:
    told = set(re.findall(r"\| `FACILITATOR_(\w+)` \|", README))

    assert told <= set(DEFAULTS), f"take {sorted(told - set(DEFAULTS))} out of the README"


def test_the_readme_lists_the_accounts_of_the_demonstration() -> None:
    assert f"`{PASSWORD}`" in README
    for door in DOORS:
        roles = ", ".join(role.label for role, _ in door.memberships)
        assert f"| {door.key} | {roles} | `{door.email}` | `{door.totp_secret}` |" in README


def test_each_role_has_its_account() -> None:
    assert {role for door in DOORS for role, _ in door.memberships} == set(Role) - {Role.LINK}


def test_what_the_readme_links_to_is_there() -> None:
    links = re.findall(r"(?<!!)\[[^\]]+\]\((?!https?:)([^)#]+)\)", README)
    told = re.findall(r"`(tests/[\w/]+\.py)`", README)
    missing = [name for name in (*links, *told) if not (ROOT / name).exists()]

    assert missing == []


MACHINE = re.compile(
    r"pypi\." + r"org|python" + r"hosted|registry\." + r"npmjs|npmjs\." + r"org|--(extra-)?index" + r"-url"
    r"|(?<![\w.\-])/(work|root|opt/pypi[\w-]*)" + r"/"
)


def test_no_file_names_an_index_or_a_machine() -> None:
    """The lock holds hashes, not addresses; the project is at home everywhere."""
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked()
        if path.stat().st_size < 2_000_000
        for match in [MACHINE.search(path.read_bytes().decode("utf-8", "replace"))]
        if match
    ]

    assert found == []
