#pragma once
// One made-up secret or more for every rule.

#include <string>
#include <string_view>
#include <vector>

namespace baton::tests {

struct Sample {
  std::string rule;
  std::string secret;
  std::string before = "before ";
  std::string after = " after";
};

/// A private key of five full lines and a short one.
std::string key_block(std::string_view kind, bool with_end);

// By the parts of rules.cpp.
std::vector<Sample> key_samples();
std::vector<Sample> cloud_samples();
std::vector<Sample> code_host_samples();
std::vector<Sample> model_samples();
std::vector<Sample> service_samples();
std::vector<Sample> carrier_samples();

}  // namespace baton::tests
