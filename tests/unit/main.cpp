// The one main() of all unit test programs; each links it and brings only its cases.
#define BOOST_TEST_MODULE baton
#include <boost/test/unit_test.hpp>
