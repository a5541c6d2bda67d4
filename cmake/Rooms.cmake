# A room is a static library of its own, so that code which reaches into a room it may not use fails to link;
# tests/tools/check_includes.py refuses the include itself.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

add_library(baton_options INTERFACE)
target_include_directories(baton_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(baton_options INTERFACE
  -pthread -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
target_compile_definitions(baton_options INTERFACE
  BATON_VERSION="${PROJECT_VERSION}"
  BOOST_ASIO_NO_DEPRECATED
  BOOST_ASIO_SEPARATE_COMPILATION
  # A precompiled header is of use only where the same names are defined.
  $<TARGET_PROPERTY:Boost::json,INTERFACE_COMPILE_DEFINITIONS>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 takes the aligned allocation of Asio's coroutine frames for a mismatch once it inlines them.
  target_compile_options(baton_options INTERFACE -Wno-mismatched-new-delete)
endif()
if(BATON_SANITIZE)
  target_compile_options(baton_options INTERFACE -fsanitize=${BATON_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(baton_options INTERFACE -fsanitize=${BATON_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND BATON_SANITIZE MATCHES "undefined")
    # clang 14 reports coroutine frames as calls through a wrong function type.
    target_compile_options(baton_options INTERFACE -fno-sanitize=function)
  endif()
endif()
if(BATON_BUILD_FUZZERS)
  target_compile_options(baton_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  target_link_options(baton_options INTERFACE -fuse-ld=mold)
endif()

include(Precompiled)

# baton_room(NAME SOURCES file... [DEPENDS library...] [PRECOMPILED header]) adds the static library baton_NAME.
function(baton_room name)
  cmake_parse_arguments(room "" "PRECOMPILED" "SOURCES;DEPENDS" ${ARGN})
  add_library(baton_${name} STATIC ${room_SOURCES})
  target_link_libraries(baton_${name} PUBLIC baton_options ${room_DEPENDS})
  if(NOT room_PRECOMPILED)
    set(room_PRECOMPILED common)
  endif()
  baton_use_precompiled(baton_${name} ${room_PRECOMPILED})
endfunction()

# baton_unit_test(NAME SOURCES file... [DEPENDS library...]) adds the Boost.Test program test_NAME and its ctest.
function(baton_unit_test name)
  cmake_parse_arguments(unit "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(test_${name} ${unit_SOURCES})
  target_link_libraries(test_${name} PRIVATE ${unit_DEPENDS} baton_test_main)
  baton_use_precompiled(test_${name} test)
  target_compile_definitions(test_${name} PRIVATE BATON_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
  add_test(NAME unit.${name} COMMAND test_${name})
  set_tests_properties(unit.${name} PROPERTIES LABELS unit)
endfunction()

# baton_fuzzer(NAME SOURCES file... [DEPENDS library...]) adds the libFuzzer target fuzz_NAME, whose seed
# corpus is tests/fuzz/corpus/NAME; a no-op unless BATON_BUILD_FUZZERS.
function(baton_fuzzer name)
  if(NOT BATON_BUILD_FUZZERS)
    return()
  endif()
  cmake_parse_arguments(fuzzer "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(fuzz_${name} ${fuzzer_SOURCES})
  target_link_libraries(fuzz_${name} PRIVATE ${fuzzer_DEPENDS})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers fuzz_${name})
endfunction()
if(BATON_BUILD_FUZZERS)
  add_custom_target(fuzzers)
endif()
