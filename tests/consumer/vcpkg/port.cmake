# Runs a port: cmake -Dport=FOLDER -Dwork=FOLDER -Dpackages=FOLDER OPTIONS... -P port.cmake

file(READ "${port}/vcpkg.json" manifest)
string(JSON PORT GET "${manifest}" name)
string(JSON VERSION GET "${manifest}" version)
set(CURRENT_PORT_DIR "${port}")
set(CURRENT_PACKAGES_DIR "${packages}")
include("${CMAKE_CURRENT_LIST_DIR}/functions.cmake")
include("${port}/portfile.cmake")

# What vcpkg looks for after it has built a port.
foreach(file IN ITEMS include/truto/user_directory.hpp share/${PORT}/copyright share/${PORT}/${PORT}-config.cmake)
    if(NOT EXISTS "${packages}/${file}")
        message(FATAL_ERROR "the package lacks ${file}")
    endif()
endforeach()
foreach(folder IN ITEMS debug lib bin share/cmake share/licenses)
    if(EXISTS "${packages}/${folder}")
        message(FATAL_ERROR "the package has a folder ${folder}")
    endif()
endforeach()
