"""What runs inside the sandbox: the student's functions, each called on the arguments of its examples.

Started as a script by ``kit.grading.sandbox``; it takes a JSON object on standard input and writes a line of
JSON for each task. What the values should be is not known in here.
"""

import builtins
import importlib
import json
import os
import resource
import sys
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any

# what the lessons import at their top, which the source of a function alone does not show
_USUAL = {
    **{
        name: name for name in ("collections", "itertools", "json", "kit", "math", "nltk", "pandas", "random")
    },
    **{name: name for name in ("re", "statistics", "string", "unicodedata")},
    "pd": "pandas",
    "np": "numpy",
    "Counter": "collections.Counter",
    "defaultdict": "collections.defaultdict",
}


def limit(limits: dict[str, int]) -> None:
    """Set limits that cannot be raised again: seconds, bytes of memory, bytes of a file, open files."""
    kinds = {"cpu": "RLIMIT_CPU", "memory": "RLIMIT_AS", "file": "RLIMIT_FSIZE", "files": "RLIMIT_NOFILE"}
    for name, kind in kinds.items():
        resource.setrlimit(getattr(resource, kind), (limits[name], limits[name]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def names_in(code: CodeType) -> set[str]:
    """The global names that a piece of code and the functions in it use."""
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*map(names_in, inner))


def load(source: str, name: str) -> Callable[..., Any]:
    """The function ``name`` of a source, or its last one. Raises whatever the source raises."""
    code = compile(source, "exercise", "exec")
    used = names_in(code)
    space: dict[str, Any] = {"__name__": "exercise", "__builtins__": builtins}
    for known in used & _USUAL.keys():
        module, _, member = _USUAL[known].partition(".")
        loaded = importlib.import_module(module)
        space[known] = getattr(loaded, member) if member else loaded
    before = set(space)
    exec(code, space)
    functions = [
        value for key, value in space.items() if key not in before and isinstance(value, FunctionType)
    ]
    if callable(space.get(name)):
        return space[name]  # type: ignore[no-any-return]  # a student's function may be anything
    if not functions:
        raise NameError(f"there is no function '{name}'")
    return functions[-1]


def outcomes(task: dict[str, Any]) -> list[dict[str, Any]]:
    """What each call of a task returns, as ``kit.values.value_of`` tells it."""
    from kit.values import value_of

    try:
        function = load(task["source"], task["function"])
    except BaseException as error:
        return [_failed(error)] * len(task["calls"])
    found = []
    for args in task["calls"]:
        try:
            found.append(value_of(function, args))
        except BaseException as error:  # an exit, or an error within an error
            found.append(_failed(error))
    return found


def _failed(error: BaseException) -> dict[str, Any]:
    try:
        return {"error": f"{type(error).__name__}: {error}"[:300]}
    except BaseException:
        return {"error": "an error that cannot be shown"}


def main() -> None:
    """Read the tasks, run them in turn, write what came of each at once."""
    asked = json.load(sys.stdin)
    sys.path[:0] = asked["paths"]
    out = os.fdopen(os.dup(1), "w")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    limit(asked["limits"])
    dump = json.dumps
    for line in ("ready", *asked["tasks"]):
        out.write(dump(line if line == "ready" else outcomes(line)) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
