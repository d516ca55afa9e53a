# SPDX-License-Identifier: Apache-2.0
# Builds into build/: bin/ programs, lib/anjungan/ loadable modules, test/ test programs, report/ results.
#   make            everything            make test     every test           make check   tests without the slow ones
#   make asan       tests under ASan/UBSan             make cover   line coverage of the core
#   make bench      speed and memory beside peers      make format  lay out the sources
# V=1 shows the commands. CC=clang builds with clang. WERROR= lets warnings pass.
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.PHONY: all run test check unit units contract prism e2e asan cover bench bench-face bench-code smoke-camera fault test-devices test-security fuzz format install clean \
	headers floors words clang tests-build

CC      ?= gcc
ifeq ($(origin CC),default)
CC      := gcc
endif
CXX     ?= g++
ifeq ($(origin CXX),default)
CXX     := g++
endif
BUILD   ?= build
PREFIX  ?= /usr/local
WERROR  ?= -Werror
OPT     ?= -O2 -g
SAN     ?=
PKG_CONFIG ?= pkg-config
VERSION := 0.1.0
Q       := $(if $(V),,@)
say      = $(if $(V),,@printf '  %-6s %s\n' '$(1)' '$(2)')

# --- what must be installed -------------------------------------------------------------------------------------
PKGS_CORE    := sqlite3 libsodium jansson libconfig libqrencode
PKGS_UI      := ncursesw
PKGS_HTTP    := libcurl
CUPS_CONFIG  ?= cups-config
HAS_CUPS     := $(shell command -v $(CUPS_CONFIG))
CUPS_CFLAGS  := $(if $(HAS_CUPS),$(shell $(CUPS_CONFIG) --cflags))
CUPS_LIBS    := $(if $(HAS_CUPS),$(shell $(CUPS_CONFIG) --libs))
PKGS_CENTRAL := libmicrohttpd gnutls sqlite3 libsodium jansson
PKGS_CAMERA  := libv4l2 libturbojpeg libjpeg zbar chafa libseccomp
PKGS_TEST    := cmocka vterm
pkg = $(shell $(PKG_CONFIG) $(1) $(2))
ifeq ($(filter clean format floors,$(MAKECMDGOALS)),)
# Whoever only builds and runs needs nothing of the tests.
PKGS_GOAL := $(if $(filter-out all run install,$(MAKECMDGOALS)),$(PKGS_TEST))
MISSING := $(foreach p,$(sort $(PKGS_CORE) $(PKGS_UI) $(PKGS_HTTP) $(PKGS_CENTRAL) $(PKGS_CAMERA) $(PKGS_GOAL)),\
	$(shell $(PKG_CONFIG) --exists $(p) || echo $(p)))
ifneq ($(strip $(MISSING)),)
$(error Not installed: $(strip $(MISSING)). On Debian run: ./scripts/install-packages.sh)
endif
endif

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wformat=2 \
	-Wundef -Wvla -Wwrite-strings -Wno-missing-field-initializers
CPPFLAGS += -Isrc -I. -I$(BUILD)/gen -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -DPREFIX='"$(PREFIX)"'
CFLAGS   ?= $(OPT)
CFLAGS   += -std=c11 $(WARN) $(WERROR) $(SAN) -fstack-protector-strong -fPIC
CXXFLAGS ?= $(OPT)
CXXFLAGS += -std=c++17 -Wall -Wextra $(WERROR) $(SAN) -fno-exceptions -fPIC
HARDEN   := $(if $(SAN),,-D_FORTIFY_SOURCE=2)
LDFLAGS  += $(SAN) -Wl,-z,relro,-z,now -Wl,--as-needed
BANNED   := -include base/banned.h

# --- sources by room --------------------------------------------------------------------------------------------
CORE_SRC    := $(wildcard src/base/*.c src/rules/*.c src/flow/*.c src/store/*.c src/device/*.c src/work/*.c)
KIOSK_SRC   := $(wildcard ui/*.c src/cli/*.c)
CENTRAL_SRC := $(wildcard src/central/*.c)
CAMERA_SRC  := $(wildcard src/camera/*.c)
CAMERA_CXX  := $(wildcard src/camera/*.cc)
HTTP_SRC    := $(wildcard src/device/http/*.c)
# Optional: whoever prints to no queue of CUPS needs no libcups.
CUPS_SRC    := $(if $(HAS_CUPS),$(wildcard src/device/cups/*.c))
objs = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))

CORE    := $(BUILD)/libanjungan.a
KIOSK   := $(BUILD)/bin/anjungan
CAMERA  := $(BUILD)/bin/anjungan-camera
CENTRAL := $(BUILD)/bin/anjungan-central
HTTP    := $(BUILD)/lib/anjungan/http.so
CUPS    := $(BUILD)/lib/anjungan/cups.so
PROGRAMS := $(if $(wildcard src/main.c),$(KIOSK)) $(if $(wildcard src/camera/main.c),$(CAMERA)) \
	$(if $(wildcard src/central/main.c),$(CENTRAL)) $(if $(HTTP_SRC),$(HTTP)) $(if $(CUPS_SRC),$(CUPS))

# Tests: one CMocka program a file. unit/ and screen/ link the archive, fakes and the screen code; fault/ too.
FAKE_SRC  := $(wildcard tests/fake/*.c)
UNIT_SRC  := $(filter-out $(if $(HAS_CUPS),,tests/unit/cups_test.c),$(wildcard tests/unit/*_test.c))
SCREEN_SRC := $(wildcard tests/screen/*_test.c)
E2E_SRC   := $(wildcard tests/e2e/*_test.c)
E2E_LIB   := $(filter-out $(E2E_SRC),$(wildcard tests/e2e/*.c))
BENCH_LIB := $(filter-out $(wildcard tests/bench/*_bench.c),$(wildcard tests/bench/*.c))
CONTRACT_SRC := $(wildcard tests/contract/*_test.c)
CONTRACT_LIB := $(filter-out $(CONTRACT_SRC),$(wildcard tests/contract/*.c))
FAULT_SRC := $(wildcard tests/fault/*_test.c)
SECURITY_SRC := $(wildcard tests/security/*_test.c)
SECURITY_LIB := $(filter-out $(SECURITY_SRC),$(wildcard tests/security/*.c))
FAULT_LIB := $(filter-out $(FAULT_SRC),$(wildcard tests/fault/*.c))
BENCH_SRC := $(wildcard tests/bench/*_bench.c)
UNIT      := $(patsubst tests/%.c,$(BUILD)/test/%,$(UNIT_SRC) $(SCREEN_SRC))
CONTRACT  := $(patsubst tests/%.c,$(BUILD)/test/%,$(CONTRACT_SRC))
E2E       := $(patsubst tests/%.c,$(BUILD)/test/%,$(E2E_SRC))
FAULT     := $(patsubst tests/%.c,$(BUILD)/test/%,$(FAULT_SRC))
SECURITY  := $(patsubst tests/%.c,$(BUILD)/test/%,$(SECURITY_SRC))
BENCH     := $(patsubst tests/%.c,$(BUILD)/test/%,$(BENCH_SRC))

all: $(PROGRAMS)

CORE_CFLAGS := $(call pkg,--cflags,$(PKGS_CORE) $(PKGS_UI) $(PKGS_HTTP) $(PKGS_CENTRAL) $(PKGS_CAMERA) $(PKGS_GOAL)) $(CUPS_CFLAGS)

# The texts of the catalogue, for src/base/texts.c.
TEXTS     := $(BUILD)/gen/texts.inc
TEXTS_SRC := $(wildcard src/*.c src/*/*.c src/*/*.h ui/*.c ui/*.h)

$(TEXTS): $(TEXTS_SRC) scripts/texts.awk
	@mkdir -p $(@D)
	$(Q)awk -f scripts/texts.awk $(TEXTS_SRC) | LC_ALL=C sort -u > $@

$(BUILD)/obj/src/base/texts.o: $(TEXTS)

$(BUILD)/obj/%.o: %.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(HARDEN) $(BANNED) $(CORE_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.o: %.cc
	$(call say,CXX,$<)
	@mkdir -p $(@D)
	$(Q)$(CXX) $(CPPFLAGS) $(HARDEN) -isystem /usr/include/opencv4 $(CXXFLAGS) -MMD -MP -c -o $@ $<

$(CORE): $(call objs,$(CORE_SRC))
	$(call say,AR,$@)
	@mkdir -p $(@D)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

CORE_LIBS := $(CORE) $(call pkg,--libs,$(PKGS_CORE)) -lpthread -ldl -lm

$(KIOSK): $(BUILD)/obj/src/main.o $(BUILD)/obj/src/heap.o $(call objs,$(KIOSK_SRC)) $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -rdynamic -o $@ $(filter-out %.a,$^) $(CORE_LIBS) $(call pkg,--libs,$(PKGS_UI))

$(CENTRAL): $(call objs,$(CENTRAL_SRC)) $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter-out %.a,$^) $(CORE_LIBS) $(call pkg,--libs,$(PKGS_CENTRAL))

$(CAMERA): $(call objs,$(CAMERA_SRC)) $(patsubst %.cc,$(BUILD)/obj/%.o,$(CAMERA_CXX)) $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CXX) $(CFLAGS:-std=c11=) $(LDFLAGS) -o $@ $(filter-out %.a,$^) $(CORE) -lsodium -lpthread -lm \
		$(call pkg,--libs,$(PKGS_CAMERA)) -lopencv_dnn -lopencv_imgproc -lopencv_core

$(HTTP): $(call objs,$(HTTP_SRC)) $(CORE)
	$(call say,SO,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,--exclude-libs,ALL -o $@ $(filter-out %.a,$^) $(CORE) -lsodium $(call pkg,--libs,$(PKGS_HTTP))

$(CUPS): $(call objs,$(CUPS_SRC)) $(CORE)
	$(call say,SO,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,--exclude-libs,ALL -o $@ $(filter-out %.a,$^) $(CORE) -lsodium $(CUPS_LIBS)

# --- tests ------------------------------------------------------------------------------------------------------
TEST_LIBS = $(CORE_LIBS) $(call pkg,--libs,$(PKGS_TEST) $(PKGS_UI) $(PKGS_HTTP) $(PKGS_CENTRAL) $(PKGS_CAMERA)) $(CUPS_LIBS)
# What a test program may link besides the archive: the screen code, the http module and the parts of the centre.
TEST_OBJS = $(call objs,$(FAKE_SRC) $(KIOSK_SRC) $(HTTP_SRC) $(CUPS_SRC) $(filter-out src/central/main.c,$(CENTRAL_SRC)) \
	$(filter-out src/camera/main.c,$(CAMERA_SRC)))
TEST_KIT  := $(BUILD)/libtestkit.a

$(TEST_KIT): $(TEST_OBJS)
	@mkdir -p $(@D)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(UNIT): $(BUILD)/test/%: $(BUILD)/obj/tests/%.o $(TEST_KIT) $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(TEST_KIT) $(TEST_LIBS)

$(CONTRACT): $(BUILD)/test/%: $(BUILD)/obj/tests/%.o $(call objs,$(CONTRACT_LIB)) $(TEST_KIT) $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(call objs,$(CONTRACT_LIB)) $(TEST_KIT) $(TEST_LIBS)

# The real programs in a terminal: terminal and rig, and for the benchmarks what measures.
$(BUILD)/libe2e.a: $(call objs,$(E2E_LIB) $(BENCH_LIB) $(SECURITY_LIB))
	@mkdir -p $(@D)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(E2E) $(BENCH) $(SECURITY): $(BUILD)/test/%: $(BUILD)/obj/tests/%.o $(BUILD)/libe2e.a $(TEST_KIT) $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libe2e.a $(TEST_KIT) $(TEST_LIBS)

$(FAULT): $(BUILD)/test/%: $(BUILD)/obj/tests/%.o $(call objs,$(FAULT_LIB)) $(BUILD)/libe2e.a $(TEST_KIT) $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(call objs,$(FAULT_LIB)) $(BUILD)/libe2e.a $(TEST_KIT) $(TEST_LIBS)

# What tests put before libc in a program under test.
SHIMS := $(patsubst tests/shim/%.c,$(BUILD)/lib/shim/%.so,$(wildcard tests/shim/*.c))
$(BUILD)/lib/shim/%.so: tests/shim/%.c
	$(call say,SO,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) -D_GNU_SOURCE $(OPT) -std=c11 $(WARN) $(WERROR) -fPIC -shared -o $@ $< -ldl

tests-build: all $(SHIMS) $(UNIT) $(CONTRACT) $(E2E) $(SECURITY) $(FAULT)

unit: $(UNIT)
	$(Q)BUILD=$(BUILD) scripts/run-tests.sh $(UNIT)

contract: all $(CONTRACT)
	$(Q)BUILD=$(BUILD) scripts/run-tests.sh $(CONTRACT)

# Kiosk and centre with a validating proxy between them. Needs node and npm.
prism: all $(BUILD)/test/contract/kiosk_centre_test
	$(Q)BUILD=$(BUILD) scripts/prism.sh

e2e: all $(SHIMS) $(E2E)
	$(Q)BUILD=$(BUILD) scripts/run-tests.sh $(E2E)

fault: all $(FAULT)
	@rm -f $(BUILD)/report/fault*.txt
	$(Q)BUILD=$(BUILD) TEST_TIMEOUT_S=3600 TEST_JOBS=2 scripts/run-tests.sh $(FAULT); rc=$$?; \
		cat $(BUILD)/report/fault*.txt; exit $$rc

# Where personal data could stay behind.
test-security: all $(SHIMS) $(SECURITY)
	$(Q)BUILD=$(BUILD) scripts/run-tests.sh $(SECURITY)

check: floors headers words units

units: all $(UNIT) $(CONTRACT)
	$(Q)BUILD=$(BUILD) scripts/run-tests.sh $(UNIT) $(CONTRACT)

# The slowest first, so that no core waits at the end.
test: floors headers words tests-build
	$(Q)BUILD=$(BUILD) scripts/run-tests.sh $(SECURITY) $(E2E) $(CONTRACT) $(UNIT)

asan:
	$(Q)$(MAKE) BUILD=build-asan SAN='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
		OPT='-O1 -g' units

cover:
	$(Q)$(MAKE) BUILD=build-cover SAN='--coverage' OPT='-O0 -g' WERROR= units
	$(Q)gcovr --root . --filter 'src/(base|rules|flow|store|work)/' --print-summary build-cover

bench: all $(SHIMS) $(BENCH) bench-face bench-code
	$(Q)BUILD=$(BUILD) scripts/bench.sh $(BENCH)

# The face gate on pictures: make bench-face ANJUNGAN_FACES=DIR (or FACES=DIR) adds the JPEGs of DIR to the committed photograph.
CAMERA_PARTS := $(call objs,$(filter-out src/camera/main.c,$(CAMERA_SRC))) $(patsubst %.cc,$(BUILD)/obj/%.o,$(CAMERA_CXX))
CAMERA_LIBS   = -lsodium -lpthread -lm $(call pkg,--libs,$(PKGS_CAMERA)) -lopencv_dnn -lopencv_imgproc -lopencv_core
FACE_BENCH   := $(BUILD)/test/bench/face_bench

$(FACE_BENCH): $(call objs,$(wildcard tests/bench/face/*.c)) $(CAMERA_PARTS) $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CXX) $(CFLAGS:-std=c11=) $(LDFLAGS) -o $@ $(filter-out %.a,$^) $(CORE) $(CAMERA_LIBS)

bench-face: $(FACE_BENCH) $(CAMERA)
	@mkdir -p $(BUILD)/report
	$(Q)$(FACE_BENCH) $(BUILD)/report/bench-face.json $(CAMERA) $(or $(FACES),$(ANJUNGAN_FACES))

# Codes beside zbarimg.
CODE_BENCH := $(BUILD)/test/bench/code_bench

$(CODE_BENCH): $(call objs,$(wildcard tests/bench/code/*.c)) $(CAMERA_PARTS) $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CXX) $(CFLAGS:-std=c11=) $(LDFLAGS) -o $@ $(filter-out %.a,$^) $(CORE) $(CAMERA_LIBS) -lqrencode

bench-code: $(CODE_BENCH)
	@mkdir -p $(BUILD)/report
	$(Q)$(CODE_BENCH) $(BUILD)/report/bench-code.json

# The real helpers on devices made here. tests/devices/*_plugin.c become modules for the libraries that load them.
DEVICES      := $(patsubst tests/%.c,$(BUILD)/test/%,$(wildcard tests/devices/*_test.c))
DEVICES_PLUG := $(patsubst tests/devices/%.c,$(BUILD)/test/devices/plugins/%.so,$(wildcard tests/devices/*_plugin.c))
V4L2_PLUGINS := $(call pkg,--variable=libdir,libv4l2)/libv4l/plugins
$(BUILD)/obj/tests/devices/%.o: CPPFLAGS += -DV4L2_PLUGINS='"$(V4L2_PLUGINS)"'

.SECONDARY: $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard tests/devices/*_plugin.c))

$(BUILD)/test/devices/plugins/%.so: $(BUILD)/obj/tests/devices/%.o
	$(call say,SO,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -shared -o $@ $<

$(DEVICES): $(BUILD)/test/%: $(BUILD)/obj/tests/%.o $(call objs,tests/bench/face/scene.c) $(CAMERA_PARTS) $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CXX) $(CFLAGS:-std=c11=) $(LDFLAGS) -o $@ $(filter-out %.a,$^) $(CORE) $(CAMERA_LIBS) \
		$(call pkg,--libs,$(PKGS_TEST) $(PKGS_CORE))

# A camera as the kiosk sees it, for scripts/smoke-camera.sh.
LOOK := $(BUILD)/test/smoke/camera_look
$(LOOK): $(BUILD)/obj/tests/smoke/camera_look.o $(CORE)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(CORE_LIBS)

smoke-camera: all $(LOOK)
	$(Q)BUILD=$(BUILD) scripts/smoke-camera.sh

# The printers of tests/unit stand on devices made here, too.
DEVICES_UNIT := $(filter %/printer_test %/cups_test,$(UNIT))

test-devices: all $(DEVICES) $(DEVICES_PLUG) $(DEVICES_UNIT)
	$(Q)BUILD=$(BUILD) scripts/run-tests.sh $(DEVICES) $(DEVICES_UNIT)

floors:
	$(Q)scripts/check-floors.sh

words:
	$(Q)scripts/check-words.sh

# clang reads every source with the warnings gcc builds with.
clang: $(TEXTS)
	$(Q)find src ui tests -name '*.c' | xargs -P 2 -n 8 clang $(CPPFLAGS) $(BANNED) $(CORE_CFLAGS) -std=c11 $(WARN) \
		-Werror -fsyntax-only
	$(Q)find src -name '*.cc' | xargs -r clang++ $(CPPFLAGS) -isystem /usr/include/opencv4 -std=c++17 -Wall -Wextra \
		-Werror -fsyntax-only

headers:
	$(Q)CC='$(CC)' CFLAGS='$(CORE_CFLAGS)' scripts/check-headers.sh

run: all
	$(Q)scripts/run.sh --no-install

format:
	$(Q)git ls-files '*.c' '*.h' | xargs clang-format -i

install: all
	$(Q)DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' BUILD='$(BUILD)' scripts/install.sh

clean:
	$(Q)rm -rf build build-asan build-cover build-clang

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
