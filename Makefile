# make lab    set up once, then open the first lesson
# make test   set up once, then run every check
# make coverage  run every check, and see that they run enough of the kit
# make mutants  change scoring, agreement and marking in two thousand ways, and count how many a test notices
# make bench  print the speed and accuracy figures as ratios
# make lessons  run the lessons afresh and keep their outputs
# make exercises  run the solutions, and build and run what students get of them
# make format   put code and notebooks in order
# make screenshots  take the pictures of docs/images afresh, in a real JupyterLab
# make wheel    build the package that pip installs anywhere, into dist

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder
READY := $(VENV)/ready

.PHONY: lab test coverage mutants bench lessons exercises format screenshots wheel setup

setup: $(READY)

LAB := $(shell find lab -type f)  # copied into the environment when the kit is installed, not linked

$(READY): requirements.txt requirements-test.txt hub/requirements.txt pyproject.toml $(LAB)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-test.txt -r hub/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

lab: $(READY)
	$(BIN)/kit lab

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/kit check
	$(PYTEST) --nbval --nbval-sanitize-with=tests/nbval.cfg

coverage: $(READY)
	$(PYTEST) --cov --cov-report=json:.coverage.json
	$(BIN)/python -m tests.covered .coverage.json

mutants: $(READY)
	$(BIN)/mutmut run --max-children=2
	$(BIN)/mutmut export-cicd-stats
	$(BIN)/python -m tests.mutants mutants/mutmut-cicd-stats.json

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

lessons: $(READY)
	$(BIN)/python -m tests.run_notebooks notebooks

exercises: $(READY)
	$(BIN)/python -m tests.run_notebooks exercises

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: $(READY)
	$(BIN)/python -m tests.screenshots

wheel: $(READY)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
