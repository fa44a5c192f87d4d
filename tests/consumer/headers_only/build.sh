#!/usr/bin/env bash
# Nothing but a compiler: bash build.sh COMPILER, in a folder that holds offboarder.cpp and the library's include/.
set -euo pipefail

CXX="$1"

# [command]
$CXX -std=c++20 -I include offboarder.cpp -o offboarder -lboost_json -lssl -lcrypto -pthread
# [command]

# [compiled]
echo '#include <truto/user_directory/src.hpp>' >truto.cpp
$CXX -std=c++20 -I include -DTRUTO_SEPARATE_COMPILATION offboarder.cpp truto.cpp -o offboarder_compiled \
    -lboost_json -lssl -lcrypto -pthread
# [compiled]

# [asio]
printf '#include <boost/asio/%s>\n' impl/src.hpp ssl/impl/src.hpp >asio.cpp
$CXX -std=c++20 -I include -DTRUTO_SEPARATE_COMPILATION -DBOOST_ASIO_SEPARATE_COMPILATION \
    offboarder.cpp truto.cpp asio.cpp -o offboarder_all_compiled -lboost_json -lssl -lcrypto -pthread
# [asio]
