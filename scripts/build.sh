# shellcheck shell=bash
# Installing what is missing, and building, so that a second run costs next to nothing.

install_missing() {
	local missing
	missing=$("$tree/scripts/install-packages" --missing build run | tr '\n' ' ')
	missing=${missing% }
	[ -n "$missing" ] || return 0
	if [ -n "${DOCKET_NO_INSTALL-}" ]; then
		fail "missing packages: $missing (DOCKET_NO_INSTALL forbids installing them)"
	elif [ "$(id -u)" = 0 ]; then
		"$tree/scripts/install-packages" build run || exit 1
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
		sudo -n "$tree/scripts/install-packages" build run || exit 1
	else
		fail "missing packages: $missing. As root run: $tree/scripts/install-packages build run"
	fi
}

# The build folder is locked meanwhile: several instances may start from it at once.
build() {
	local program
	case $tree$build in *[[:space:]]*) fail "autotools cannot build in a path with spaces: $tree" ;; esac
	mkdir -p "$build" 2>/dev/null || fail "cannot make the build folder $build"
	build=$(cd "$build" && pwd -P) || exit 1
	exec 7<"$tree" 8<"$build"
	flock 8
	if [ ! -e "$build/Makefile" ]; then
		build_step "Configuring" configure_build
	fi
	if ! make -C "$build" -q all >/dev/null 2>&1; then
		build_step "Building" make -C "$build" -j2 all
	fi
	exec 7<&- 8<&-
	for program in $POOLS clock indexer mailin mailout outside exporter docketctl; do
		[ -x "$build/bin/$program" ] || fail "the build has made no $program in $build/bin: run make there and see why"
	done
}

configure_build() {
	flock 7
	[ -x "$tree/configure" ] || (cd "$tree" && autoreconf -i) || return 1
	flock -u 7
	cd "$build" && "$tree/configure"
}

# build_step WHAT COMMAND…: quiet, but for what went wrong.
build_step() {
	local log=$build/start.log what=$1
	shift
	[ -w "$build" ] || fail "what is built in $build is out of date, and only its owner can build there"
	echo "$what in $build …"
	if ! ("$@") >"$log" 2>&1 </dev/null; then
		grep -E -m 8 'error:|Error |No space left|\*\*\*' "$log" >&2 || tail -n 8 "$log" >&2
		fail "${what,} failed; the whole output is in $log"
	fi
}
