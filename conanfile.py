"""Recipe for Conan 2: a package of headers, with the same CMake package that `cmake --install` makes.

It has no options, and one package id for all settings. Of others it needs Boost with Boost.JSON compiled
(`boost/*:header_only=False`, `boost/*:without_json=False`, both by default) and OpenSSL as it is.

In the project's tree it packages the tree. Beside a conandata.yml, as in a public index, it downloads the
source archive that is named there; `python scripts/release.py recipes` writes that.
"""

import re
from pathlib import Path

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, get
from conan.tools.scm import Version

required_conan_version = ">=2.0"


class TrutoRecipe(ConanFile):
    name = "truto"
    description = "C++20 client of Truto's Unified User Directory API"
    license = "BSL-1.0"
    topics = ("http", "client", "asio", "openapi")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True

    def set_version(self):
        header = Path(self.recipe_folder, "include/truto/version.hpp")
        if header.exists():
            text = header.read_text(encoding="utf-8")
            self.version = re.search(r'TRUTO_VERSION_STRING "([\d.]+)"', text)[1]

    def export_sources(self):
        if not Path(self.recipe_folder, "conandata.yml").exists():
            for pattern in (
                "CMakeLists.txt",
                "LICENSE",
                ".clang-format",
                "cmake/*",
                "generator/*",
                "include/*",
                "spec/*",
            ):
                copy(self, pattern, self.recipe_folder, self.export_sources_folder, excludes="*__pycache__*")

    def source(self):
        if self.conan_data:
            get(self, **self.conan_data["sources"][self.version], strip_root=True)

    def requirements(self):
        self.requires("boost/[>=1.81 <2]", transitive_headers=True, transitive_libs=True)
        self.requires("openssl/[>=3 <4]", transitive_headers=True, transitive_libs=True)

    def validate(self):
        check_min_cppstd(self, 20)
        oldest = {"gcc": "12", "clang": "14"}.get(str(self.settings.compiler))
        if oldest and Version(self.settings.compiler.version) < oldest:
            raise ConanInvalidConfiguration(f"truto needs {self.settings.compiler} {oldest} or newer")
        # A platform's Boost is none of these.
        for dependency in self.dependencies.host.values():
            for option in ("header_only", "without_json"):
                if dependency.ref.name == "boost" and dependency.options.get_safe(option):
                    wanted = f"-o 'boost/*:{option}=False'"
                    raise ConanInvalidConfiguration(f"truto needs Boost.JSON's library: {wanted}")

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
        copy(self, "LICENSE", self.source_folder, str(Path(self.package_folder, "licenses")))

    def package_id(self):
        self.info.clear()

    def package_info(self):
        # The package's own truto-config.cmake is what find_package() has to find: it has the components, and its
        # targets find a platform's Boost as well as one of Conan.
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.builddirs = ["share/cmake/truto"]
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.set_property("pkg_config_name", "truto")
        self.cpp_info.requires = ["boost::headers", "boost::json", "openssl::ssl"]
