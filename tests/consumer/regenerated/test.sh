#!/usr/bin/env bash
# A project that makes clients of descriptions of its own, and makes them again when a description changes:
# test.sh FOLDER CMAKE-OPTIONS...
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
place="$1"
shift
rm -rf "$place"
mkdir -p "$place"
cp -R "$here/." "$place/project"

# Our description as somebody would change it.
changed="$place/project/spec/user-directory.yaml"
awk '
    { print }
    /^  - name: groups$/ { print "    x-cpp-name: circles"; ++done }
    /^  schemas:$/ { in_schemas = 1 }
    in_schemas && /^    User:$/ { in_user = 1 }
    in_user && /^      properties:$/ {
        print "        badge:"
        print "          type: [string, \x27null\x27]"
        print "          description: The number on the badge."
        in_user = 0
        ++done
    }
    END { exit done != 2 }
' "$here/../../../spec/user-directory.yaml" >"$changed" || { echo "the description is not as this test knows it"; exit 1; }

quietly() {
    "$@" >"$place/log" 2>&1 || { cat "$place/log"; exit 1; }
}

quietly cmake -S "$place/project" -B "$place/build" "-DCHANGED=$place/project/spec" "$@"
quietly cmake --build "$place/build"
ctest --test-dir "$place/build" --output-on-failure --no-tests=error

# Nothing is generated twice, and a changed description is noticed.
quietly cmake --build "$place/build"
if grep -q Generating "$place/log"; then
    echo "generated again, although nothing has changed"
    exit 1
fi
sed -i 's/What they are called\./What everybody calls them./' "$place/project/spec/staff.yaml"
quietly cmake --build "$place/build" --target staff_headers
grep -rqF 'What everybody calls them.' "$place/build/staff/include/truto/staff" || { echo "not generated again"; exit 1; }

# Both clients of one name in one program would be a mixture.
mkdir "$place/both"
printf '%s\n' 'cmake_minimum_required(VERSION 3.25)' 'project(stranger LANGUAGES CXX)' \
    'find_package(truto CONFIG REQUIRED)' "truto_generate(our_directory \"$changed\")" \
    'add_executable(stranger main.cpp)' \
    'target_link_libraries(stranger PRIVATE our_directory truto::user_directory)' >"$place/both/CMakeLists.txt"
echo 'int main() {}' >"$place/both/main.cpp"
if cmake -S "$place/both" -B "$place/both/build" "$@" >"$place/log" 2>&1 || ! grep -q truto_client_user_directory "$place/log"; then
    cat "$place/log"
    echo "two clients of one name were let into a program"
    exit 1
fi

# A mistake in the description is told with its line, and the build fails.
sed -i 's/^      summary: Takes/      sumary: Takes/' "$place/project/spec/staff.yaml"
if cmake --build "$place/build" --target staff_headers >"$place/log" 2>&1 || ! grep -q '^staff.yaml:[0-9]*: .*sumary' "$place/log"; then
    cat "$place/log"
    echo "the mistake was not told"
    exit 1
fi
echo "made, made again, and refused"
