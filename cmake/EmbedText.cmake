# baton_embed_text(OUT_CPP HEADER NAMESPACE FUNCTION FILES...) writes a source file whose FUNCTION returns the
# given text files as {file name, text} pairs in the order given, so that the program needs no data files at run time.
function(baton_embed_text out_cpp header namespace function)
  set(text "// Made by cmake/EmbedText.cmake; do not edit.\n#include \"${header}\"\nnamespace ${namespace} {\n")
  # Longer than compilers must take; those of ours do, and clang would warn.
  string(APPEND text "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n")
  string(APPEND text "std::span<const EmbeddedText> ${function}() {\n  static constexpr EmbeddedText files[] = {\n")
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(READ "${file}" content)
    get_filename_component(name "${file}" NAME)
    string(APPEND text "      {\"${name}\", R\"baton_text(${content})baton_text\"},\n")
  endforeach()
  string(APPEND text "  };\n  return files;\n}\n}  // namespace ${namespace}\n")
  file(CONFIGURE OUTPUT "${out_cpp}" CONTENT "${text}" @ONLY NEWLINE_STYLE UNIX)
endfunction()
