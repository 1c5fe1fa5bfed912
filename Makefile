# Every target has one line of help after two hashes; `make` alone prints them.
.DEFAULT_GOAL := help
SHELL := /bin/sh

JAVA_HOME := $(shell ops/find-jdk 25)
export JAVA_HOME
MVN := ./mvnw -B -ntp
DIST := bootstrap/target/portside
STACK := ops/local-stack/target/classes
FAULTS := ops/faults/target/classes
SOURCES := $(shell find . -path '*/src/main/*' -type f -not -path './node_modules/*' -not -path './ops/*') $(shell find bootstrap/src/dist -type f) \
	$(wildcard pom.xml */pom.xml)

.PHONY: help
help: ## Show every target
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  %-19s %s\n", $$1, $$2}'

.PHONY: build
build: $(DIST)/.built ## Build the distribution into bootstrap/target/portside

$(DIST)/.built: $(SOURCES)
	$(MVN) -q package -DskipTests -Dquick -pl bootstrap -am
	@touch $@

.PHONY: dist
dist: ## Make target/portside-<version>-linux-<arch>.tar.gz, which needs no JDK: runtime, application, start caches, parts
	$(MVN) -q package -DskipTests -Dquick -Pparts -pl bootstrap,ops/local-stack -am
	@ops/image/make-archive $(DIST) bootstrap/target/portside.cdx.json target

COMPOSE := docker compose -f ops/compose/$(if $(SCALE),compose.scale.yaml,compose.yaml) $(if $(OBSERVE),--profile observe)
WITH_DOCKER = @docker version >/dev/null 2>&1 || { echo "make $@ needs a Docker engine, and none answers here" >&2; exit 1; }

.PHONY: docker-build
docker-build: ## Build the image portside:latest
	$(WITH_DOCKER)
	docker build -f ops/image/Dockerfile -t portside:latest --build-arg REVISION="$$(git rev-parse HEAD)" .

.PHONY: docker-run
docker-run: ## Serve everything from memory in a container on PORT (8080)
	$(WITH_DOCKER)
	docker run --rm --init -p $(or $(PORT),8080):8080 -e REPOSITORY_TYPE=mock --read-only --tmpfs /tmp:exec --cap-drop ALL \
	  --security-opt no-new-privileges portside:latest

.PHONY: docker-up
docker-up: ## Serve with all servers in containers (SCALE=1: replicas by role behind nginx; OBSERVE=1: Prometheus and Grafana)
	$(WITH_DOCKER)
	$(COMPOSE) up --build --detach --wait

.PHONY: docker-down
docker-down: ## End the containers of docker-up (SCALE, OBSERVE as there); their data stays
	$(WITH_DOCKER)
	$(COMPOSE) down

.PHONY: run
run: build ## Serve everything from memory on PORT (8080); no infrastructure
	@REPOSITORY_TYPE=mock exec $(DIST)/bin/portside serve

.PHONY: publisher
publisher: build ## Publish COUNT (5) sample orders to the running stack's NATS, else to the service at PORT (RATE INVALID)
	@$(PERHAPS_STACK) [ -f target/stack.env ] || url="--url http://localhost:$${PORT:-8080}"; \
	  exec $(DIST)/bin/portside publish-orders --count $(or $(COUNT),5) $(if $(RATE),--rate $(RATE)) \
	  $(if $(INVALID),--invalid $(INVALID)) $$url

.PHONY: seed
seed: build ## Create COUNT (10000) todos in the service at PORT (8080) with TOKEN or JWT_SECRET
	@$(DIST)/bin/portside seed-todos --count $(or $(COUNT),10000) $(if $(TOKEN),--token $(TOKEN))

# $(call measured,class): a program of the benchmarks, to be followed by its arguments.
measured = $(MVN) -q process-classes -Dquick -pl ops/benchmark -am && \
	  exec "$(JAVA_HOME)/bin/java" -cp "ops/benchmark/target/classes:$$(cat ops/benchmark/target/class-path)" \
	  dev.portside.benchmark.$(1)

# $(call measure,class,rounds,seconds of each); a benchmark's own settings come behind.
measure = $(call measured,$(1)) $(DIST) $(or $(ROUNDS),$(2)) $(or $(SECONDS),$(3))

BENCHMARKS := footprint hot-read orders limits records products relay jmh

.PHONY: benchmark
benchmark: ## Measure everything, half an hour, and write one table to target/benchmark (STRICT=1 fails when a figure is missed; ROUNDS, SECONDS)
	@$(call measured,'Tool$$Check')
	@rm -rf target/benchmark; failed=; \
	  for each in $(BENCHMARKS); do $(MAKE) --no-print-directory benchmark-$$each || failed="$$failed $$each"; done; \
	  $(call measured,Report) "$$(git describe --always --dirty)" "$(STRICT)" $$failed

.PHONY: benchmark-footprint
benchmark-footprint: dist ## Measure the archive's starts and its memory under load, from memory and on real servers (ROUNDS=10 starts, SECONDS=60)
	@rm -rf target/footprint && mkdir -p target/footprint && tar -xzf target/portside-*.tar.gz -C target/footprint --strip-components=1
	@$(subst $(DIST),target/footprint,$(call measure,FootprintBenchmark,10,60))

.PHONY: benchmark-hot-read
benchmark-hot-read: build ## Measure the hot read against nginx, Gin with Redis and a bare handler (ROUNDS=3 SECONDS=3, PAGES='60 100' todos)
	@$(call measure,HotReadBenchmark,3,3) $(or $(PAGES),60)

.PHONY: benchmark-jmh
benchmark-jmh: build ## Measure the pure rules and JSON with JMH (ROUNDS=2 processes for each, SECONDS=3)
	@$(call measure,RulesBenchmark,2,3)

.PHONY: benchmark-limits
benchmark-limits: build ## Measure rate limits on Redis against Bucket4j (ROUNDS=3 SECONDS=5 SEED)
	@$(call measure,RateLimitsBenchmark,3,5) $(SEED)

.PHONY: benchmark-orders
benchmark-orders: build ## Measure orders from the cache against a bare handler with wrk (ROUNDS=3 SECONDS=4)
	@$(call measure,OrdersBenchmark,3,4)

.PHONY: benchmark-products
benchmark-products: build ## Measure product events against a bare producer and consumer (ROUNDS=3 SECONDS=10 SETTINGS)
	@$(call measure,ProductsBenchmark,3,10) $(SETTINGS)

.PHONY: benchmark-records
benchmark-records: build ## Measure records against db-scheduler (ROUNDS=9 SECONDS=10 SETTINGS='INBOX_BATCH_SIZE=200')
	@$(call measure,RecordsBenchmark,9,10) $(SETTINGS)

.PHONY: benchmark-relay
benchmark-relay: build ## Measure the relay against a bare producer (ROUNDS=3 SECONDS=30, each 1000 events; SETTINGS)
	@$(call measure,RelayBenchmark,3,30) $(SETTINGS)

$(STACK)/.built: pom.xml ops/local-stack/pom.xml $(shell find ops/local-stack/src/main -type f)
	$(MVN) -q process-classes -Dquick -pl ops/local-stack
	@touch $@

.PHONY: run-stack
run-stack: build $(STACK)/.built ## Serve against real servers, all started here (COMMAND=... runs something else)
	@exec ops/local-stack/run target/stack.env $(or $(COMMAND),$(DIST)/bin/portside serve)

# Settings of the stack that runs, for the targets below.
WITH_STACK := [ -f target/stack.env ] || { echo "no stack runs here: make run-stack" >&2; exit 1; }; . ./target/stack.env;

.PHONY: status
status: ## Show the running stack's addresses and the service's health
	@$(WITH_STACK) grep -v '^#' target/stack.env; \
	  curl -sS -m 5 "http://localhost:$${PORT:-$${HTTP_PORT:-8080}}/health" && echo || echo "the service doesn't answer"

.PHONY: logs
logs: ## Follow the logs of the running stack's servers
	@$(WITH_STACK) tail -n 20 -F $$(sed -n 's/^# log: //p' target/stack.env)

# The same when a stack runs; else those of the environment.
PERHAPS_STACK := set -a; [ ! -f target/stack.env ] || . ./target/stack.env; set +a;

.PHONY: migrate
migrate: build ## Bring both databases' schemas up: those of the running stack, else of the environment
	@$(PERHAPS_STACK) exec $(DIST)/bin/portside migrate up

.PHONY: migrate-down
migrate-down: build ## Undo the newest version of each schema with its data (DATABASE=main or inbox, YES=1)
	@$(PERHAPS_STACK) exec $(DIST)/bin/portside migrate down $(if $(DATABASE),--database $(DATABASE)) $(if $(YES),--yes)

.PHONY: migrate-info
migrate-info: build ## Show the versions of both databases' schemas
	@$(PERHAPS_STACK) exec $(DIST)/bin/portside migrate info

.PHONY: relay
relay: build ## Bring user events of the running stack, else of the environment, to Kafka, beside the service
	@$(PERHAPS_STACK) exec $(DIST)/bin/portside relay

.PHONY: check-outbox
check-outbox: build ## Show which user events wait to be sent (NEWEST=10)
	@$(PERHAPS_STACK) exec $(DIST)/bin/portside check-outbox $(if $(NEWEST),--newest $(NEWEST))

.PHONY: backfill
backfill: build ## Send stored user events once more (FROM=2026-01-31 TO= TYPE=user.created USER_ID= RATE= AFTER= DRY_RUN=1)
	@$(PERHAPS_STACK) exec $(DIST)/bin/portside backfill --from "$(FROM)" $(if $(TO),--to "$(TO)") \
	  $(if $(TYPE),--type $(TYPE)) $(if $(USER_ID),--user $(USER_ID)) $(if $(RATE),--rate $(RATE)) \
	  $(if $(AFTER),--after $(AFTER)) $(if $(DRY_RUN),--dry-run)

.PHONY: db-shell
db-shell: ## Open psql on the running stack's main database (DB=inbox for the other)
	@$(WITH_STACK) [ "$(DB)" != inbox ] || { DB_HOST=$$INBOX_DB_HOST DB_PORT=$$INBOX_DB_PORT DB_USER=$$INBOX_DB_USER \
	  DB_PASSWORD=$$INBOX_DB_PASSWORD DB_NAME=$$INBOX_DB_NAME; }; \
	  PGPASSWORD=$$DB_PASSWORD exec psql -h "$$DB_HOST" -p "$$DB_PORT" -U "$$DB_USER" "$$DB_NAME"

.PHONY: redis-shell
redis-shell: ## Open redis-cli on the running stack's Redis
	@$(WITH_STACK) exec redis-cli -u "$$REDIS_URL"

.PHONY: test
test: ## Verify everything
	$(MVN) verify

# $(call faults,flow,kills pauses tasks)
faults = $(MVN) -q process-classes -Dquick -pl ops/faults -am && \
	  exec "$(JAVA_HOME)/bin/java" -cp "$(FAULTS):$$(cat $(FAULTS)/dev/portside/faults/class-path)" \
	  dev.portside.faults.FaultsMain $(1) $(DIST) $(2) $(or $(MINUTES),30) $(SEED)

.PHONY: test-faults
test-faults: build ## Kill, pause and cut off everything under all flows for MINUTES=30, judge all (SEED); or one FLOW with KILLS=100 PAUSES=10 TASKS=100000 (FLOW=records|users|outage|products|store_outage|flood|orders|todos|rolling|all)
	@$(call faults,$(or $(FLOW),together),$(or $(KILLS),100) $(or $(PAUSES),10) $(or $(TASKS),100000))

.PHONY: soak
soak: build ## Hold 70 % of what this machine can take for MINUTES=30, break something each minute, and see that nothing grows (SEED)
	@$(call faults,soak,0 0 0)

# Each of these tests has a short form in make test.
LIMITS := -Dportside.consumes=$(or $(CONSUMES),1000000) -Dportside.blows=$(or $(BLOWS),30) -Dportside.seconds=$(or $(SECONDS),60)

.PHONY: test-limits
test-limits: ## Share limits among four processes (CONSUMES=1000000), break Redis (BLOWS=30), obey header fields (SECONDS=60)
	$(MVN) test -pl adapters-redis,bootstrap -am $(LIMITS) -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtest='LimitFleetTest,LimitsUnderFaultsTest,ObedientClientTest'

.PHONY: test-slow
test-slow: ## Measure what CONNECTIONS=1000 slow connections cost others, ROUNDS=5, and how soon they are cut
	$(MVN) test -pl bootstrap -am -Dportside.slow.rounds=$(or $(ROUNDS),5) -Dportside.slow.connections=$(or $(CONNECTIONS),1000) \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dtest=SlowConnectionsTest

.PHONY: fuzz
fuzz: build ## Feed made-up bytes to everything that reads such, SECONDS=60 each (TARGETS=JsonFuzz..., KEEP=1 keeps what reaches new code)
	@$(MVN) -q process-classes -Dquick -pl ops/fuzz -am
	@KEEP=$(KEEP) ops/fuzz/run "$(JAVA_HOME)/bin/java" $(or $(SECONDS),60) $(TARGETS)

.PHONY: test-crash
test-crash: ## Let the running service crash around a commit and see that nothing is lost (PORT, URL)
	@ops/test-crash

.PHONY: test-token-bucket
test-token-bucket: ## Walk through the rate limits of the running service (PORT, URL, TOKEN)
	@ops/test-token-bucket

.PHONY: test-user-api
test-user-api: ## Walk through the user calls of the running service (PORT, URL, TOKEN)
	@ops/test-user-api

# $(call load,options): TOKEN is the caller's, else signed with JWT_SECRET when there is one.
LOAD := ops/load/target
load = $(MVN) -q process-classes -Dquick -pl ops/load && { $(PERHAPS_STACK) \
	  TOKEN=$${TOKEN:-$$($(DIST)/bin/portside token --sub load-test --role todos:write 2>/dev/null)}; export TOKEN; \
	  exec "$(JAVA_HOME)/bin/java" -XX:TieredStopAtLevel=1 -cp "$(LOAD)/classes:$$(cat $(LOAD)/class-path)" \
	  dev.portside.load.LoadCommand $(if $(URL),--url $(URL)) --timeout $(or $(TIMEOUT),30) --out target/load $(1); }

.PHONY: load-test
load-test: build ## Load the running service and check every task (RPS=50 TASKS=200 TIMEOUT=30, SCENARIO=records|products|users|buckets|todos-read|todos-write|orders-publish|orders-read|mixed, URL, TOKEN)
	@$(call load,--scenario $(or $(SCENARIO),records) --rps $(or $(RPS),50) --tasks $(or $(TASKS),200))

.PHONY: perf-test
perf-test: build ## The same at one rate after the other (RPS=50,100,200,400 TASKS=1000 each, TIMEOUT=30, SCENARIO, URL, TOKEN)
	@$(call load,--scenario $(or $(SCENARIO),records) --rps $(or $(RPS),50,100,200,400) --tasks $(or $(TASKS),1000))

.PHONY: stress-vegeta
stress-vegeta: build ## Hold RPS=500 for SECONDS=10 with our own generator, reported as vegeta reports (SCENARIO=todos-read, URL, TOKEN)
	@$(call load,--vegeta --scenario $(or $(SCENARIO),todos-read) --rps $(or $(RPS),500) \
	  --tasks $$(( $(or $(RPS),500) * $(or $(SECONDS),10) )))

.PHONY: stress-wrk
stress-wrk: ## Ask for the newest 100 todos as fast as wrk can (CONNECTIONS=64 SECONDS=10 URL)
	@command -v wrk >/dev/null || { echo "wrk is not installed; make stress-vegeta needs nothing" >&2; exit 1; }
	@exec wrk -t 2 -c $(or $(CONNECTIONS),64) -d $(or $(SECONDS),10)s --latency \
	  "$(or $(URL),http://localhost:$${PORT:-8080})/todos?limit=100"

.PHONY: fmt
fmt: ## Format the sources
	$(MVN) -q spotless:apply

.PHONY: lint
lint: ## Check format, Error Prone and NullAway without running tests
	$(MVN) -q test-compile

.PHONY: clean
clean: ## Remove everything that was built
	$(MVN) -q clean
