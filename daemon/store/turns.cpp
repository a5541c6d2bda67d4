#include "daemon/store/connection.hpp"
#include "daemon/store/statement.hpp"
#include "daemon/store/tables.hpp"
#include "daemon/store/turn_rows.hpp"
#include "daemon/store/turn_search.hpp"
#include "daemon/store/turn_writer.hpp"

namespace baton::store {
namespace {

constexpr std::int64_t no_limit = -1;

}  // namespace

struct Turns::Statements {
  explicit Statements(Connection& owner)
      : connection(owner), writer(owner), search(owner), list(owner, select_turns_of_session()) {}

  Connection& connection;
  TurnWriter writer;
  TurnSearch search;
  Statement list;
};

Turns::Turns(Connection& connection) : statements_(std::make_unique<Statements>(connection)) {}
Turns::~Turns() = default;
Turns::Turns(Turns&&) noexcept = default;

bool Turns::insert(Id project_id, Id session_id, const NewTurn& turn) {
  return insert(project_id, session_id, std::span(&turn, 1)).all() == 1;
}

InsertedTurns Turns::insert(Id /*project_id*/, Id session_id, std::span<const NewTurn> turns) {
  return statements_->writer.insert(session_id, turns);
}

std::int64_t Turns::withdraw_missing(Id session_id, std::span<const std::int64_t> kept) {
  return statements_->writer.withdraw_missing(session_id, kept);
}

std::vector<Turn> Turns::list(Id session_id, std::int64_t after, std::int64_t limit) {
  std::vector<Turn> turns;
  Rows rows = statements_->list.query(session_id, after, limit);
  while (rows.next()) turns.push_back(read_turn(rows));
  return turns;
}

void Turns::visit_each(Id session_id, std::int64_t after, const std::function<bool(Turn&)>& visit) {
  // A statement of its own, so that the visitor may look at other turns, or other sessions,
  // meanwhile.
  Statement statement(statements_->connection, select_turns_of_session());
  Rows rows = statement.query(session_id, after, no_limit);
  while (rows.next()) {
    Turn turn = read_turn(rows);
    if (!visit(turn)) return;
  }
}

std::optional<Turn> Turns::find(Id session_id, std::int64_t ordinal) {
  std::vector<Turn> turns = list(session_id, ordinal - 1, 1);
  if (turns.empty() || turns.front().ordinal != ordinal) return std::nullopt;
  return std::move(turns.front());
}

std::vector<SearchHit> Turns::search(std::string_view query, std::optional<Id> project_id,
                                     std::int64_t limit) {
  return statements_->search.run(query, project_id, limit);
}

}  // namespace baton::store
