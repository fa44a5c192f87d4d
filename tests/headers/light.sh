#!/usr/bin/env bash
# The promise of separate compilation, seen on what the preprocessor reads: neither Beast nor OpenSSL's headers come with
# any public header.
#
# light.sh COMPILER INCLUDE-FOLDER BOOST-INCLUDE-FOLDER
set -euo pipefail

compiler="$1"
include="$2"
boost="${3:+-isystem$3}"

# src.hpp is for the one file that compiles all of it.
headers="$(cd "$include" && find truto -name '*.hpp' ! -path '*/detail/*' ! -path '*/impl/*' ! -name src.hpp | sort)"
# With -H, since with -M Clang also tells files that __has_include asked for.
# shellcheck disable=SC2086
if ! told="$(sed 's/.*/#include <&>/' <<<"$headers" |
    "$compiler" -std=c++20 -DTRUTO_SEPARATE_COMPILATION "-I$include" ${boost:+"$boost"} -x c++ -E -H -o /dev/null - 2>&1)"; then
    grep -v '^\.' <<<"$told" >&2
    exit 1
fi
read_by="$(sed -n 's/^\.\.* //p' <<<"$told")"

if ! grep -q 'boost/asio/io_context\|boost/asio/any_io_executor' <<<"$read_by"; then
    echo "no header of Asio among what is read: this looked at the wrong thing" >&2
    exit 1
fi
if heavy="$(grep -o '[^ ]*/\(boost/beast\|boost/asio/ssl\|openssl\)/[^ ]*' <<<"$read_by")"; then
    echo "a file that includes public headers also reads:" >&2
    echo "$heavy" >&2
    exit 1
fi
echo "$(wc -l <<<"$headers") headers"
