#pragma once
// What nearly every source reads and what takes longest to read. A source still includes what it
// uses: clang-tidy reads it without this.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json.hpp>
