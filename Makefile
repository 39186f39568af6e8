# 述职. The two commands are `make run` and `make test`; `make` alone lists them all.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
MESSAGES := $(BIN)/python tools/messages.py
# The floors whose tests speak to the database; they are run on PostgreSQL too.
DATABASE_TESTS := $(wildcard tests/records tests/acts tests/reads tests/jobs)
# One worker more than there are cores: while one waits for its browser, another works.
N ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# What is compiled is kept: the tests start many programs, and each would compile Django and the house anew.
unexport PYTHONDONTWRITEBYTECODE
# A file's tests stay with one worker, so that what a file builds once is built once; in the order in which they lie.
WHOLE_FILES := --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run test test-postgres check bench bench-record bench-paper train-paper format messages lock clean ready

help: ## 列出各条命令 list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 24

run: ## 安装并运行 set everything up and serve on http://127.0.0.1:8000 (HOST, PORT)
	@exec $(PYTHON) tools/setup.py run

ready:
	@$(PYTHON) tools/setup.py test

test: ready ## 全部测试 all tests, on SQLite and, where it is installed, on PostgreSQL
	$(BIN)/pytest -n $(N) $(WHOLE_FILES) $(ARGS)
	@$(MAKE) --no-print-directory test-postgres

test-postgres: ready ## 在临时的 PostgreSQL 上测试 the database tests on a throw-away PostgreSQL
	@$(BIN)/python tools/postgres.py env SHUZHI_REQUIRE_BROWSER= $(BIN)/pytest -q -n $(N) $(WHOLE_FILES) $(DATABASE_TESTS); \
	  status=$$?; [ $$status -eq 3 ] && [ -z "$(REQUIRE_POSTGRES)" ] || exit $$status

check: ready ## 检查 lint, types, import contract, dependencies, templates, migrations, words, deployment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .
	$(BIN)/djlint src/shuzhi --lint --quiet
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(MESSAGES) check
	SHUZHI_HTTPS=1 ALLOWED_HOSTS=shuzhi.example $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: ready ## 量尺 the figures of the district scale
	$(BIN)/python -m tools.bench

bench-record: ready ## 封存记录的量尺 the figures of the sealed record, beside belenios-tool where it is installed
	PYTHONPATH=src $(BIN)/python -m tools.bench_record

bench-paper: ready ## 读表的量尺 the figures of the paper reader, beside AMC-detect where it is installed (ARGS=--each N)
	PYTHONPATH=src:. $(BIN)/python -m tools.bench_paper $(ARGS)

train-paper: ready ## 重新训练读表的第二意见 train the paper reader's second opinion anew, from pictures of our own making
	PYTHONPATH=src:. $(BIN)/python -m tools.train_paper $(ARGS)

format: ready ## 整理代码 put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: ready ## 补译 join the words; print what has no English yet
	$(MESSAGES) compile
	$(MESSAGES) missing

LOCK = $(BIN)/uv pip compile pyproject.toml --extra scan --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --annotation-style line $(ARGS)
lock: ## 锁定依赖 lock the dependencies of pyproject.toml and package.json (ARGS=--upgrade)
	$(BIN)/uv pip compile --quiet --group setup --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --annotation-style line $(ARGS) -o requirements/setup.txt > /dev/null
	$(LOCK) -o requirements/run.txt > /dev/null
	$(LOCK) --group test -c requirements/run.txt -o requirements/test.txt > /dev/null
	npm install --package-lock-only --ignore-scripts

clean: ## 清除安装的东西 take away what set-up made; the records in var/ stay
	rm -rf .venv build node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
