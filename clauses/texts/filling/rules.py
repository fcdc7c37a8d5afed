"""What a template may say: known fields, `if`, `for`, comparisons; nothing that calls or computes.

A template comes from a body and is run on the server, so its syntax tree is read before it is ever
kept: what is not in the list below is refused, with the words of the person who can mend it.
"""

from collections.abc import Mapping

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from clauses.texts.rules import FIELDS, Field, Group, Leaf, Several
from facilitator.words import RuleBroken

Scope = Mapping[str, Field]

LOOP = Group(
    "La boucle en cours",
    {
        "index": Leaf("Le rang, à partir de 1"),
        "first": Leaf("Le premier", is_question=True),
        "last": Leaf("Le dernier", is_question=True),
        "length": Leaf("Combien"),
    },
)
PLAIN = (nodes.Const, nodes.TemplateData)
INSIDE = (nodes.Output, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.CondExpr)
MOST_LOOPS = 3


def check_template(environment: ImmutableSandboxedEnvironment, source: str) -> None:
    """Refuse a template that says something unknown; `RuleBroken` on field `file`."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise _refused(f"une balise est mal écrite ({error.message})") from None
    _check_all(tree.body, dict(FIELDS.fields), 0)


def _check_all(found: list[nodes.Node], scope: Scope, depth: int) -> None:
    for node in found:
        _check(node, scope, depth)


def _check(node: nodes.Node, scope: Scope, depth: int) -> None:
    if isinstance(node, PLAIN):
        return
    if isinstance(node, nodes.Name | nodes.Getattr):
        _field(node, scope)
    elif isinstance(node, nodes.For):
        _check_loop(node, scope, depth)
    elif isinstance(node, nodes.If):
        _check_all([node.test, *node.body, *node.elif_, *node.else_], scope, depth)
    elif isinstance(node, INSIDE):
        _check_all(list(node.iter_child_nodes()), scope, depth)
    elif isinstance(node, nodes.Filter) and node.node is not None and _is_plain_join(node):
        _check(node.node, scope, depth)
    else:
        raise _refused(
            "seuls les champs, « if », « for » et « join » sont permis, pas "
            f"« {type(node).__name__.lower()} »"
        )


def _is_plain_join(node: nodes.Filter) -> bool:
    constant = all(isinstance(given, nodes.Const) for given in node.args)
    return node.name == "join" and constant and len(node.args) <= 1 and not node.kwargs


def _check_loop(node: nodes.For, scope: Scope, depth: int) -> None:
    field = _field(node.iter, scope) if isinstance(node.iter, nodes.Name | nodes.Getattr) else None
    if not isinstance(field, Several) or not isinstance(node.target, nodes.Name) or node.recursive:
        raise _refused("une boucle « for » parcourt une des listes de l’aide, par exemple « clauses »")
    if depth >= MOST_LOOPS:
        raise _refused("trop de boucles sont prises les unes dans les autres")
    inside = {**scope, node.target.name: field.item, "loop": LOOP}
    _check_all([*node.body, *([node.test] if node.test else [])], inside, depth + 1)
    _check_all(node.else_, scope, depth)


def _field(node: nodes.Node, scope: Scope) -> Field:
    """The field that a dotted name leads to."""
    if isinstance(node, nodes.Name):
        if node.name not in scope:
            raise _unknown(node.name)
        return scope[node.name]
    if not isinstance(node, nodes.Getattr) or not isinstance(node.node, nodes.Name | nodes.Getattr):
        raise _refused("un champ s’écrit « groupe.champ »")
    owner = _field(node.node, scope)
    if not isinstance(owner, Group) or node.attr not in owner.fields:
        raise _unknown(f"{_written(node.node)}.{node.attr}")
    return owner.fields[node.attr]


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def _unknown(name: str) -> RuleBroken:
    return _refused(f"le champ « {name} » n’existe pas, voyez la liste des champs")


def _refused(why: str) -> RuleBroken:
    return RuleBroken(f"Ce modèle n’est pas accepté : {why}.", "file")
