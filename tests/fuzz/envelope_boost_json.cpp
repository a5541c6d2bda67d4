// Boost.JSON compiled into the fuzz target, so that it is instrumented too; its definitions here
// take precedence over the shared library's.
#include <boost/json/src.hpp>
