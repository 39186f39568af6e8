"""What a template may say: known names, over lists, under conditions. Everything else is refused before it is compiled."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from jinja2 import nodes

FILTERS = frozenset({"length", "default", "join"})
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Many:
    """A list: what ``for`` may go over, and of what its items are."""

    item: Shape


# None is a value that can be printed; a mapping is a thing with named parts.
Shape: TypeAlias = "Many | Mapping[str, Shape] | None"
LOOP: Shape = {"index": None, "first": None, "last": None, "length": None}


@dataclass(frozen=True, slots=True)
class Misuse:
    """A name that is not known, a list printed, a value gone over, or something that is not allowed at all."""

    kind: str
    what: str
    near: str = ""
    row: int = field(default=1, compare=False)


def misuses(tree: nodes.Template, known: Mapping[str, Shape]) -> Iterator[Misuse]:
    """Everything in a template that its names do not bear out, in its order."""
    yield from _statements(tree.body, dict(known), 0)


def forbidden(tree: nodes.Template) -> str:
    """The first thing in a template that no template may do, whatever its names; empty where there is none."""
    allowed = (nodes.Template, nodes.TemplateData, *STATEMENTS, *EXPRESSIONS)
    for node in tree.find_all(nodes.Node):
        private = isinstance(node, nodes.Getattr) and node.attr.startswith("_")
        strange = isinstance(node, nodes.Filter) and node.name not in FILTERS
        if private or strange or not isinstance(node, allowed):
            return type(node).__name__
    return ""


STATEMENTS = (nodes.Output, nodes.For, nodes.If)
EXPRESSIONS = (
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Filter,
)


def _statements(body: Sequence[nodes.Node], scope: dict[str, Shape], depth: int) -> Iterator[Misuse]:
    for node in body:
        match node:
            case nodes.Output():
                for one in node.nodes:
                    if not isinstance(one, nodes.TemplateData):
                        yield from _printed(one, scope)
            case nodes.If():
                yield from _asked(node.test, scope)
                for part in (node.body, node.elif_, node.else_):
                    yield from _statements(part, scope, depth)
            case nodes.For():
                yield from _gone_over(node, scope, depth)
            case _:
                yield Misuse("forbidden", type(node).__name__, row=node.lineno)


def _gone_over(node: nodes.For, scope: dict[str, Shape], depth: int) -> Iterator[Misuse]:
    if not isinstance(node.target, nodes.Name) or node.test or node.recursive or depth >= DEEPEST:
        yield Misuse("forbidden", "for", row=node.lineno)
        return
    shape, wrong = _look(node.iter, scope)
    if wrong:
        yield replace(wrong, row=node.lineno)
        return
    if not isinstance(shape, Many):
        yield Misuse("no_list", _written(node.iter), row=node.lineno)
        return
    yield from _statements(node.body, scope | {node.target.name: shape.item, "loop": LOOP}, depth + 1)
    yield from _statements(node.else_, scope, depth)


def _printed(node: nodes.Node, scope: dict[str, Shape]) -> Iterator[Misuse]:
    if isinstance(node, nodes.Name | nodes.Getattr):
        shape, wrong = _look(node, scope)
        if wrong:
            yield replace(wrong, row=node.lineno)
        elif shape is not None:
            yield Misuse("list", _written(node), row=node.lineno)
    else:
        yield from _asked(node, scope)


def _asked(node: nodes.Node, scope: dict[str, Shape]) -> Iterator[Misuse]:
    """An expression: names looked up wherever they stand in it."""
    if isinstance(node, nodes.Name | nodes.Getattr):
        _, wrong = _look(node, scope)
        if wrong:
            yield replace(wrong, row=node.lineno)
    elif not isinstance(node, EXPRESSIONS):
        yield Misuse("forbidden", type(node).__name__, row=node.lineno)
    elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
        yield Misuse("forbidden", f"|{node.name}", row=node.lineno)
    else:
        for child in node.iter_child_nodes():
            yield from _asked(child, scope)


def _look(node: nodes.Node, scope: Mapping[str, Shape]) -> tuple[Shape, Misuse | None]:
    match node:
        case nodes.Name(name=name):
            if name in scope:
                return scope[name], None
            return None, Misuse("unknown", name, nearest(name, scope))
        case nodes.Getattr(attr=attr):
            if attr.startswith("_"):
                return None, Misuse("forbidden", attr)
            shape, wrong = _look(node.node, scope)
            if wrong:
                return None, wrong
            if isinstance(shape, Mapping) and attr in shape:
                return shape[attr], None
            if isinstance(shape, Many):
                return None, Misuse("list", _written(node.node))
            near = nearest(attr, shape) if shape else ""
            return None, Misuse("unknown", _written(node), f"{_written(node.node)}.{near}" if near else "")
        case _:
            return None, Misuse("forbidden", type(node).__name__)


def _written(node: nodes.Node) -> str:
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(attr=attr):
            return f"{_written(node.node)}.{attr}"
        case _:
            return type(node).__name__


def nearest(name: str, names: Mapping[str, Shape]) -> str:
    """The known name most like this one; empty where none is like it."""
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=0.5)), "")
