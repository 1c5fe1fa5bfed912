# Every target has one line of help after two hashes; `make` alone prints them.
.DEFAULT_GOAL := help
SHELL := /bin/sh

JAVA_HOME := $(shell ops/find-jdk 25)
export JAVA_HOME
MVN := ./mvnw -B -ntp
DIST := bootstrap/target/portside
SOURCES := $(shell find . -path '*/src/main/*' -type f -not -path './node_modules/*') $(shell find bootstrap/src/dist -type f) \
	$(wildcard pom.xml */pom.xml)

.PHONY: help
help: ## Show every target
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  %-18s %s\n", $$1, $$2}'

.PHONY: build
build: $(DIST)/.built ## Build the distribution into bootstrap/target/portside

$(DIST)/.built: $(SOURCES)
	$(MVN) -q package -DskipTests -Dquick
	@touch $@

.PHONY: run
run: build ## Serve everything from memory on PORT (8080); no infrastructure
	@REPOSITORY_TYPE=mock exec $(DIST)/bin/portside serve

.PHONY: test
test: ## Verify everything
	$(MVN) verify

.PHONY: fmt
fmt: ## Format the sources
	$(MVN) -q spotless:apply

.PHONY: lint
lint: ## Check format, Error Prone and NullAway without running tests
	$(MVN) -q test-compile

.PHONY: clean
clean: ## Remove everything that was built
	$(MVN) -q clean
