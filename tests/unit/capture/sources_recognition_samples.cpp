// No sample of one format is taken for another's.

#include <set>

#include "tests/unit/capture/sources_recording.hpp"
#include "tests/unit/capture/sources_slices.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> samples() {
  std::vector<fs::path> paths;
  for (const auto& entry :
       fs::recursive_directory_iterator(std::string(BATON_TEST_DATA) + "/logs")) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  BOOST_TEST_REQUIRE(!paths.empty());
  return paths;
}

/// The folder that the sample lies in, which is named after its agent.
std::string folder_of(const fs::path& path) {
  const fs::path logs = std::string(BATON_TEST_DATA) + "/logs";
  return path.lexically_relative(logs).begin()->string();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recognition_of_samples)

BOOST_AUTO_TEST_CASE(a_sample_is_recognised_by_one_source_at_most) {
  for (const fs::path& path : samples()) {
    const std::string bytes = content_of(path);
    std::multiset<std::string> agents;
    for (const auto& source : all_sources()) {
      if (source->recognises(path, std::string_view(bytes).substr(0, 4096)))
        agents.emplace(source->agent());
    }
    BOOST_TEST(agents.size() <= 1U, path.native());
  }
}

BOOST_AUTO_TEST_CASE(a_sample_is_recognised_by_its_own_agents_source) {
  const std::map<std::string, std::set<std::string>> kin{{"cline", {"cline", "roo", "kilo"}}};
  for (const fs::path& path : samples()) {
    const std::string folder = folder_of(path);
    const std::string bytes = content_of(path);
    const auto known = kin.find(folder);
    const std::set<std::string> own =
        known == kin.end() ? std::set<std::string>{folder} : known->second;
    for (const auto& source : all_sources()) {
      if (source->recognises(path, std::string_view(bytes).substr(0, 4096)))
        BOOST_TEST(own.contains(std::string(source->agent())), path.native());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
