# Each target sets up what it needs in .venv; Python 3.11 or newer is all that has to be there.
PYTHON ?= python3
BIN := .venv/bin
# Makes the pseudonyms of the examples; no secret.
KEY := datapackages/demo.key

# Programs of others that read a package in tests, if they are there.
READERS := ckan croissant csvw

.PHONY: demo test readers coverage check docs golden benchmarks floors clean

# Publish an example, and say what was read, withheld and published, and where.
demo: .venv/installed
	rm -rf demo
	$(BIN)/openinnov validate datapackages/bangladesh-digital-centres/submission
	$(BIN)/openinnov protect datapackages/bangladesh-digital-centres/submission --key-file $(KEY)
	$(BIN)/openinnov publish datapackages/bangladesh-digital-centres/submission demo --key-file $(KEY)
	@echo "The package lies in demo/: open demo/README.md, or demo/data/innovation.csv."

test: .venv/developed
	$(BIN)/pytest -q -n auto --dist loadgroup

readers: $(READERS:%=.readers/%/ready)

# What they need gets in the way of ours, so each has an environment of its own.
.readers/%/ready: tests/readers/%.txt
	$(PYTHON) -m venv --clear .readers/$*
	.readers/$*/bin/pip install --quiet -r $<
	@touch $@

# Which lines and branches tests reach; measuring takes as long again, so examples of laws are few.
coverage: .venv/developed
	HYPOTHESIS_PROFILE=few $(BIN)/pytest -q -n auto --dist loadgroup \
	  --cov --cov-report=term:skip-covered

check: .venv/developed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: .venv/developed
	$(BIN)/sphinx-build -q -W --keep-going -b html docs site

# Write the packages and reports under datapackages/ anew; read the difference before you commit it.
golden: .venv/developed
	$(BIN)/python tests/golden.py

benchmarks: .venv/developed
	$(BIN)/python benchmarks/run.py

# Run the demo with the oldest version of each library that pyproject.toml says is enough.
floors:
	$(PYTHON) -m venv --clear .floors
	sed -n '/^dependencies/,/^]/s/^  "\(.*\)>=\(.*\)",$$/\1==\2/p' pyproject.toml > .floors/floors.txt
	.floors/bin/pip install --quiet -c .floors/floors.txt .
	$(MAKE) -o .venv/installed demo BIN=.floors/bin

.venv/pip: Makefile
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip
	@touch $@

.venv/installed: .venv/pip pyproject.toml requirements.lock
	$(BIN)/pip install --quiet -c requirements.lock -e .
	@touch $@

.venv/developed: .venv/installed
	$(BIN)/pip install --quiet -c requirements.lock -e . --group dev
	@touch $@

clean:
	rm -rf .venv .floors .readers dist site demo .coverage
