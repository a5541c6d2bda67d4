#pragma once
// The protocol as plain data, so that a writer for one language is a loop over it.

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace baton::protocol::generator {

/// One field of a published type.
struct Field {
  std::string name;
  std::string text;
  boost::json::object schema;
  bool required = false;
};

/// A described struct: parameters, a result, or a part of one.
struct Type {
  std::string name;
  std::vector<Field> fields;
};

/// A method, or a notification, which has no result.
struct Call {
  std::string name;
  std::string summary;
  Type params;
  std::string result;  ///< name of a type; empty for a JSON document of any shape
};

struct Model {
  std::vector<Call> methods;
  std::vector<Call> notifications;
  std::vector<Type> types;  ///< every type once, parameters included, in the order of first use
};

/// The whole protocol, from its contracts.
Model protocol_model();

/// How a language spells the types of a schema.
struct TypeSpelling {
  std::string_view string;
  std::string_view integer;
  std::string_view number;
  std::string_view boolean;
  std::string_view object;       ///< of any shape
  std::string_view any;          ///< any JSON value
  std::string_view type_prefix;  ///< before the name of a published type
  std::string_view type_suffix;
};

/// A field's type in a language; an array is its element's type and `[]`.
std::string spelled(const boost::json::object& schema, const TypeSpelling& spelling);

// One writer per language; each returns the whole text of a generated file.

std::string typescript(const Model& model);
std::string lua(const Model& model);
std::string markdown(const Model& model);

/// JSON with an indentation of two spaces, keys in the order of the object, and a line end at the
/// end.
std::string pretty_json(const boost::json::value& json);

}  // namespace baton::protocol::generator
