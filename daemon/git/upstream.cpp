#include "daemon/git/upstream.hpp"

#include "daemon/git/handle.hpp"

namespace baton::git {
namespace {

/// Looks for the rule that says where a fetched reference goes.
struct Mapping {
  std::string merge;  // as the remote calls it
  std::string local;  // as it is called here
};

int apply_refspec(const git_config_entry* entry, void* payload) {
  auto& mapping = *static_cast<Mapping*>(payload);
  git_refspec* parsed = nullptr;
  if (git_refspec_parse(&parsed, entry->value, 1) != 0) return 0;
  const Refspec refspec(parsed);
  if (git_refspec_src_matches(refspec.get(), mapping.merge.c_str()) == 0) return 0;
  Buffer local;
  if (git_refspec_transform(&local.buf, refspec.get(), mapping.merge.c_str()) == 0)
    mapping.local = local.text();
  return 0;
}

std::string setting(git_config* config, const std::string& name) {
  const char* value = nullptr;
  if (git_config_get_string(&value, config, name.c_str()) != 0 || value == nullptr) return {};
  return value;
}

}  // namespace

std::string upstream_reference(git_repository* repository, const std::string& branch) {
  if (!branch.starts_with(branch_prefix)) return {};
  git_config* opened = nullptr;
  if (git_repository_config_snapshot(&opened, repository) != 0) return {};
  const Config config(opened);
  const std::string section = "branch." + branch.substr(branch_prefix.size());
  const std::string remote = setting(config.get(), section + ".remote");
  Mapping mapping{setting(config.get(), section + ".merge"), {}};
  if (remote.empty() || mapping.merge.empty()) return {};
  if (remote == ".") return mapping.merge;
  const std::string fetch = "remote." + remote + ".fetch";
  git_config_get_multivar_foreach(config.get(), fetch.c_str(), nullptr, apply_refspec, &mapping);
  return mapping.local;
}

}  // namespace baton::git
