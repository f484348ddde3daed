"""House rules of a lesson that a machine can check: ``kit check`` says where a notebook breaks one."""

import re
from pathlib import Path
from typing import Any

from kit.answers import read_notebook, records_in
from kit.errors import KitError
from kit.handouts import cut
from kit.release import SOLUTION

MOST_LINES = 12  # of a code cell
_FORBIDDEN = {
    r"^\s*[!%]": "has a shell command or a magic",
    r"\bimport \*": "imports everything with *",
    r"nltk\.download": "downloads data at run time",
}


def check_notebook(path: Path) -> list[str]:
    """What is wrong with a lesson, one line each: file, cell and what to do. Empty when all is well."""
    notebook = read_notebook(path)
    if not notebook:
        return [f"{path.name}: is not a notebook that can be read."]
    cells = notebook.get("cells", [])
    solved = path.name == SOLUTION
    problems = [f"{path.name}, {problem}" for problem in _whole(notebook, cells, solved)]
    for number, cell in enumerate(cells, 1):
        if cell.get("cell_type") == "code":
            problems += [f"{path.name}, cell {number}: {problem}" for problem in _code_cell(cell)]
    return problems


def _whole(notebook: dict[str, Any], cells: list[dict[str, Any]], solved: bool) -> list[str]:
    problems = []
    headings = [
        (len(marks), words)
        for cell in cells
        if cell.get("cell_type") == "markdown"
        for marks, words in re.findall(r"^(#{1,6}) +(.+)$", _source(cell), flags=re.MULTILINE)
    ]
    levels = [level for level, _ in headings]
    if levels.count(1) != 1 or levels[:1] != [1]:
        problems.append("headings: open with one title (# ...) and have no other.")
    skips = [
        words for (level, words), before in zip(headings[1:], levels, strict=False) if level > before + 1
    ]
    problems += [f"heading '{words}': skips a level." for words in skips]
    if "widgets" in notebook.get("metadata", {}):
        problems.append("metadata: carries widget state. Clear it before committing.")
    recorded = [] if solved else [record.question for record in records_in(notebook)]
    problems += [
        f"question '{question}': an answer is recorded. Run `make lessons`." for question in recorded
    ]
    return problems


def _code_cell(cell: dict[str, Any]) -> list[str]:
    source = _source(cell)
    problems = []
    try:
        lines = len(cut(source).splitlines())
    except KitError as error:
        return [str(error)]
    if lines > MOST_LINES:
        problems.append(f"is {lines} lines long; {MOST_LINES} is the most.")
    for pattern, what in _FORBIDDEN.items():
        if re.search(pattern, source, flags=re.MULTILINE):
            problems.append(f"{what}. Take it out.")
    outputs = cell.get("outputs", [])
    expected = "raises-exception" in cell.get("metadata", {}).get("tags", [])
    if any(output.get("output_type") == "error" for output in outputs) and not expected:
        problems.append("its output is an error. Mend it and run `make lessons`.")
    if source.strip() and cell.get("execution_count") is None:
        problems.append("was not run. Run `make lessons`.")
    return problems


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)
