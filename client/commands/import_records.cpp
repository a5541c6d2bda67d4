#include "client/commands/import_records.hpp"

#include <utility>

#include <boost/json/parse.hpp>

#include "client/print/numbers.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

namespace {

// A batch is one transaction; these keep it short, and the request small.
constexpr std::size_t batch_records = 500;
constexpr std::size_t batch_bytes = 512U << 10U;
/// About the largest request that a daemon takes unless it was configured otherwise.
constexpr std::size_t large_bytes = 15U << 20U;

void add(protocol::ImportWriteResult& total, const protocol::ImportWriteResult& part) {
  total.taken += part.taken;
  total.projects_added += part.projects_added;
  total.sessions_added += part.sessions_added;
  total.turns_added += part.turns_added;
  total.turns_known += part.turns_known;
  total.handoffs_added += part.handoffs_added;
  total.left_out += part.left_out;
}

}  // namespace

RecordImport::RecordImport(Context& context, LineReader& lines, std::string name)
    : context_(context), lines_(lines), name_(std::move(name)) {}

protocol::ImportWriteResult RecordImport::run() {
  while (const auto line = next_line()) {
    if (line->find_first_not_of(" \t\r") != std::string_view::npos) take(*line);
  }
  send(true);
  if (ended_) return total_;
  throw Failure(ExitCode::refused, name_ + " breaks off after line " +
                                       std::to_string(lines_.line()) +
                                       ": its end is missing; what stands before is imported");
}

std::optional<std::string> RecordImport::next_line() try {
  return std::optional<std::string>(lines_.next());
} catch (const Failure&) {
  // The file cannot be read on; what was read is not to be lost with the rest.
  send(false);
  throw;
}

void RecordImport::take(const std::string& line) {
  boost::json::error_code error;
  boost::json::value json = boost::json::parse(line, error);
  if (error) fail(lines_.line(), "is not JSON: " + error.message());
  const auto* object = json.if_object();
  if (object == nullptr) fail(lines_.line(), "is not a JSON object");
  // Exports may stand behind each other in one file.
  if (const auto* version = object->if_contains(protocol::export_header_key))
    return check_version(*version);
  if (const auto* records = object->if_contains(protocol::export_end_key))
    return check_end(*records);
  try {
    ++records_;
    if (is_left_out(protocol::decode<protocol::ExportRecord>(json, "record"))) {
      ++total_.left_out;
      return;
    }
  } catch (const protocol::RpcError& wrong) {
    fail(lines_.line(), wrong.what());
  }
  if (!batch_.empty() && batch_bytes_ + line.size() > batch_bytes) send(false);
  batch_.push_back(std::move(json));
  batch_lines_.push_back(lines_.line());
  batch_bytes_ += line.size();
  if (batch_.size() >= batch_records) send(false);
}

void RecordImport::check_version(const boost::json::value& version) {
  if (!version.is_int64() || version.get_int64() < 1)
    fail(lines_.line(), "has no version of the format");
  if (version.get_int64() > protocol::export_format_version)
    fail(lines_.line(), "was made by a newer Baton: install that version or a later one");
  ended_ = false;
  records_ = 0;
}

void RecordImport::check_end(const boost::json::value& records) {
  if (!records.is_int64() || records.get_int64() != records_)
    fail(lines_.line(), "says that other records stood before it: some are missing");
  ended_ = true;
}

bool RecordImport::is_left_out(const protocol::ExportRecord& record) const {
  if (left_out_.empty()) return false;
  const auto of = [this](const auto& member) {
    return member && left_out_.contains({member->agent, member->session});
  };
  return of(record.turn) || of(record.usage) || of(record.project_file);
}

void RecordImport::send(bool last) {
  if (batch_.empty() && !last) return;
  const std::vector<std::int64_t> sent = std::exchange(batch_lines_, {});
  const protocol::ImportWriteResult result = request(last);
  add(total_, result);
  for (const protocol::ImportSession& session : result.sessions_left_out)
    left_out_.emplace(session.agent, session.session);
  show_progress();
  const auto taken = static_cast<std::size_t>(result.taken);
  if (result.error && taken < sent.size()) fail(sent[taken], *result.error);
}

protocol::ImportWriteResult RecordImport::request(bool last) {
  const std::size_t bytes = std::exchange(batch_bytes_, 0);
  boost::json::object params{{"records", std::exchange(batch_, {})}};
  if (last) params["last"] = true;
  try {
    const auto result = context_.daemon().request(protocol::import_write.name, std::move(params));
    return read_result(protocol::import_write, result);
  } catch (const std::exception& error) {
    if (bytes < large_bytes) throw;
    throw Failure(ExitCode::refused, name_ + ", line " + std::to_string(lines_.line()) +
                                         " is too long for the daemon (" + error.what() +
                                         "): raise daemon.max_message_mib in its configuration");
  }
}

void RecordImport::show_progress() {
  if (!context_.err.is_terminal()) return;
  context_.err.write("\r\x1b[KImported: " + counted(lines_.line(), "line"));
  context_.err.flush();
}

void RecordImport::fail(std::int64_t line, const std::string& message) {
  // What was read before the line is not to be lost with it. Lines that are refused in turn say so
  // themselves.
  if (!batch_.empty()) send(false);
  if (context_.err.is_terminal()) context_.err.write("\r\x1b[K");
  throw Failure(ExitCode::refused, name_ + ", line " + std::to_string(line) + ": " + message +
                                       "; the lines before it are imported (" +
                                       counted(total_.turns_added, "new turn") + ")");
}

}  // namespace baton::client
