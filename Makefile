# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test lint types contract quick slow campaign bench app app-slim app-test packages \
	translations hashes format clean

run: $(VENV)/.run-ready
	$(BIN)/gliovista $(STUDY)

test: lint types contract quick slow

lint: $(VENV)/.dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev-ready
	$(BIN)/mypy

contract: $(VENV)/.dev-ready
	$(BIN)/lint-imports

quick: $(VENV)/.dev-ready
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -m "not slow and not campaign" -n 2 --dist loadfile

slow: $(VENV)/.dev-ready
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -m "slow and not frozen and not campaign"

# What docs/RELIABILITY.md reports, at full length: hours. Short forms are part of `make test`.
campaign: $(VENV)/.dev-ready
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -m campaign -rs tests/campaign

# CASE is a folder with the four sequences; the real cases are not part of the repository.
CASE ?= ../shared/cases/BraTS2021_00006

bench: $(VENV)/.dev-ready
	$(BIN)/python -m benchmarks.reading $(CASE)
	$(BIN)/python -m benchmarks.segment --case $(CASE) --isa AVX512_CORE --isa AVX2; missed=$$?; \
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.viewer $(CASE) && exit $$missed

# The program as it is given away: one folder under dist; docs/BUILDING.md says more. No date and no
# order by chance goes in, so that two builds of one commit are the same.
app app-slim packages: export SOURCE_DATE_EPOCH := \
	$(shell git log -1 --format=%ct 2>/dev/null || date -r CHANGELOG.md +%s)
app app-slim packages: export PYTHONHASHSEED := 0
app: $(VENV)/.dev-ready
	$(BIN)/pyinstaller build.spec --noconfirm --log-level WARN --workpath build/full
	$(BIN)/python -m resources.installers.pack dist/gliovista
	dist/gliovista/gliovista --self-test

app-slim: $(VENV)/.dev-ready
	$(BIN)/pyinstaller build.spec --noconfirm --log-level WARN --workpath build/slim -- --slim
	$(BIN)/python -m resources.installers.pack dist/gliovista-slim
	dist/gliovista-slim/gliovista --self-test

# Starts what was built, drives it on a screen that is not there, and watches its connections.
app-test: $(VENV)/.dev-ready
	$(BIN)/pytest -m frozen -rs tests/frozen

packages: $(VENV)/.dev-ready
	$(BIN)/python -m resources.installers.pack dist/gliovista --tar --deb

# New strings come out unfinished: translate them in the .ts, then run this again.
translations: $(VENV)/.dev-ready
	$(BIN)/pyside6-lupdate -extensions py desktop_app -ts resources/i18n/gliovista_es.ts \
		-source-language en -target-language es -locations none -no-obsolete -sort-messages
	$(BIN)/pyside6-lrelease resources/i18n/gliovista_es.ts -qm resources/i18n/gliovista_es.qm

# Anew after a change of constraints.txt; uv (pip install uv) asks the package index.
hashes:
	uv pip compile pyproject.toml --extra dev -c constraints.txt --universal --python-version 3.11 \
		--config-file resources/installers/hashes.toml --no-emit-package torch --generate-hashes \
		--no-annotate --custom-compile-command "make hashes" --quiet -o hashes.txt

format: $(VENV)/.dev-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache

$(BIN)/python:
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Gliovista needs Python 3.11 or newer"'
	$(PYTHON) -m venv $(VENV)

# setuptools comes first so that the editable install needs no isolated build environment.
$(VENV)/.run-ready: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet -c constraints.txt setuptools
	$(PIP) install --quiet --no-build-isolation -c constraints.txt -e .
	touch $@

$(VENV)/.dev-ready: $(VENV)/.run-ready
	$(PIP) install --quiet --no-build-isolation -c constraints.txt -e '.[dev]'
# nnU-Net's networks, to compare with; what else it asks for (timm, torchvision) they do not use.
	$(PIP) install --quiet --no-deps -c constraints.txt dynamic_network_architectures
	touch $@
