#pragma once
// What every unit test reads.

#include <boost/test/unit_test.hpp>

#include "cmake/precompiled/common.hpp"
