"""``make bench``: run every benchmark, or those named: ``python -m tests.benchmarks words``."""

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    wanted = [f"bench_{name}" for name in sys.argv[1:]] or names
    for name in wanted:
        print(name.removeprefix("bench_"))
        for figure in import_module(f"tests.benchmarks.{name}").figures():
            print(f"  {figure}", flush=True)


if __name__ == "__main__":
    main()
