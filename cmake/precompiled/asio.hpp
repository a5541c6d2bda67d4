#pragma once
// For the rooms that speak Asio.

#include <boost/asio.hpp>

#include "cmake/precompiled/common.hpp"
