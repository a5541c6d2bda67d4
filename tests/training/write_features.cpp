// Writes what the daemon knows of each entity at each boundary of converted projects, and how much
// the next session needed it: the examples that train.py learns from.
//
//   baton_write_features SESSIONS OUT
//
// SESSIONS is a directory of projects as docs/quality.md describes it. OUT/PROJECT.features is a
// line with the names of the columns, divided by blanks, and then rows of floats of four bytes, one
// for each entity of each boundary.

#include <algorithm>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/handoff/evaluation/boundary.hpp"
#include "daemon/handoff/evaluation/converted_session.hpp"
#include "daemon/handoff/memory/project_memory.hpp"
#include "daemon/handoff/tokens.hpp"

namespace {

using namespace baton::handoff;
using namespace baton::handoff::evaluation;

/// As the measure: what needed less has no figures.
constexpr double least_need = 1;

ProjectMemory memory_at(const Boundary& boundary) {
  ProjectMemory memory;
  const KeyedProject& project = boundary.project();
  for (std::size_t i = 0; i < boundary.next(); ++i) {
    memory.begin_session();
    for (std::size_t step = 0; step < boundary.visible()[i]; ++step)
      memory.add_step(project.project().sessions[i].steps[step],
                      keys_of(project.sessions()[i][step].names));
  }
  return memory;
}

/// Tokens that a list spends on an entity: its name without a path's parent, and a blank.
double tokens_of(std::string_view key) {
  std::string name(key.substr(2));
  if (key.starts_with("p:")) name.erase(0, name.rfind('/') + 1);
  return token_weight(name + " ");
}

class FeatureFile {
 public:
  explicit FeatureFile(const std::filesystem::path& path) : out_(path, std::ios::binary) {
    out_.exceptions(std::ios::badbit | std::ios::failbit);
    out_ << "boundary total_need need tokens is_topic_word";
    for (const auto name : feature_names()) out_ << ' ' << name;
    out_ << '\n';
  }

  void write(const Boundary& boundary) {
    const ProjectMemory memory = memory_at(boundary);
    for (const auto& entity : memory.describe()) {
      const auto key = memory.key_of(entity.id);
      const auto place = boundary.place_in_need(key);
      put(static_cast<double>(boundary.next()));
      put(boundary.weight());
      put(place ? boundary.need()[*place].weight : 0);
      put(tokens_of(key));
      put(key.starts_with("t:") ? 1 : 0);
      for (const double feature : entity.features) put(feature);
    }
  }

 private:
  void put(double value) {
    const auto number = static_cast<float>(value);
    out_.write(reinterpret_cast<const char*>(&number), sizeof(number));
  }

  std::ofstream out_;
};

void write_project(const std::filesystem::path& directory, const std::filesystem::path& out) {
  const MeasuredProject project = load_converted_project(directory);
  const KeyedProject keyed(project, [] { return true; });
  FeatureFile file(out / (project.name + ".features"));
  for (std::size_t next = 1; next < project.sessions.size(); ++next) {
    const Boundary boundary(keyed, next);
    if (boundary.weight() >= least_need) file.write(boundary);
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::cerr << "usage: baton_write_features SESSIONS OUT\n";
    return 2;
  }
  std::filesystem::create_directories(argv[2]);
  for (const auto& directory : find_converted_projects(argv[1])) write_project(directory, argv[2]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "baton_write_features: " << error.what() << '\n';
  return 1;
}
