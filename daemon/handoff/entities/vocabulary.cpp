// Word lists of the extraction, as data. Each is sorted, so that a change shows as one.
#include "daemon/handoff/entities/vocabulary.hpp"

#include <algorithm>
#include <unordered_set>

namespace baton::handoff {
namespace {

constexpr std::string_view extension_list[] = {
    "asset", "astro",  "bash",    "bat",        "c",      "cc",    "cfg",    "cjs",        "cmake",
    "cmd",   "conf",   "cpp",     "cs",         "csproj", "css",   "csv",    "cts",        "cxx",
    "db",    "diff",   "dll",     "dockerfile", "ejs",    "env",   "exe",    "fish",       "fs",
    "gif",   "go",     "gradle",  "graphql",    "gz",     "h",     "hbs",    "hcl",        "hh",
    "hpp",   "htm",    "html",    "ico",        "ini",    "inl",   "ipynb",  "java",       "jpeg",
    "jpg",   "js",     "json",    "json5",      "jsonc",  "jsonl", "jsx",    "kt",         "kts",
    "less",  "lock",   "log",     "lua",        "m",      "md",    "mdx",    "mjs",        "mk",
    "mm",    "mod",    "mts",     "nix",        "npy",    "onnx",  "patch",  "pdf",        "php",
    "pkl",   "pl",     "plist",   "png",        "po",     "pot",   "prefab", "properties", "proto",
    "ps1",   "psm1",   "pt",      "py",         "pyi",    "rb",    "resx",   "rs",         "rst",
    "sass",  "scss",   "service", "sh",         "shader", "sln",   "snap",   "so",         "socket",
    "sql",   "sqlite", "sum",     "svelte",     "svg",    "swift", "tar",    "tf",         "tmpl",
    "toml",  "tpl",    "ts",      "tsv",        "tsx",    "txt",   "unity",  "vb",         "vue",
    "wasm",  "webp",   "xaml",    "xml",        "xsd",    "yaml",  "yml",    "zip",        "zsh"};

constexpr std::string_view program_list[] = {"adb",
                                             "agentv",
                                             "aider",
                                             "apt",
                                             "apt-get",
                                             "bazel",
                                             "black",
                                             "br",
                                             "brew",
                                             "bun",
                                             "bundle",
                                             "bunx",
                                             "bv",
                                             "cargo",
                                             "choco",
                                             "claude",
                                             "cmake",
                                             "codex",
                                             "composer",
                                             "ctest",
                                             "curl",
                                             "dart",
                                             "deno",
                                             "docker",
                                             "docker-compose",
                                             "dotnet",
                                             "drizzle-kit",
                                             "entire",
                                             "eslint",
                                             "flask",
                                             "flutter",
                                             "gemini",
                                             "gh",
                                             "git",
                                             "glab",
                                             "go",
                                             "gofmt",
                                             "gofumpt",
                                             "golangci-lint",
                                             "goreleaser",
                                             "gradle",
                                             "gradlew",
                                             "gunicorn",
                                             "helm",
                                             "hugo",
                                             "java",
                                             "javac",
                                             "jest",
                                             "just",
                                             "kotlinc",
                                             "kubectl",
                                             "make",
                                             "meson",
                                             "minsky",
                                             "mise",
                                             "msbuild",
                                             "mvn",
                                             "mypy",
                                             "mysql",
                                             "next",
                                             "ninja",
                                             "node",
                                             "npm",
                                             "npx",
                                             "nx",
                                             "opencode",
                                             "perl",
                                             "php",
                                             "pip",
                                             "pip3",
                                             "playwright",
                                             "pnpm",
                                             "podman",
                                             "poetry",
                                             "powershell",
                                             "prettier",
                                             "prisma",
                                             "psql",
                                             "pwsh",
                                             "pytest",
                                             "python",
                                             "python3",
                                             "rake",
                                             "redis-cli",
                                             "rspec",
                                             "rsync",
                                             "ruby",
                                             "ruff",
                                             "scp",
                                             "shellcheck",
                                             "specstory",
                                             "sqlite3",
                                             "ssh",
                                             "staticcheck",
                                             "streamlit",
                                             "swift",
                                             "systemctl",
                                             "task",
                                             "terraform",
                                             "tmux",
                                             "tox",
                                             "tsc",
                                             "turbo",
                                             "uv",
                                             "uvicorn",
                                             "uvx",
                                             "vite",
                                             "vitest",
                                             "winget",
                                             "wrangler",
                                             "xcodebuild",
                                             "yarn"};

/// Programs whose second word says which of many things they do.
constexpr std::string_view subcommand_list[] = {
    "agentv",   "br",       "bun",       "bundle",         "bunx",      "bv",      "cargo",
    "composer", "deno",     "docker",    "docker-compose", "dotnet",    "entire",  "flutter",
    "gh",       "git",      "go",        "golangci-lint",  "gradle",    "gradlew", "helm",
    "just",     "kubectl",  "make",      "minsky",         "mise",      "mvn",     "npm",
    "npx",      "nx",       "php",       "playwright",     "pnpm",      "poetry",  "prisma",
    "python",   "python3",  "specstory", "task",           "terraform", "turbo",   "uv",
    "uvx",      "wrangler", "yarn"};

constexpr std::string_view plain_git_list[] = {
    "add",   "blame",   "branch",   "cat-file",  "checkout",   "commit", "config", "diff",
    "fetch", "log",     "ls-files", "ls-tree",   "merge-base", "pull",   "push",   "remote",
    "reset", "restore", "rev-list", "rev-parse", "show",       "stash",  "status", "switch"};

/// What looks like a path and is a device, a shell or a product.
constexpr std::string_view no_path_list[] = {
    "/bin/bash",    "/bin/sh",   "/dev",     "/dev/null", "/tmp",    "/usr/bin",
    "/usr/bin/env", "and/or",    "asp.net",  "chart.js",  "d3.js",   "e.g",
    "express.js",   "i.e",       "n/a",      "next.js",   "node.js", "nuxt.js",
    "react.js",     "socket.io", "three.js", "vue.js"};

constexpr std::string_view no_identifier_list[] = {
    "github", "iphone", "javascript", "macos",      "python3",
    "stderr", "stdin",  "stdout",     "todo_write", "typescript"};

/// `object.member` with one of these is code, not a file name.
constexpr std::string_view object_list[] = {
    "args",    "array", "config", "console", "data",     "df",     "document", "e",
    "err",     "error", "event",  "exports", "import",   "item",   "json",     "math",
    "module",  "np",    "object", "options", "os",       "params", "pd",       "plt",
    "process", "props", "req",    "res",     "response", "result", "self",     "state",
    "string",  "sys",   "this",   "user",    "window"};

/// `UTF-8` and its like look as if they were issues.
constexpr std::string_view no_issue_list[] = {"A",   "AES",  "ASCII", "CVE", "ES", "GPT",
                                              "H",   "HTTP", "ISO",   "MD",  "PR", "RFC",
                                              "SHA", "T",    "UTC",   "UTF", "V"};

constexpr std::string_view stop_word_list[] = {
    "about",    "actually", "after",   "again",  "all",        "also",     "and",       "any",
    "anything", "are",      "aren't",  "back",   "because",    "been",     "before",    "being",
    "between",  "both",     "boy",     "but",    "can",        "can't",    "come",      "could",
    "couldn't", "day",      "did",     "didn't", "does",       "doesn't",  "doing",     "don't",
    "down",     "during",   "each",    "even",   "everything", "few",      "first",     "for",
    "from",     "further",  "get",     "going",  "gonna",      "good",     "had",       "has",
    "have",     "having",   "her",     "here",   "him",        "his",      "how",       "i'd",
    "i'll",     "i'm",      "i've",    "into",   "isn't",      "it's",     "its",       "just",
    "know",     "last",     "left",    "let",    "let's",      "like",     "long",      "look",
    "looking",  "looks",    "made",    "make",   "makes",      "making",   "man",       "many",
    "may",      "maybe",    "might",   "more",   "most",       "much",     "must",      "myself",
    "need",     "new",      "next",    "nor",    "not",        "now",      "okay",      "old",
    "once",     "one",      "only",    "other",  "our",        "ours",     "out",       "over",
    "own",      "please",   "put",     "really", "right",      "same",     "say",       "second",
    "see",      "seen",     "shall",   "she",    "should",     "some",     "something", "still",
    "such",     "sure",     "take",    "than",   "that",       "that's",   "the",       "them",
    "then",     "there",    "there's", "these",  "they",       "they're",  "thing",     "things",
    "think",    "third",    "this",    "those",  "thought",    "through",  "time",      "too",
    "two",      "under",    "until",   "use",    "used",       "uses",     "using",     "very",
    "want",     "wanted",   "wants",   "was",    "wasn't",     "way",      "we'll",     "we're",
    "we've",    "well",     "were",    "what",   "what's",     "when",     "while",     "who",
    "why",      "will",     "with",    "won't",  "would",      "wouldn't", "yes",       "you",
    "you'll",   "you're",   "you've",  "your"};

template <std::size_t size>
bool contains(const std::string_view (&sorted)[size], std::string_view word) {
  return std::binary_search(std::begin(sorted), std::end(sorted), word);
}

}  // namespace

std::span<const std::string_view> file_extensions() {
  return extension_list;
}

bool is_program(std::string_view name) {
  return contains(program_list, name);
}

bool has_subcommands(std::string_view program) {
  return contains(subcommand_list, program);
}

bool is_plain_git(std::string_view subcommand) {
  return contains(plain_git_list, subcommand);
}

bool is_no_path(std::string_view lowered) {
  return contains(no_path_list, lowered);
}

bool is_no_identifier(std::string_view lowered) {
  return contains(no_identifier_list, lowered);
}

bool is_object_name(std::string_view lowered) {
  return contains(object_list, lowered);
}

bool is_no_issue(std::string_view prefix) {
  return contains(no_issue_list, prefix);
}

std::span<const std::string_view> english_stop_words() {
  return stop_word_list;
}

bool is_stop_word(std::string_view lowered) {
  static const std::unordered_set<std::string_view> words(std::begin(stop_word_list),
                                                          std::end(stop_word_list));
  return words.count(lowered) > 0;
}

}  // namespace baton::handoff
