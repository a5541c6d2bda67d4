#pragma once
// What takes seconds to compile and never changes, compiled once for the rooms that speak Asio.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio.hpp>
#include <boost/json.hpp>
