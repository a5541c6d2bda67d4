#include "daemon/store/packing.hpp"

#include <boost/test/unit_test.hpp>

#include "daemon/store/error.hpp"
#include "daemon/store/turn_rows.hpp"

using namespace baton;
using store::TurnKind;

BOOST_AUTO_TEST_SUITE(packing)

BOOST_AUTO_TEST_CASE(short_texts_stay_as_they_are) {
  const store::PackedText packed = store::pack_text(std::string(64, 'a'));
  BOOST_TEST(!packed.compressed);
  BOOST_TEST(packed.bytes == std::string(64, 'a'));
  BOOST_TEST(store::unpack_text(packed.bytes, false) == std::string(64, 'a'));
}

BOOST_AUTO_TEST_CASE(long_texts_come_back_whole) {
  std::string text;
  while (text.size() < 100'000) text += "line " + std::to_string(text.size()) + "\n";
  const store::PackedText packed = store::pack_text(text);
  BOOST_TEST(packed.compressed);
  BOOST_TEST(packed.bytes.size() < text.size() / 3);
  BOOST_TEST((store::unpack_text(packed.bytes, true) == text));
}

BOOST_AUTO_TEST_CASE(texts_are_packed_alike_after_the_memory_was_given_back) {
  const std::string text(10'000, 'a');
  const store::PackedText before = store::pack_text(text);
  store::release_packing_memory();
  BOOST_TEST((store::pack_text(text).bytes == before.bytes));
  store::release_packing_memory();
  BOOST_TEST((store::unpack_text(before.bytes, true) == text));
}

BOOST_AUTO_TEST_CASE(messages_shrink_by_the_dictionary) {
  const std::string text =
      "Let me check the existing tests first, then I will run the build and make sure that "
      "everything passes.";
  const store::PackedText packed = store::pack_text(text);
  BOOST_TEST(packed.compressed);
  BOOST_TEST(packed.bytes.size() < text.size() * 3 / 4);
  BOOST_TEST(store::unpack_text(packed.bytes, true) == text);
}

BOOST_AUTO_TEST_CASE(what_does_not_shrink_is_not_compressed) {
  std::string noise;
  std::uint32_t state = 1;
  for (int i = 0; i < 2000; ++i)
    noise += static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
  const store::PackedText packed = store::pack_text(noise);
  BOOST_TEST(!packed.compressed);
  BOOST_TEST((packed.bytes == noise));
}

BOOST_AUTO_TEST_CASE(a_damaged_frame_is_reported) {
  store::PackedText packed = store::pack_text(std::string(10'000, 'a'));
  BOOST_CHECK_THROW(store::unpack_text("", true), store::StoreError);
  BOOST_CHECK_THROW(store::unpack_text("no frame", true), store::StoreError);
  BOOST_CHECK_THROW(store::unpack_text(packed.bytes.substr(0, packed.bytes.size() / 2), true),
                    store::StoreError);
}

BOOST_AUTO_TEST_CASE(of_tool_output_only_the_beginning_is_indexed) {
  const std::string text = std::string(2047, 'a') + "é" + std::string(1000, 'b');
  BOOST_TEST(store::index_part(TurnKind::tool_result, text) == std::string(2047, 'a'));
  BOOST_TEST(store::index_part(TurnKind::tool_call, text).size() == 2047U);
  BOOST_TEST(store::index_part(TurnKind::text, text) == text);
  BOOST_TEST(store::index_part(TurnKind::summary, text) == text);
}

BOOST_AUTO_TEST_CASE(uuids_are_kept_as_bytes) {
  const std::string uuid = "0123cdef-89ab-4567-8000-ffeeddccbbaa";
  const auto packed = store::pack_uuid(uuid);
  BOOST_REQUIRE(packed.has_value());
  BOOST_TEST(packed->size() == 16U);
  BOOST_TEST(store::unpack_uuid(*packed) == uuid);
  // What would come back in another spelling is not packed.
  BOOST_TEST(!store::pack_uuid("0123CDEF-89ab-4567-8000-ffeeddccbbaa").has_value());
  BOOST_TEST(!store::pack_uuid("0123cdef089ab-4567-8000-ffeeddccbbaa").has_value());
  BOOST_TEST(!store::pack_uuid("0123cdef-89ab-4567-8000-ffeeddccbba").has_value());
  BOOST_TEST(!store::pack_uuid("").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
