// Cline (https://github.com/cline/cline) and the two made from it, Roo Code
// (https://github.com/RooCodeInc/Roo-Code) and Kilo Code (https://github.com/Kilo-Org/kilocode):
// one directory per task below `globalStorage/<extension>/tasks/` of the editor, written anew as
// the task goes on. The rows of its `ui_messages.json` were taken from the sources of Cline 3 and
// 4, Roo Code 3.52 and Kilo Code as of 2026; no real file was at hand. Cline 4 and its command line
// keep sessions in `~/.cline/data/sessions/<id>/<id>.messages.json` instead; seen in fixtures that
// its makers took from real sessions of July 2026.

#include <array>
#include <optional>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/cline_session.hpp"
#include "daemon/capture/sources/cline_task.hpp"
#include "daemon/capture/sources/sources.hpp"
#include "daemon/capture/sources/vscode_places.hpp"

namespace baton::capture {
namespace {

namespace fs = std::filesystem;

struct Extension {
  std::string_view agent;
  std::string_view id;
};

constexpr auto extensions = std::to_array<Extension>({
    {"cline", "saoudrizwan.claude-dev"},
    {"roo", "rooveterinaryinc.roo-cline"},
    {"kilo", "kilocode.kilo-code"},
});

std::optional<fs::path> variable(const Environment& environment, const char* name) {
  const auto value = environment.variable ? environment.variable(name) : std::nullopt;
  if (!value || value->empty()) return std::nullopt;
  return fs::path(*value);
}

/// Where Cline's command line keeps its data.
fs::path data_directory(const Environment& environment) {
  if (const auto data = variable(environment, "CLINE_DATA_DIR")) return *data;
  return variable(environment, "CLINE_DIR").value_or(environment.home / ".cline") / "data";
}

bool has(std::string_view head, std::string_view member) {
  return head.find(member) != std::string_view::npos;
}

/// The agent whose extension's directory a task lies in; Cline's for one that was put elsewhere.
std::string_view agent_of(const fs::path& path) {
  for (const fs::path& part : path) {
    for (const Extension& extension : extensions) {
      if (part.native() == extension.id) return extension.agent;
    }
  }
  return "cline";
}

class ClineSource final : public Source {
 public:
  explicit ClineSource(const Extension& extension) : extension_(extension) {}

  std::string_view agent() const override { return extension_.agent; }
  Growth growth() const override { return Growth::rewritten; }
  int parser_version() const override { return 1; }

  std::vector<fs::path> roots(const Environment& environment) const override {
    std::vector<fs::path> users = vscode_user_directories(environment);
    users.push_back(cursor_user_directory(environment));
    std::vector<fs::path> found;
    for (const fs::path& user : users)
      found.push_back(user / "globalStorage" / extension_.id / "tasks");
    if (agent() != "cline") return found;
    found.push_back(data_directory(environment) / "tasks");
    found.push_back(variable(environment, "CLINE_SESSION_DATA_DIR")
                        .value_or(data_directory(environment) / "sessions"));
    return found;
  }

  bool recognises(const fs::path& path, std::string_view head) const override {
    if (path.filename() == "ui_messages.json") {
      return agent_of(path) == agent() && trim(head).starts_with('[') && has(head, R"("ts")") &&
             (has(head, R"("say")") || has(head, R"("ask")"));
    }
    return agent() == "cline" && path.filename().string().ends_with(".messages.json") &&
           trim(head).starts_with('{') && has(head, R"("sessionId")") && has(head, R"("agent")") &&
           has(head, R"("updated_at")");
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path,
                                      std::string_view /*state*/) const override {
    if (path.filename() == "ui_messages.json")
      return std::make_unique<cline::TaskParser>(std::string(agent()), path);
    return std::make_unique<cline::SessionParser>(path);
  }

 private:
  const Extension& extension_;
};

}  // namespace

std::unique_ptr<Source> make_cline_source() {
  return std::make_unique<ClineSource>(extensions[0]);
}

std::unique_ptr<Source> make_roo_source() {
  return std::make_unique<ClineSource>(extensions[1]);
}

std::unique_ptr<Source> make_kilo_source() {
  return std::make_unique<ClineSource>(extensions[2]);
}

}  // namespace baton::capture
