# The two commands most people need are `make run` and `make test`. Each target calls a script of scripts/,
# the same one that CI calls, so that what passes here passes there.
.DEFAULT_GOAL := help
.PHONY: help run stop setup train test lint format eval transcript bench-bot bench-path bench-promises bench-understanding lock clean

PYTHON := scripts/python

help: ## Show this list
	@echo "Qiantai — the conversational front line of a parcel courier"
	@echo
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-19s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "Settings come from the environment or from .env; .env.example explains each of them."

run: ## Install what is missing, then start bot, actions and desk (VERBOSE=1 shows their whole logs; Ctrl-C stops)
	@$(PYTHON) -m scripts.setup && exec .venv/bin/python -m scripts.run

stop: ## Stop what `make run` started in another terminal
	@$(PYTHON) -m scripts.stop

setup: ## Only install: environments, the built website, the trained assistant, .env
	@$(PYTHON) -m scripts.setup

train: ## Train the assistant, even if nothing changed
	@$(PYTHON) -m scripts.setup --retrain

test: ## Everything CI checks: lint, types, unit, web, bot, functional and browser tests
	@$(PYTHON) -m scripts.test

lint: ## Check style and types of the Python and TypeScript code
	@$(PYTHON) -m scripts.test --only lint

format: ## Rewrite the Python and TypeScript code in the house style
	@$(PYTHON) -m scripts.format

eval: ## Measure understanding: make eval FILE=path.tsv (id, source, accepted_intents, emotion, text)
	@$(PYTHON) -m scripts.setup && .venv/bin/python -m scripts.evaluate $(if $(FILE),"$(FILE)",)

transcript: ## Play a flow and print it as people read it: make transcript FLOW=name (without FLOW it lists them)
	@$(PYTHON) -m scripts.setup && .venv/bin/python -m tests.functional.conversation.transcript $(if $(FLOW),"$(FLOW)",)

bench-path: ## Measure how long a customer waits for a whereabouts, over the whole way (about five minutes)
	@$(PYTHON) -m scripts.setup && .venv/bin/python -m bench.path

bench-understanding: ## Compare classifiers on labelled messages: make bench-understanding FILE=path.tsv (about an hour)
	@$(PYTHON) -m scripts.setup && .venv-bot/bin/python -m bench.understanding "$(FILE)"

bench-bot: ## Measure the assistant's speed and memory beside a stock Rasa assistant (about ten minutes)
	@$(PYTHON) -m scripts.setup && .venv/bin/python -m bench.bot

bench-promises: ## Measure how soon after their time promises are told, with ten thousand open ones (two minutes)
	@$(PYTHON) -m scripts.setup && .venv/bin/python -m bench.promises

lock: ## Resolve requirements/*.in again into hashed locks
	@$(PYTHON) -m scripts.lock

clean: ## Remove everything the commands above made, but neither .env nor the data in var/
	@$(PYTHON) -m scripts.clean
