#include "client/commands/handoff_edit.hpp"

#include "client/commands/handoff_change.hpp"
#include "client/editor.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp handoff_edit_help{
    R"(Opens the newest handoff in $VISUAL or $EDITOR and saves what you leave as a new version. What you do to a line holds
for every handoff that follows: a line you add stands in all of them, a line you delete in none, a line you change stands
in place of the old one. Where lines stand is not kept. When something goes wrong your text stays, and its path is told.
)",
    R"(  baton handoff edit                       of the project that this directory belongs to
  VISUAL='code --wait' baton handoff edit
  baton handoff edit --project webshop
)"};

namespace {

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

/// Sends the text; nothing that is thrown may lose it.
boost::json::value save(Context& context, const protocol::HandoffEditParams& params,
                        const EditedFile& file) {
  const std::string kept = "; your text is kept in " + file.path();
  try {
    return context.daemon().request(protocol::handoff_edit.name, protocol::encode(params));
  } catch (const protocol::RpcError& error) {
    throw protocol::RpcError(error.code(), error.what() + kept);
  } catch (const Failure& failure) {
    throw Failure(failure.code(), failure.what() + kept);
  }
}

void print_saved(Context& context, const boost::json::value& json) {
  if (context.globals.json) return print_json(context.out, json);
  const auto result = read_result(protocol::handoff_edit, json);
  if (result.made.empty() && result.ended.empty()) {
    context.out.write("No line was added, deleted or changed: nothing was saved.\n");
  } else {
    print_change(context.out, result);
  }
}

}  // namespace

void declare(OptionSet& set, HandoffEditOptions& options) {
  set.project(options.project);
}

ExitCode run(Context& context, const HandoffEditOptions& options) {
  protocol::HandoffGetParams wanted;
  wanted.project = project_reference(context, options.project);
  const auto handoff = call(context.daemon(), protocol::handoff_get, wanted);
  EditedFile file(context.environment, handoff.text);
  protocol::HandoffEditParams params;
  params.text = file.edit();
  if (params.text == handoff.text || is_blank(params.text)) {
    file.release();
    context.out.write(params.text == handoff.text ? "Nothing was changed.\n"
                                                  : "The text is empty: nothing was saved.\n");
    return ExitCode::ok;
  }
  // By its id: the daemon may find another project in this directory by now.
  params.project = std::to_string(handoff.project_id);
  params.based_on = handoff.version;
  params.base = handoff.text;
  const auto saved = save(context, params, file);
  file.release();
  print_saved(context, saved);
  return ExitCode::ok;
}

}  // namespace baton::client
