#include "daemon/store/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include <sqlite3.h>

#include "daemon/store/error.hpp"

namespace baton::store {
namespace {

// BM25's usual parameters, those of FTS5's bm25(): how soon more mentions count less, and how much
// a long turn's mentions count less.
constexpr double saturation = 1.2;
constexpr double length_share = 0.75;

constexpr int text_column = 0;
constexpr sqlite3_int64 most_counted = 10'000;

/// What the score of every hit of one query needs to know of the index as a whole.
struct Collection {
  sqlite3_int64 turns = 0;
  double average_tokens = 1;
  /// Of each phrase of the query; 0 for the project's, which is not looked for in the text.
  std::vector<double> weights;
};

/// The oldest turns that hold a phrase.
struct Sample {
  sqlite3_int64 turns = 0;
  sqlite3_int64 first_id = 0;
  sqlite3_int64 last_id = 0;
};

void check(int code) {
  if (code == SQLITE_NOMEM) throw std::bad_alloc();
  if (code != SQLITE_OK) throw StoreError(StoreFault::other, sqlite3_errstr(code));
}

int mentions(const Fts5ExtensionApi& api, Fts5Context* hit, int phrase) {
  Fts5PhraseIter position;
  int column = 0;
  int offset = 0;
  int count = 0;
  check(api.xPhraseFirst(hit, phrase, &position, &column, &offset));
  for (; column >= 0; api.xPhraseNext(hit, &position, &column, &offset)) {
    if (column == text_column) ++count;
  }
  return count;
}

int add_to_sample(const Fts5ExtensionApi* api, Fts5Context* hit, void* target) {
  Sample& sample = *static_cast<Sample*>(target);
  sample.last_id = api->xRowid(hit);
  if (sample.turns++ == 0) sample.first_id = sample.last_id;
  return sample.turns < most_counted ? SQLITE_OK : SQLITE_DONE;
}

/// In how many turns the phrase occurs.
double frequency(const Fts5ExtensionApi& api, Fts5Context* query, int phrase,
                 const Collection& collection) {
  Sample sample;
  check(api.xQueryPhrase(query, phrase, &sample, add_to_sample));
  const auto counted = static_cast<double>(sample.turns);
  if (sample.turns < most_counted) return counted;
  const auto looked_at = static_cast<double>(sample.last_id - sample.first_id + 1);
  const auto all = static_cast<double>(collection.turns);
  return std::clamp(counted / looked_at * all, counted, all);
}

double inverse_frequency(double frequency, double turns) {
  // A word of more than half the turns would count against them.
  constexpr double least = 1e-6;
  return std::max(least, std::log((turns - frequency + 0.5) / (frequency + 0.5)));
}

std::unique_ptr<Collection> measure_collection(const Fts5ExtensionApi& api, Fts5Context* hit) {
  auto collection = std::make_unique<Collection>();
  sqlite3_int64 tokens = 0;
  check(api.xRowCount(hit, &collection->turns));
  check(api.xColumnTotalSize(hit, -1, &tokens));
  const auto turns = static_cast<double>(std::max<sqlite3_int64>(collection->turns, 1));
  collection->average_tokens = std::max(1.0, static_cast<double>(tokens) / turns);
  std::vector<int> phrases;
  for (int phrase = 0; phrase < api.xPhraseCount(hit); ++phrase) {
    // Every hit has all phrases of the query.
    if (mentions(api, hit, phrase) > 0) phrases.push_back(phrase);
  }
  collection->weights.resize(static_cast<std::size_t>(api.xPhraseCount(hit)));
  for (const int phrase : phrases) {
    collection->weights[static_cast<std::size_t>(phrase)] =
        phrases.size() == 1 ? 1
                            : inverse_frequency(frequency(api, hit, phrase, *collection), turns);
  }
  return collection;
}

/// Measured at the first hit, kept by FTS5 as long as the query runs.
const Collection& collection_of(const Fts5ExtensionApi& api, Fts5Context* hit) {
  if (const void* kept = api.xGetAuxdata(hit, 0); kept != nullptr)
    return *static_cast<const Collection*>(kept);
  Collection* fresh = measure_collection(api, hit).release();
  // Frees it also when it fails.
  check(api.xSetAuxdata(hit, fresh, [](void* old) { delete static_cast<Collection*>(old); }));
  return *fresh;
}

/// FTS5 keeps a turn's tokens per column, as numbers of 7 bits a byte, the highest first; the last
/// byte of each has the top bit clear.
double tokens_of(std::span<const unsigned char> sizes) {
  sqlite3_int64 sum = 0;
  sqlite3_int64 number = 0;
  for (const unsigned char byte : sizes) {
    number = number * 128 + (byte & 0x7fU);
    if ((byte & 0x80U) != 0) continue;
    sum += number;
    number = 0;
  }
  return static_cast<double>(sum);
}

double score(const Fts5ExtensionApi& api, Fts5Context* hit, std::span<const unsigned char> sizes) {
  const Collection& collection = collection_of(api, hit);
  const double length =
      1 - length_share + length_share * tokens_of(sizes) / collection.average_tokens;
  double sum = 0;
  for (std::size_t phrase = 0; phrase < collection.weights.size(); ++phrase) {
    if (collection.weights[phrase] == 0) continue;
    const double count = mentions(api, hit, static_cast<int>(phrase));
    sum += collection.weights[phrase] * count * (saturation + 1) / (count + saturation * length);
  }
  return sum;
}

void text_score(const Fts5ExtensionApi* api, Fts5Context* hit, sqlite3_context* context, int count,
                sqlite3_value** values) {
  if (count != 1) return sqlite3_result_error(context, "text_score() takes the size, too", -1);
  try {
    const auto* sizes = static_cast<const unsigned char*>(sqlite3_value_blob(values[0]));
    const auto bytes = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
    sqlite3_result_double(context, score(*api, hit, {sizes, sizes != nullptr ? bytes : 0}));
  } catch (const std::exception& error) {
    sqlite3_result_error(context, error.what(), -1);
  }
}

/// FTS5's functions, which it hands out through a pointer bound to a statement; null when this
/// SQLite has no FTS5.
fts5_api* api_of(sqlite3* handle) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

}  // namespace

void register_ranking(sqlite3* handle) {
  fts5_api* api = api_of(handle);
  if (api == nullptr ||
      api->xCreateFunction(api, "text_score", nullptr, text_score, nullptr) != SQLITE_OK)
    throw StoreError(StoreFault::other, "cannot register the FTS5 function text_score");
}

}  // namespace baton::store
