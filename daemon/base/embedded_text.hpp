#pragma once
// Text files that travel inside the program.

namespace baton {

/// One text file that the build embedded into the program (cmake/EmbedText.cmake).
struct EmbeddedText {
  const char* name;
  const char* text;
};

}  // namespace baton
