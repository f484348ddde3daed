"""What is handed in to break, cheat or harm. Every source is harmless outside a sandbox too: loops end.

``NAME`` in a source stands for the function that is asked for.
"""

import json

from tests.grading.handed_in import zipped

# what it is: ending, bytes, part of the reason given
NOT_NOTEBOOKS: dict[str, tuple[str, bytes, str]] = {
    "empty": (".ipynb", b"", "The file is empty."),
    "cut short": (".ipynb", b'{"cells": [{"cell_type": "code", "outp', "breaks off"),
    "no JSON": (".ipynb", b"# My answers\n1. charade\n", "has an error"),
    "not UTF-8": (".ipynb", "{}".encode("utf-16"), "not text in UTF-8"),
    "nested without end": (".ipynb", b"[" * 200_000, "nested too deeply"),
    "a list": (".ipynb", b"[1, 2]", "no object"),
    "no cells": (".ipynb", b'{"nbformat": 4}', "no cells"),
    "nbformat 3": (
        ".ipynb",
        json.dumps({"nbformat": 3, "worksheets": [{"cells": []}]}).encode(),
        "nbformat 3",
    ),
    "a picture": (".png", b"\x89PNG", "not a notebook"),
    "a word processor's": (".docx", b"PK\x03\x04", "not a notebook"),
    "a page without answers": (".html", b"<script>alert(1)</script>", "no record of an answer"),
    "zip bomb": (".zip", zipped({"zeros.ipynb": b"0" * 110_000_000}), "too large"),
    "zip that climbs": (".zip", zipped({"../../climbs.ipynb": b"{}"}), "outside itself"),
    "damaged zip": (".zip", b"PK\x03\x04 and no more", "damaged"),
}

SPOILED_SOURCES: dict[str, str] = {
    "infinite loop": """
import time
def NAME(*_):
    end = time.process_time() + 60
    while time.process_time() < end:
        pass
""",
    "loop that swallows every exception": """
import time
def NAME(*_):
    end = time.process_time() + 60
    while time.process_time() < end:
        try:
            sum(range(999))
        except BaseException:
            pass
""",
    "fork bomb": """
import os
def NAME(*_):
    for _ in range(20):
        os.fork() or os._exit(0)
""",
    "threads": """
import threading
def NAME(*_):
    for _ in range(20):
        threading.Thread(target=int).start()
""",
    "memory": "def NAME(*_): return len(bytearray(4 << 30))",
    "exit": "import os\ndef NAME(*_): os._exit(0)",
    "crash": "import ctypes\ndef NAME(*_): return ctypes.string_at(0)",
    "deep recursion": """
import sys
sys.setrecursionlimit(1 << 30)
def NAME(*_): return NAME(*_)
""",
    "input": "def NAME(*_): return input()",
    "writes at home": """
import os
def NAME(*_):
    open(os.path.expanduser("~/left-by-a-test"), "w").write("x")
""",
    "deletes files": """
import shutil
def NAME(*_):
    shutil.rmtree("/exercise")
    return "deleted"
""",
    "network": """
import socket
def NAME(*_):
    return socket.create_connection(("127.0.0.1", 22), timeout=1).recv(9)
""",
    "looks for keys": """
import glob
def NAME(*_):
    return glob.glob("/**/*questions.toml", recursive=True)
""",
    "orphan": """
import subprocess
def NAME(*_):
    subprocess.Popen(["sleep", "1"])
    return "left"
""",
    "patched builtins": """
import builtins, json
builtins.len = lambda x: 0
json.dumps = lambda *a, **k: "null"
class Same(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
def NAME(*_): return Same("everything")
""",
    "monkeypatched kit": """
import kit.values
kit.values.value_of = lambda *a: {"value": "patched"}
def NAME(*_): return "patched"
""",
    "forged values": """
import os
def NAME(*_):
    for descriptor in range(3, 9):
        try:
            os.write(descriptor, b"[[1]]" * 9)
        except OSError:
            pass
    os._exit(0)
""",
    "not a number": "def NAME(*_): return float('nan')",
    "a huge number": "def NAME(*_): return 10 ** 5000",
    "nested value": """
def NAME(*_):
    nested = []
    for _ in range(99999):
        nested = [nested]
    return nested
""",
    "no Python": "def NAME(:",
    "another language": "function NAME() { return 1 }",
}
