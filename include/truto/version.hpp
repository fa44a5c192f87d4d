#pragma once

/// The version as `major * 10000 + minor * 100 + patch`.
#define TRUTO_VERSION 100

/// The version as text. The only place where it is written; packages read it from here.
#define TRUTO_VERSION_STRING "0.1.0"
