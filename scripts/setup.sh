# Functions that tests/run.sh and examples/run.sh share. Sourced, not run.
#
# What a machine lacks is found out by trying: tools by their names, libraries by CMake itself, so that whatever CMake
# finds is good, from wherever it came. Only then Debian's packages are asked for.

# The number of compilations at once: one a core, if each can have 1.5 GB of memory.
truto_jobs() {
    local cores memory
    cores="$(nproc)"
    memory="$(awk '/^MemAvailable:/ {print int($2 / 1572864)}' /proc/meminfo 2>/dev/null || true)"
    if [ -n "$memory" ] && [ "$memory" -lt "$cores" ]; then
        cores="$memory"
    fi
    echo "$((cores > 0 ? cores : 1))"
}

# The packages to compile with. Debian 12's own Boost is too old; it has a newer one under another name.
truto_build_packages() {
    local ID="" VERSION_ID="" boost="libboost-dev libboost-json-dev"
    if [ -r /etc/os-release ]; then
        # shellcheck source=/dev/null
        . /etc/os-release
    fi
    if [ "$ID" = debian ] && [ "$VERSION_ID" = 12 ]; then
        boost="libboost1.81-dev libboost-json1.81-dev"
    fi
    echo "g++ cmake ninja-build $boost libssl-dev"
}

# Those of the packages that are not installed.
truto_not_installed() {
    local package missing=()
    for package in "$@"; do
        if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" != installed ]; then
            missing+=("$package")
        fi
    done
    echo "${missing[*]}"
}

truto_may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

# Installs packages, or says how to and gives up.
truto_install() {
    local line="apt-get install -y --no-install-recommends $*"
    if ! truto_may_install; then
        echo "Something is missing. On Debian and Ubuntu this brings it, as root:" >&2
        echo "    $line" >&2
        exit 1
    fi
    echo "$line"
    truto_quietly apt-get update
    truto_quietly env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# Runs a command whose output matters only if it fails.
truto_quietly() {
    local log status=0
    log="$(mktemp)"
    "$@" >"$log" 2>&1 || status=$?
    if [ "$status" != 0 ]; then
        cat "$log" >&2
        echo "failed: $*" >&2
    fi
    rm -f "$log"
    return "$status"
}

# Whether there is all that is needed before CMake can be asked.
truto_has_tools() {
    command -v cmake >/dev/null && command -v ninja >/dev/null && command -v "${CXX:-c++}" >/dev/null
}

truto_has_python() {
    python3 -c 'import ensurepip, sys, venv; assert sys.version_info >= (3, 11)' 2>/dev/null
}

# truto_need CHECK PACKAGES...: installs the packages if CHECK fails; it has to succeed then.
truto_need() {
    local check="$1" missing
    shift
    if "$check"; then
        return
    fi
    missing="$(truto_not_installed "$@")"
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086
        truto_install $missing
    fi
    if ! "$check"; then
        echo "Not all of these work, although they are installed: $*" >&2
        exit 1
    fi
}

# truto_configure "PACKAGES..." COMMAND...: runs COMMAND, which configures. If it fails and packages are missing,
# installs them and tries again.
truto_configure() {
    local missing
    missing="$(truto_not_installed $1)"
    shift
    if [ -z "$missing" ]; then
        truto_quietly "$@"
    elif truto_may_install; then
        if ! "$@" >/dev/null 2>&1; then
            # shellcheck disable=SC2086
            truto_install $missing
            truto_quietly "$@"
        fi
    elif ! truto_quietly "$@"; then
        # shellcheck disable=SC2086
        truto_install $missing
    fi
}

# Builds, and says nothing if there is nothing to do.
truto_build() {
    cmake --build "$@" --parallel "${CMAKE_BUILD_PARALLEL_LEVEL:-$(truto_jobs)}" |
        { grep -v -e '^ninja: no work to do\.$' -e 'Re-checking globbed directories' || true; }
}
