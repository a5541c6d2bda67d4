#pragma once
// Conversations that ChatGPT's and Claude's web sites export.

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"

namespace baton::capture {

/// Tells a conversation of ChatGPT's `conversations.json`: the messages from its beginning to
/// `current_node`; answers that were replaced are left out. False when it is none.
bool tell_chatgpt(const boost::json::object& conversation, EventSink& sink);

/// Tells a conversation of Claude.ai's `conversations.json`. False when it is none.
bool tell_claude_ai(const boost::json::object& conversation, EventSink& sink);

}  // namespace baton::capture
