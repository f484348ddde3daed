"""What runs inside the sandbox: the student's functions, each called on the arguments of its examples.

Started as a script by ``kit.grading.sandbox``; it takes a list of tasks as JSON and writes a line of JSON for
each. What the values should be is not known in here.
"""

import builtins
import importlib
import json
import os
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
    import resource  # Windows has none, and grades all the same, but for code

    kinds = {"cpu": "RLIMIT_CPU", "memory": "RLIMIT_AS", "file": "RLIMIT_FSIZE", "files": "RLIMIT_NOFILE"}
    if sys.platform == "darwin":
        del kinds["memory"]  # its kernel refuses any such limit
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


def work(given: int, written: int, setting: dict[str, Any]) -> None:
    """Read the tasks from one open file, run them in turn, write what came of each at once to the other."""
    asked = json.loads(os.read(given, os.fstat(given).st_size))
    out = os.fdopen(os.dup(written), "w")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in {0, 1, 2, given, written}:
        os.dup2(nothing, descriptor)
    limit(setting["limits"])
    if "filter" in setting:
        close_behind(bytes.fromhex(setting["filter"]))
    dump = json.dumps
    for line in ("ready", *asked):
        out.write(dump(line if line == "ready" else outcomes(line)) + "\n")
        out.flush()


def serve(setting: dict[str, Any]) -> None:
    """Load the libraries once, then fork for each pair of open files that comes in on standard input."""
    import gc
    import socket

    way = socket.socket(fileno=0)
    for name in ("resource", *setting["preload"]):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # else each child would copy what it only looks through
    way.sendall(b"ready")
    while True:
        message, files, _, _ = socket.recv_fds(way, 16, 2)
        if not message:
            return
        given, written = files
        child = os.fork()
        if not child:
            code = 1
            try:
                work(given, written, setting)  # which lets go of standard input, our way out
                code = 0
            finally:
                os._exit(code)  # whatever happened, a child never goes on as the one that serves
        os.close(given)
        os.close(written)
        way.sendall(b"%d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def close_behind(filter_: bytes) -> None:
    """Put this process under a filter of system calls for good. Raises OSError where that fails."""
    import ctypes

    class Program(ctypes.Structure):
        """The kernel's ``sock_fprog``."""

        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
    program = Program(len(filter_) // 8, filter_)
    no_new_privileges, set_seccomp, by_filter = 38, 22, 2
    at = ctypes.addressof(program)
    if prctl(no_new_privileges, 1, 0, 0, 0) or prctl(set_seccomp, by_filter, at, 0, 0):
        raise OSError(ctypes.get_errno(), "the filter cannot be set")


def main(how: str, setting: dict[str, Any]) -> None:
    """Run the tasks on standard input once (``--once``), or fork for many (``--serve``)."""
    sys.path[:0] = setting["paths"]
    if how == "--serve":
        serve(setting)
    else:
        work(0, 1, setting)


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
