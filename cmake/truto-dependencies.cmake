# What the library needs from others. Included by the project itself and by its installed package; what is missing, and
# what helps, is in truto_problem.

set(truto_problems)

# A project may have brought Boost's targets itself, with add_subdirectory or FetchContent.
if(NOT TARGET Boost::headers OR NOT TARGET Boost::json)
    find_package(Boost 1.81 QUIET CONFIG COMPONENTS json)
    if(NOT TARGET Boost::headers OR NOT TARGET Boost::json)
        set(truto_found)
        if(Boost_CONSIDERED_VERSIONS)
            list(JOIN Boost_CONSIDERED_VERSIONS ", " truto_found)
            set(truto_found " Found: ${truto_found} in ${Boost_CONSIDERED_CONFIGS}.")
        endif()
        list(
            APPEND
            truto_problems
            "truto needs Boost 1.81 or newer, with Boost.JSON's library.${truto_found}"
            "    Debian 13, Ubuntu 24.04: apt install libboost-dev libboost-json-dev"
            "    Debian 12: apt install libboost1.81-dev libboost-json1.81-dev"
            "    Elsewhere: set Boost_ROOT to where Boost is installed.")
    endif()
endif()

if(NOT TARGET OpenSSL::SSL OR NOT TARGET OpenSSL::Crypto)
    find_package(OpenSSL 3 QUIET)
    if(NOT OpenSSL_FOUND)
        set(truto_found)
        if(OPENSSL_VERSION)
            set(truto_found " Found: ${OPENSSL_VERSION} in ${OPENSSL_INCLUDE_DIR}.")
        endif()
        list(
            APPEND
            truto_problems
            "truto needs OpenSSL 3 or newer, with its headers.${truto_found}"
            "    Debian, Ubuntu: apt install libssl-dev"
            "    Elsewhere: set OPENSSL_ROOT_DIR to where OpenSSL is installed.")
    endif()
endif()

find_package(Threads QUIET)
if(NOT TARGET Threads::Threads)
    list(APPEND truto_problems "truto needs the system's thread library; CMake's FindThreads did not find it.")
endif()

list(JOIN truto_problems "\n" truto_problem)
