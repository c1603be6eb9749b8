# Everything happens in .venv in this checkout, which holds the tested versions of requirements/*.lock
# and is made again when they, or the Python it came from, change. `make help` lists the targets.
#
#   PYTHON=/path/to/python   the Python to use instead of python3.11 or python3
#   JOBS=0                   run the tests in one process instead of two
#   XT=/path/to/xt           the program that `make demo` shows
#   ARGS='-k surplus'        further words for pytest, the fault run or the benchmark

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

JOBS ?= 2
ARGS ?=
VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check
LOCK := .venv-lock
XT ?= $(BIN)/xt

# Tests know no more of the machine than this, so that none of its variables hides a fault.
CLEAN = env -i $(foreach name,PATH HOME TERM LANG TMPDIR CI,$${$(name)+"$(name)=$$$(name)"})
PYTEST = $(CLEAN) $(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(ARGS)

# What the caller's own Python work has set must not reach this one.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP VIRTUAL_ENV PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_HASHES

# A moved checkout or a removed Python leaves a .venv that cannot run: make it again.
ifneq "$(shell $(BIN)/python -c pass 2>/dev/null && cat $(VENV)/checkout 2>/dev/null)" "$(CURDIR)"
$(VENV)/made: again
endif

.PHONY: help demo test check docs faults bench lock clean again

help:  ## list the targets
	@echo 'Usage: make TARGET [PYTHON=...] [JOBS=2] [ARGS=...]'
	@echo
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do \
	    printf '  %-8s %s\n' "$$name" "$$text"; done

demo: $(VENV)/installed  ## judge the truce of November 2023 and add up its releases
	@show() { \
	    expected=$$1 meaning=$$2; shift 2; \
	    printf '\n$$ xt %s\n' "$$*"; \
	    code=0; $(CLEAN) $(XT) "$$@" || code=$$?; \
	    if [ "$$code" -ne "$$expected" ]; then \
	        echo "make demo: exit code $$code where $$expected was expected" >&2; exit 1; \
	    fi; \
	    printf '(exit code %s: %s)\n' "$$code" "$$meaning"; \
	}; \
	show 4 'some period is short only under some readings, unreported or undisclosed' \
	    check --ledger data/nov2023; \
	show 0 'done, nothing to report' totals --ledger data/nov2023

test: $(VENV)/installed $(VENV)/developing  ## run the tests
	$(PYTEST)

check: $(VENV)/installed $(VENV)/developing  ## format, lint, types, layers, then the tests: what CI runs
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST)

docs: $(VENV)/installed $(VENV)/developing  ## write docs/commands.md, the man page and the table of completion anew
	$(CLEAN) $(BIN)/python -m tests.manual

faults: $(VENV)/installed $(VENV)/developing  ## break disk, locks and processes at every point: the whole run
	$(CLEAN) $(BIN)/python -m tests.faults $(ARGS)

bench: $(VENV)/installed $(VENV)/developing  ## measure speed and memory
	$(BIN)/python -m benchmarks $(ARGS)

lock: $(LOCK)/made  ## resolve requirements/*.lock anew (ARGS=--upgrade takes the newest versions)
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(LOCK)/bin/uv pip compile -q $(ARGS) --universal \
	    --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    pyproject.toml --group build -o requirements/run.lock
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(LOCK)/bin/uv pip compile -q $(ARGS) --universal \
	    --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    pyproject.toml --group dev -c requirements/run.lock -o requirements/dev.lock
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(LOCK)/bin/uv pip compile -q $(ARGS) --universal --no-deps \
	    --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --group axe -o requirements/axe.lock
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(LOCK)/bin/uv pip compile -q $(ARGS) --universal \
	    --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --group peers -o requirements/peers.lock

clean:  ## remove all that make and its tools have made
	rm -rf $(VENV) $(LOCK) .venv-peers build dist .hypothesis .import_linter_cache
	find . -name .git -prune -o -type d \( -name __pycache__ -o -name '*.egg-info' -o -name .mypy_cache \
	    -o -name .pytest_cache -o -name .ruff_cache \) -prune -exec rm -rf {} +

# $(call find-python): the shell's $python is a Python >= 3.11 that can make environments, or we stop.
define find-python
python=; \
for name in $(if $(PYTHON),'$(PYTHON)',python3.11 python3); do \
    if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
        python=$$name; break; \
    fi; \
done; \
if [ -z "$$python" ]; then \
    echo 'make: no Python 3.11 or later found as $(or $(PYTHON),python3.11 or python3);' \
        'install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3' >&2; exit 1; \
fi; \
if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
    echo "make: $$python cannot make virtual environments (its venv or ensurepip is missing);" \
        'on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; \
fi
endef

# The versions that are tested, each by its hash.
$(VENV)/made: requirements/run.lock
	@$(find-python); echo "make: making $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv --clear $(VENV)
	$(PIP) install -q --require-hashes --only-binary :all: -r requirements/run.lock
	@pwd -P > $(VENV)/checkout
	@touch $@

# The program itself, from this checkout; `pip check` says when pyproject.toml and the lock disagree.
$(VENV)/installed: pyproject.toml $(VENV)/made
	$(PIP) install -q --no-deps --no-build-isolation --editable .
	$(PIP) check
	@# where PYTHONDONTWRITEBYTECODE is set, every start would compile every module again
	$(BIN)/python -m compileall -q exchange_tracker
	@touch $@

$(VENV)/developing: requirements/dev.lock requirements/axe.lock $(VENV)/made
	$(PIP) install -q --require-hashes --only-binary :all: -r requirements/dev.lock
	$(PIP) install -q --require-hashes --only-binary :all: --no-deps --upgrade \
	    --target $(VENV)/axe -r requirements/axe.lock
	@touch $@

$(LOCK)/made:
	@$(find-python); "$$python" -m venv --clear $(LOCK)
	$(LOCK)/bin/python -m pip --disable-pip-version-check install -q 'uv>=0.13,<0.14'
	@touch $@
