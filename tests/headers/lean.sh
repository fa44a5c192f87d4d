#!/usr/bin/env bash
# The promise of header-only use: a file that makes calls with a client that it is given holds nothing of what sends them.
#
# lean.sh NM OBJECT OBJECT-THAT-MAKES-A-CLIENT...
set -euo pipefail

parts='truto::detail::(net::(pool|connection|tls_session|resolver_service|fiber|roster)|call::(call_state|gate|client_impl|request_writer)|json::decoder|policy)::|boost::beast::http::'
defined() { "$1" -C --defined-only "$2" | sed -n 's/^[0-9a-f]* [tTwW] //p'; }

heavy="$(defined "$1" "$3")"
lean="$(defined "$1" "$2")"
if ! grep -qE "^($parts)" <<<"$heavy"; then
    echo "a file that makes a client holds none of it either: this looked at the wrong thing" >&2
    exit 1
fi
if ! grep -q '^delete_user' <<<"$lean"; then
    echo "the file that was looked at makes no call" >&2
    exit 1
fi
if held="$(grep -E "^($parts)" <<<"$lean")"; then
    echo "a file that makes no client holds, among $(wc -l <<<"$held") of its kind:" >&2
    head -n 10 <<<"$held" >&2
    echo "A coroutine that is no template (TRUTO_LAZY), or a virtual function that is not inline in its class" >&2
    echo "(TRUTO_DECL), is compiled wherever it is defined." >&2
    exit 1
fi
echo "$(grep -c truto <<<"$lean") functions, beside $(grep -c truto <<<"$heavy")"
