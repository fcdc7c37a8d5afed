"""`facilitator sizing`: stable names, figures as JSON, one French sentence for a wrong input."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from clauses.sizing.calculators.rules import METHODS
from clauses.sizing.cli import sizing

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run the group, outside of any application."""
    return lambda *arguments: CliRunner().invoke(sizing, list(arguments))


STANDARD = ("--amount", "1000000", "--labour-share", "0.5", "--rate", "0.05", "--hourly-cost", "30")


def test_the_standard_formula_answers_exact_and_agreed_hours(run: Run) -> None:
    result = run("standard", *STANDARD, "--json")
    answer = json.loads(result.output)

    assert result.exit_code == 0
    assert (answer["hours_exact"], answer["hours"]) == ("833.3333333333", 833)
    assert [step["result"] for step in answer["steps"]][-2:] == ["833.3333333333", "833"]
    assert {"key", "value", "unit", "low", "high", "default", "source"} <= set(answer["parameters"][0])


@pytest.mark.parametrize("rate", ["0,05", "5 %", "5%", ".05", "0.05"])
def test_a_rate_is_read_as_the_french_write_it(run: Run, rate: str) -> None:
    texts = ("--amount", "1 000 000 €", "--labour-share", "50 %", "--rate", rate, "--hourly-cost", "30 €")

    assert json.loads(run("standard", *texts, "--json").output)["hours"] == 833


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("standard", "--amount", "-1", "--labour-share", "0.5"), "indiquez un nombre"),
        (("standard", "--amount", "beaucoup", "--labour-share", "0.5"), "n’est pas un nombre"),
        (("standard", "--amount", "1000", "--labour-share", "0.5", "--rate", "1.5"), "dépasse 100 %"),
        (("standard", "--amount", "5 %", "--labour-share", "0.5"), "pas un pourcentage"),
        (("standard", "--amount", "9" * 300, "--labour-share", "0.5"), "trop long"),
        (("standard",), "Indiquez"),
        (("cleaning", "--turnover", "NaN", "--months", "12", "--transferred-hours", "1"), "pas un nombre"),
        (("training", "--amount", "1e9"), "n’est pas un nombre"),
        (("impact", "--amount", ""), "Indiquez"),
        (("anru",), "Indiquez"),
    ],
)
def test_a_wrong_input_is_one_french_sentence_and_exit_code_2(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments, "--json")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_without_json_the_steps_are_readable(run: Run) -> None:
    text = run("standard", *STANDARD).output.replace("\u00a0", " ").replace("\u202f", " ")

    assert "500 000 € × 5 % = 25 000 €" in text
    assert "833 heures d’insertion à prévoir" in text


def test_each_method_is_a_command_with_its_help(run: Run) -> None:
    for name, method in METHODS.items():
        result = run(name, "--help")
        assert result.exit_code == 0
        assert method.inputs[0].label.split()[0] in result.output
