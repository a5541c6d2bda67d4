// baton_protocol_generator OUTDIR writes the generated files; --check OUTDIR says which of them are
// stale.

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include "protocol/generator/model.hpp"
#include "protocol/openrpc.hpp"

namespace {

namespace generator = baton::protocol::generator;

struct GeneratedFile {
  std::string_view name;
  std::string text;
};

std::array<GeneratedFile, 4> generate() {
  const generator::Model model = generator::protocol_model();
  return {
      {{"openrpc.json", generator::pretty_json(baton::protocol::openrpc_document(BATON_VERSION))},
       {"protocol.ts", generator::typescript(model)},
       {"protocol.lua", generator::lua(model)},
       {"protocol.md", generator::markdown(model)}}};
}

/// The text of a file, empty when it cannot be read.
std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int write_all(const std::filesystem::path& directory) {
  std::filesystem::create_directories(directory);
  for (const GeneratedFile& file : generate()) {
    const std::filesystem::path path = directory / file.name;
    // An untouched time stamp spares the plugins a rebuild.
    if (read_file(path) == file.text) continue;
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << file.text;
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
  }
  return 0;
}

int check_all(const std::filesystem::path& directory, std::string_view program) {
  int stale = 0;
  for (const GeneratedFile& file : generate()) {
    if (read_file(directory / file.name) == file.text) continue;
    std::cerr << (directory / file.name).string() << " is stale\n";
    ++stale;
  }
  if (stale > 0) std::cerr << "run: " << program << ' ' << directory.string() << '\n';
  return stale > 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (argc == 3 && first == "--check") return check_all(argv[2], argv[0]);
    if (argc == 2 && !first.starts_with('-')) return write_all(argv[1]);
    std::cerr << "usage: baton_protocol_generator [--check] OUTDIR\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "baton_protocol_generator: " << error.what() << '\n';
    return 1;
  }
}
