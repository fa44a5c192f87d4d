# Installs, looks at what came of it, and moves it: a package that remembers where it was made does not work there.
# cmake -Dbuild=FOLDER -Dsource=FOLDER -Dprefix=FOLDER -P install.cmake

file(REMOVE_RECURSE "${prefix}" "${prefix}.first")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${build}" --prefix "${prefix}.first" OUTPUT_QUIET
                        COMMAND_ERROR_IS_FATAL ANY)

# Each header belongs to a component, and nothing else is among them.
file(GLOB_RECURSE expected RELATIVE "${source}/include" "${source}/include/*.hpp" "${source}/include/*.ipp")
file(GLOB_RECURSE installed RELATIVE "${prefix}.first/include" "${prefix}.first/include/*")
list(SORT expected)
list(SORT installed)
if(NOT expected)
    message(FATAL_ERROR "there are no headers in ${source}/include")
endif()
if(NOT "${expected}" STREQUAL "${installed}")
    set(lost ${expected})
    list(REMOVE_ITEM lost ${installed})
    list(REMOVE_ITEM installed ${expected})
    message(FATAL_ERROR "not installed: ${lost}; installed, but no header of ours: ${installed}")
endif()

# No file knows this machine.
file(GLOB_RECURSE files "${prefix}.first/share/*")
foreach(file IN LISTS files)
    file(READ "${file}" text)
    foreach(place IN ITEMS "${prefix}" "${build}" "${source}")
        # As a path of its own: a checkout in /truto is not what `<truto/…>` and `${folder}/truto-…` mean.
        string(REGEX REPLACE "([][+.*()^$?|\\])" "\\\\\\1" escaped "${place}")
        if(text MATCHES "(^|-I|[^}A-Za-z0-9_./-])${escaped}([/\") ;:\n]|$)")
            message(FATAL_ERROR "${file} names ${place}")
        endif()
    endforeach()
endforeach()

file(RENAME "${prefix}.first" "${prefix}")
