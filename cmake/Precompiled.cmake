# Headers compiled once: reading them is most of what an unoptimised compilation takes.

# baton_precompiled_header(NAME [library...]) compiles cmake/precompiled/NAME.hpp, which reads headers of these libraries.
function(baton_precompiled_header name)
  set(source "${CMAKE_BINARY_DIR}/precompiled/${name}.cpp")
  file(CONFIGURE OUTPUT "${source}" CONTENT "")
  add_library(baton_precompiled_${name} OBJECT "${source}")
  target_link_libraries(baton_precompiled_${name} PRIVATE baton_options ${ARGN})
  target_precompile_headers(baton_precompiled_${name} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/precompiled/${name}.hpp")
endfunction()

# baton_use_precompiled(TARGET NAME)
function(baton_use_precompiled target name)
  # g++ 12 warns of writes past the end that are none when it optimises code from a precompiled header.
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Release")
    target_precompile_headers(${target} REUSE_FROM baton_precompiled_${name})
  endif()
endfunction()

baton_precompiled_header(common Boost::json)
baton_precompiled_header(asio Boost::json)
