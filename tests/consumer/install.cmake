# Installs, and moves what was installed: a package that remembers where it was made does not work there.
# cmake -Dbuild=FOLDER -Dprefix=FOLDER -P install.cmake

file(REMOVE_RECURSE "${prefix}" "${prefix}.first")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${build}" --prefix "${prefix}.first" OUTPUT_QUIET
                        COMMAND_ERROR_IS_FATAL ANY)
file(RENAME "${prefix}.first" "${prefix}")
