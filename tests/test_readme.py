"""What the README promises about the demonstration is what the code holds."""

from facilitator.accounts.demonstration.places import place
from facilitator.accounts.demonstration.rules import DOORS
from tests.house import ROOT


def test_the_readme_lists_every_demo_account_as_it_is() -> None:
    text = (ROOT / "README.md").read_text()
    listed = [line for line in text.splitlines() if line.startswith("|") and ".example" in line]
    expected = [
        f"| {', '.join(role.value for role, _ in door.memberships)} "
        f"| {', '.join(place(key).name for _, key in door.memberships)} "
        f"| {door.name} | `{door.email}` | `{door.password}` | `{door.totp_secret}` |"
        for door in DOORS
    ]
    assert listed == expected
