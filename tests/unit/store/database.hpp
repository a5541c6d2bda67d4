#pragma once
// A database for one test, and rows to put into it.

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/store/connection.hpp"
#include "daemon/store/migrations.hpp"
#include "daemon/store/packing.hpp"
#include "daemon/store/tables.hpp"
#include "tests/support/temporary_directory.hpp"

namespace baton::tests {

/// A turn with everything that the store insists on.
inline store::NewTurn make_turn(std::int64_t identity, const std::string& text,
                                store::Role role = store::Role::user,
                                store::TurnKind kind = store::TurnKind::text) {
  store::NewTurn turn;
  turn.identity = identity;
  turn.created_at = 1'700'000'000'000 + identity;
  turn.role = role;
  turn.kind = kind;
  turn.text = store::pack_text(text);
  turn.index_text = store::index_part(kind, text);
  turn.size = static_cast<std::int64_t>(text.size());
  return turn;
}

inline store::ProjectKey make_key(const std::string& name) {
  return {.key = "/home/me/" + name + "/.git",
          .path = "/home/me/" + name,
          .name = name,
          .origin_url = ""};
}

inline store::SessionFacts make_facts(const std::string& external_id) {
  store::SessionFacts facts;
  facts.agent = "claude-code";
  facts.external_id = external_id;
  return facts;
}

/// Opens and prepares the database before its tables are made.
class PreparedConnection : public store::Connection {
 public:
  explicit PreparedConnection(const std::filesystem::path& path) : Connection(path, Mode::writer) {
    store::prepare_database(*this, store::embedded_migrations(), "1.0-test");
  }
};

/// The tables on a connection of their own, without threads.
struct Database {
  TemporaryDirectory directory;
  PreparedConnection connection{directory / "baton.db"};
  store::Tables tables{connection};

  store::Id project(const std::string& name = "app") {
    return tables.projects.ensure(make_key(name), 1);
  }
  store::Id session(const std::string& external_id, const std::string& project_name = "app") {
    return tables.sessions.upsert(project(project_name), make_facts(external_id), 1);
  }
  bool insert(store::Id session_id, const store::NewTurn& turn) {
    return tables.turns.insert(0, session_id, turn);
  }
  std::int64_t count(const std::string& sql) {
    return connection.query_integer(("SELECT " + sql).c_str());
  }

  /// Compares the full-text index with the texts; throws StoreError(damaged) when they differ.
  void check_index() {
    connection.execute("INSERT INTO turns_index (turns_index, rank) VALUES ('integrity-check', 1)");
    connection.execute(
        "INSERT INTO handoffs_index (handoffs_index, rank) VALUES ('integrity-check', 1)");
  }
  std::vector<std::string> found(const std::string& query) {
    std::vector<std::string> snippets;
    for (const auto& hit : tables.turns.search(query, std::nullopt, 100))
      snippets.push_back(hit.snippet);
    return snippets;
  }
};

}  // namespace baton::tests
