"""The list of points at which the bot may be killed, read from its code.

A point is a literal ``crash.point("name")``, or both sides of the commit of a unit that is passed to
``transaction``, directly or through a method that passes its own first argument on.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOMS = ("bot", "scheduler", "handlers", "reports", "storage")
ELSEWHERE = {
    "bot/demo.py": "fills the demo's database, which nobody needs after a crash",
    "bot/doors": "command-line tools and children: one transaction, and none is begun twice",
}


class Unnamed(Exception):
    """A unit without a name of its own: no point could be called after it."""


def points() -> list[str]:
    """All points of the running bot, sorted."""
    named: set[str] = set()
    for room in ROOMS:
        for path in sorted(Path(room).rglob("*.py")):
            if not any(str(path).startswith(place) for place in ELSEWHERE):
                named |= points_in(path.read_text(encoding="utf-8"), str(path))
    return sorted(named)


def points_in(source: str, name: str = "<source>") -> set[str]:
    """The points of one module; raises ``Unnamed`` for a unit that has no name."""
    tree = ast.parse(source, name)
    named = {point for call in _calls(tree, {"point"}) for point in _literal(call)}
    passing = {"transaction"}
    while True:
        found = set(_passing_on(tree, passing))
        if found <= passing:
            break
        passing |= found
    for scope, call in _scoped(tree, passing):
        unit = _unit(call, name)
        if unit not in _parameters(scope):
            named |= {f"{unit}.before", f"{unit}.after"}
    return named


def _calls(tree: ast.AST, methods: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            yield node


def _literal(call: ast.Call) -> Iterator[str]:
    assert isinstance(call.func, ast.Attribute)
    of_crash = isinstance(call.func.value, ast.Name) and call.func.value.id == "crash"
    if of_crash and isinstance(call.args[0], ast.Constant):
        yield str(call.args[0].value)


def _scoped(tree: ast.AST, methods: set[str]) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Calls with the innermost function around them."""
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    for call in _calls(tree, methods):
        around = [one for one in functions if any(inner is call for inner in ast.walk(one))]
        if call.args:
            yield min(around, key=lambda one: sum(1 for _ in ast.walk(one)), default=tree), call


def _passing_on(tree: ast.AST, methods: set[str]) -> Iterator[str]:
    for scope, call in _scoped(tree, methods):
        first = call.args[0]
        if isinstance(first, ast.Name) and first.id in _parameters(scope):
            assert isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef)
            yield scope.name


def _parameters(scope: ast.AST) -> set[str]:
    if not isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
        return set()
    given = scope.args
    return {one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)}


def _unit(call: ast.Call, name: str) -> str:
    first = call.args[0]
    if isinstance(first, ast.Name):
        return first.id
    if isinstance(first, ast.Attribute):
        return first.attr
    raise Unnamed(f"{name}:{call.lineno}")
