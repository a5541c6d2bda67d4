// Measures Baton's handoffs of converted projects as they would be with a model from a file.
//
//   baton_measure_model MODEL PROJECT...
//
// Prints a line with names, and for each project and budget a line of means over its boundaries,
// all divided by tabs; "-" where there is nothing to measure. measure_folds.py runs it.

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "daemon/handoff/evaluation/converted_session.hpp"
#include "daemon/handoff/evaluation/measure.hpp"
#include "daemon/handoff/memory/need_model.hpp"

namespace {

std::string& model_text() {
  static std::string text;
  return text;
}

}  // namespace

namespace baton::handoff {

/// In place of the one that the build makes: the linker takes nothing from a library that the
/// program has itself. So what is measured is the daemon's code, which knows of no other models.
std::span<const EmbeddedText> embedded_weights() {
  static const EmbeddedText files[] = {{"measured", model_text().c_str()}};
  return files;
}

}  // namespace baton::handoff

namespace {

using namespace baton::handoff::evaluation;

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

MeasureOptions options() {
  MeasureOptions options;
  options.budgets = {500, 1000, 2000, 4000};
  options.generators = {all_generators().front()};
  return options;
}

void print_names() {
  std::cout << "project\tbudget";
  for (const auto name : metric_names) std::cout << '\t' << name;
  std::cout << '\n';
}

void print_means(const std::string& project, const MeanFigures& means) {
  std::cout << project << '\t' << means.budget;
  for (const auto& figure : means.figures) {
    std::cout << '\t';
    if (figure) {
      std::cout << *figure;
    } else {
      std::cout << '-';
    }
  }
  std::cout << '\n';
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) {
    std::cerr << "usage: baton_measure_model MODEL PROJECT...\n";
    return 2;
  }
  model_text() = text_of(argv[1]);
  print_names();
  for (int i = 2; i < argc; ++i) {
    const MeasuredProject project = load_converted_project(argv[i]);
    const auto found = measure(project, options(), [](std::size_t, std::size_t) { return true; });
    for (const auto& means : means_of(found)) print_means(project.name, means);
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << "baton_measure_model: " << error.what() << '\n';
  return 1;
}
