#!/usr/bin/env bash
# Builds and tests the last commit in bare Debian systems: bash tests/matrix.sh [--keep] [ROW...]
#
# Each row is a new system made by debootstrap, in which `bash tests/run.sh` installs what it needs. Without names, all
# rows are run, about two hours on two cores; --list tells their names. The result is a table for the README, also in
# results.md beside the systems, in $TRUTO_MATRIX (build/matrix unless set; 3 GB a row while it runs). --keep leaves the
# systems of rows that passed; those of rows that failed stay anyhow.
#
# Needs root, debootstrap, and Debian's packages and PyPI within reach; TRUTO_MIRROR names another mirror. Variables
# PIP_INDEX_URL, PIP_CERT, PIP_DEFAULT_TIMEOUT, SSL_CERT_FILE and *_proxy are handed on.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What "most" builds and runs: nothing in Python, no strangers' projects.
most="unit_tests api_tests integration_tests faults_tests soak headers_compiled header_only lean"

# What tests/run.sh would install, without Boost.
tools="g++ cmake ninja-build libssl-dev doctest-dev python3-venv ca-certificates"

# Nothing that Asio means to remove.
modern_asio="-DBOOST_ASIO_NO_DEPRECATED"

# Debian's Boost.JSON is made for libstdc++.
own_json="-DCMAKE_PROJECT_truto_INCLUDE=tests/support/boost_json.cmake -DTRUTO_INSTALL=OFF"

# pkgconf and Clang with its tools: for strangers' projects that are skipped without them.
#
# name | Debian | packages that it has beforehand | compiler | its flags | CMake's arguments | whole or most
rows() {
    cat <<ROWS
bookworm        | bookworm | pkgconf                                                         | g++        |                |                         | whole
bookworm-clang  | bookworm | clang-14                                                        | clang++-14 |                |                         | most
trixie          | trixie   | pkgconf clang-19 clang-tools-19                                 | g++        |                |                         | whole
trixie-cxx23    | trixie   |                                                                 | g++        |                | -DCMAKE_CXX_STANDARD=23 | most
trixie-clang    | trixie   | clang-19                                                        | clang++-19 |                |                         | most
trixie-boost188 | trixie   | $tools libboost1.88-dev libboost-json1.88-dev                   | g++        | $modern_asio   |                         | most
trixie-libcxx   | trixie   | $tools clang-19 libc++-19-dev libc++abi-19-dev libboost1.88-dev | clang++-19 | -stdlib=libc++ | $own_json               | most
unstable        | sid      | pkgconf clang clang-tools                                       | g++        | $modern_asio   |                         | whole
unstable-clang  | sid      | clang                                                           | clang++    | $modern_asio   | -DCMAKE_CXX_STANDARD=23 | most
ROWS
}

keep=
wanted=()
for argument in "$@"; do
    case "$argument" in
    --list)
        rows | cut -d '|' -f 1 | tr -d ' '
        exit 0
        ;;
    --keep) keep=1 ;;
    -*)
        sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
        exit 2
        ;;
    *) wanted+=("$argument") ;;
    esac
done
for name in "${wanted[@]}"; do
    if ! rows | cut -d '|' -f 1 | tr -d ' ' | grep -q -x -F -e "$name"; then
        echo "there is no row $name; --list tells those that are" >&2
        exit 2
    fi
done
if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "this needs root and debootstrap: apt-get install debootstrap" >&2
    exit 2
fi

place="${TRUTO_MATRIX:-$PWD/build/matrix}"
mirror="${TRUTO_MIRROR:-http://deb.debian.org/debian}"
mkdir -p "$place"
place="$(cd "$place" && pwd)"
results="$place/results.md"

# A system as debootstrap leaves it, made once for each Debian.
bare_system() {
    local debian="$1"
    if [ ! -e "$place/bare-$debian.done" ]; then
        rm -rf "$place/bare-$debian"
        debootstrap --variant=minbase "$debian" "$place/bare-$debian" "$mirror" >"$place/bare-$debian.log" 2>&1
        # A mirror of unstable may be some days behind.
        echo 'Acquire::Check-Valid-Until "false";' >"$place/bare-$debian/etc/apt/apt.conf.d/mirror"
        touch "$place/bare-$debian.done"
    fi
}

# No row takes longer, or somebody waits for ever.
limit=5400

# inside SYSTEM COMMAND...: runs it there, with little of the environment; what it mounted and started ends with it.
inside() {
    local system="$1" environment=(HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin) name
    shift
    for name in PIP_INDEX_URL PIP_DEFAULT_TIMEOUT https_proxy http_proxy no_proxy; do
        if [ -n "${!name:-}" ]; then
            environment+=("$name=${!name}")
        fi
    done
    for name in PIP_CERT SSL_CERT_FILE; do
        if [ -e "$system/root/$name" ]; then
            environment+=("$name=/root/$name")
        fi
    done
    # shellcheck disable=SC2016
    timeout "$limit" unshare --mount --pid --fork --kill-child bash -c '
        set -e
        mount -t proc proc "$0/proc"
        mount --rbind /dev "$0/dev"
        exec chroot "$0" /usr/bin/env -i "$@"' "$system" "${environment[@]}" "$@"
}

# The commit, and what its packages need to be found.
furnish() {
    local system="$1" name
    cp /etc/resolv.conf "$system/etc/resolv.conf"
    for name in PIP_CERT SSL_CERT_FILE; do
        if [ -n "${!name:-}" ] && [ -r "${!name}" ]; then
            cp "${!name}" "$system/root/$name"
        fi
    done
    git clone --quiet --no-hardlinks . "$system/root/truto"
}

# What was really used, for the table: Debian, compiler, Boost.
# shellcheck disable=SC2016
tell='
    . /etc/os-release
    compiler="$($CXX -dumpfullversion -dumpversion)"
    boost="$(sed -n "s/^#define BOOST_LIB_VERSION \"\(.*\)\"/\1/p" /usr/include/boost/version.hpp | tr _ .)"
    case "$CXX" in clang*) name=clang ;; *) name=gcc ;; esac
    echo "${PRETTY_NAME#Debian GNU/Linux } | $name $compiler | $boost"'

trim() {
    sed 's/^ *//; s/ *$//' <<<"$1"
}

run_row() {
    local name debian packages compiler flags arguments extent system log status=0
    IFS='|' read -r name debian packages compiler flags arguments extent <<<"$1"
    name="$(trim "$name")" debian="$(trim "$debian")" packages="$(trim "$packages")" compiler="$(trim "$compiler")"
    flags="$(trim "$flags")" arguments="$(trim "$arguments")" extent="$(trim "$extent")"
    if [ ${#wanted[@]} != 0 ] && ! printf '%s\n' "${wanted[@]}" | grep -q -x -F -e "$name"; then
        return
    fi

    log="$place/$name.log"
    system="$place/$name"
    bare_system "$debian"
    rm -rf "$system"
    cp -a "$place/bare-$debian" "$system"
    furnish "$system"

    local settings=("CXX=$compiler" "CXXFLAGS=$flags" "TRUTO_CONFIGURE=$arguments") selection=()
    if [ "$extent" = most ]; then
        settings+=("TRUTO_TARGETS=$most")
        selection=(-L '^(unit|api|integration|faults|headers)$')
    fi
    echo "$name ..."
    {
        if [ -n "$packages" ]; then
            # shellcheck disable=SC2086
            inside "$system" sh -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"' sh $packages
        fi &&
            inside "$system" env -C /root/truto "${settings[@]}" bash tests/run.sh "${selection[@]}"
    } >"$log" 2>&1 || status=$?

    local used tests standard library
    used="$(inside "$system" env "CXX=$compiler" sh -c "$tell" 2>/dev/null || echo '? | ? | ?')"
    tests="$(sed -n 's/^[0-9]*% tests passed.* out of \([0-9]*\)$/\1/p' "$log" | tail -n 1)"
    case "$arguments" in *STANDARD=23*) standard=23 ;; *) standard=20 ;; esac
    case "$flags" in *libc++*) library=libc++ ;; *) library=libstdc++ ;; esac
    if [ "$status" = 0 ]; then
        echo "| $used | $library | $standard | $extent: $tests passed |" >>"$results"
        echo "$name passed: $tests tests"
        if [ -z "$keep" ]; then
            rm -rf "$system"
        fi
    else
        failed=1
        echo "| $used | $library | $standard | $extent: failed |" >>"$results"
        echo "$name failed: $log" >&2
    fi
}

if [ -n "$(git status --porcelain)" ]; then
    echo "what is not committed is not tested" >&2
fi
{
    echo "| Debian | Compiler | Boost | Standard library | C++ | Tests |"
    echo "|---|---|---|---|---|---|"
} >"$results"
failed=0
while IFS= read -r row <&3; do
    run_row "$row"
done 3< <(rows)
echo
cat "$results"
exit "$failed"
