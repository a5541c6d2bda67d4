#include "protocol/contracts.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <boost/test/unit_test.hpp>

#include "protocol/json/schema.hpp"

namespace baton::protocol::test {

namespace {

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

/// Whether a name is `namespace.verb`, both in lower case.
bool is_dotted_pair(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot != std::string_view::npos && is_word(name.substr(0, dot)) &&
         is_word(name.substr(dot + 1));
}

bool is_sentence(std::string_view text) {
  return text.size() > 1 && text.ends_with('.');
}

/// Checks the documentation of T's members and, in turn, of the structs inside it.
template <class T>
void check_docs() {
  if constexpr (is_optional<T> || is_vector<T>) {
    check_docs<typename T::value_type>();
  } else if constexpr (Described<T>) {
    detail::for_each_field<T>([]<class Member>(Member member, const FieldDoc& doc) {
      const std::string_view type = type_name(static_cast<const T*>(nullptr));
      BOOST_TEST(doc.name == std::string_view(member.name));
      BOOST_TEST(is_sentence(doc.text), type << "." << doc.name << ": " << doc.text);
      check_docs<MemberType<T, Member>>();
    });
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(contracts)

BOOST_AUTO_TEST_CASE(have_unique_names_of_the_form_namespace_verb) {
  std::set<std::string_view> names;
  const auto check = [&](const auto& contract) {
    BOOST_TEST(is_dotted_pair(contract.name), contract.name);
    BOOST_TEST(names.insert(contract.name).second, contract.name << " occurs twice");
  };

  for_each_method(check);
  for_each_notification(check);

  BOOST_TEST(names.size() > 10U);
}

BOOST_AUTO_TEST_CASE(have_a_summary_that_is_a_sentence) {
  const auto check = [](const auto& contract) {
    BOOST_TEST(is_sentence(contract.summary), contract.name);
  };

  for_each_method(check);
  for_each_notification(check);
}

BOOST_AUTO_TEST_CASE(document_every_field) {
  for_each_method([]<class Params, class Result>(const Contract<Params, Result>&) {
    check_docs<Params>();
    check_docs<Result>();
  });
  for_each_notification(
      []<class Params>(const NotificationContract<Params>&) { check_docs<Params>(); });
}

BOOST_AUTO_TEST_CASE(send_notifications_under_event) {
  for_each_notification(
      [](const auto& contract) { BOOST_TEST(contract.name.starts_with("event."), contract.name); });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
