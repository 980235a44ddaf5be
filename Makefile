# make demo [DATA=folder]   four running portals and the main job done
# make test                 the whole test suite, on real servers of its own
# make check                lint, types, documentation
# make bench                every benchmark beside its peer
# make assets               build the pages' scripts and styles again (needs Node.js 20)
# make stop                 end every process
# PYTHON=/path/to/python3 chooses the interpreter (3.10 to 3.13) of a new .venv.

MADE := .venv/.made-from-setup
BENCH_MADE := .venv/.made-for-bench
CIVIC := .venv/bin/civic
PYTEST := .venv/bin/python -m pytest
FRONTEND := ckanext/civic/rdf/frontend
QUIETLY := -q --continue-on-collection-errors
# everything that the project runs in var/ stays there
TEST_HOME := $(CURDIR)/var/test
BENCH_HOME := $(CURDIR)/var/bench

export PYTHON

.PHONY: demo test check bench assets stop venv
.NOTPARALLEL:

demo: $(MADE)
	@$(CIVIC) demo $(if $(DATA),--data "$(DATA)")

# First what needs no server, then CKAN in process, then running portals and the browser.
test: $(MADE)
	@CIVIC_HOME="$${CIVIC_HOME:-$(TEST_HOME)}"; export CIVIC_HOME; \
	stop() { if [ "$$CIVIC_HOME" = "$(TEST_HOME)" ]; then $(CIVIC) stop >/dev/null 2>&1; fi; }; \
	trap stop EXIT; trap 'exit 130' INT TERM; \
	failed=0; \
	$(PYTEST) $(QUIETLY) -p no:ckan -p no:ckan_fixtures --kind=unit || failed=1; \
	$(PYTEST) $(QUIETLY) --ckan-ini=test.ini --kind=ckan,stack,e2e,browser || failed=1; \
	exit $$failed

check: $(MADE)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/pyright
	$(PYTEST) -q -p no:ckan -p no:ckan_fixtures tests/test_docs.py tests/test_structure.py
	@if command -v docker-compose >/dev/null; then \
		docker-compose -f docker/compose.yaml config >/dev/null && echo "docker/compose.yaml: sound"; \
	else \
		echo "docker/compose.yaml: not checked, docker-compose is not installed"; \
	fi

bench: $(BENCH_MADE)
	@CIVIC_HOME="$${CIVIC_HOME:-$(BENCH_HOME)}" .venv/bin/python -m bench.run $(BENCH)

assets:
	cd $(FRONTEND) && npm ci && npm test && npm run build

stop:
	@if [ -x $(CIVIC) ]; then \
		for home in "$(CURDIR)/var" "$(TEST_HOME)" "$(BENCH_HOME)"; do \
			if [ -d "$$home" ]; then CIVIC_HOME="$$home" $(CIVIC) stop; fi; \
		done; \
	fi

venv: $(MADE)

$(MADE): setup.py ckan-requirements.txt .ci/venv
	@.ci/venv
	@touch $@

$(BENCH_MADE): $(MADE)
	@.ci/venv embedded,test,docs,bench
	@touch $@
