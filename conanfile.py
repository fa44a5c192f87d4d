"""Recipe for Conan 2: a package of headers, with the same CMake package that `cmake --install` makes."""

import re
from pathlib import Path

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout


class TrutoRecipe(ConanFile):
    name = "truto"
    description = "C++20 client of Truto's Unified User Directory API"
    license = "BSL-1.0"
    topics = ("http", "client", "asio", "openapi")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    exports_sources = "CMakeLists.txt", "LICENSE", "cmake/*", "include/*"
    no_copy_source = True

    def set_version(self):
        header = Path(self.recipe_folder, "include/truto/version.hpp").read_text(encoding="utf-8")
        self.version = re.search(r'TRUTO_VERSION_STRING "([\d.]+)"', header)[1]

    def requirements(self):
        self.requires("boost/[>=1.81 <2]", transitive_headers=True, transitive_libs=True)
        self.requires("openssl/[>=3 <4]", transitive_headers=True, transitive_libs=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        for part in ("TESTS", "EXAMPLES", "BENCHMARKS"):
            toolchain.cache_variables[f"TRUTO_BUILD_{part}"] = False
        toolchain.generate()

    def package(self):
        # Nothing is compiled: to configure is enough to install.
        cmake = CMake(self)
        cmake.configure()
        cmake.install()

    def package_id(self):
        self.info.clear()

    def package_info(self):
        # The package's own truto-config.cmake is what find_package() has to find.
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.builddirs = ["lib/cmake/truto"]
        self.cpp_info.set_property("cmake_find_mode", "none")
