#include "logdigitise/batch/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "logdigitise/batch/path_text.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"

namespace logdigitise::batch {

namespace {

namespace fs = std::filesystem;

/// Bytes up to the end of the last whole line.
std::int64_t whole_lines(int descriptor, std::int64_t size) {
  constexpr std::int64_t kPiece = 1 << 16;
  std::string piece(static_cast<std::size_t>(kPiece), '\0');
  while (size > 0) {
    const std::int64_t begin = std::max<std::int64_t>(0, size - kPiece);
    const ssize_t got = pread(descriptor, piece.data(), static_cast<std::size_t>(size - begin), begin);
    if (got <= 0) return size;
    const std::size_t end = std::string_view(piece.data(), static_cast<std::size_t>(got)).rfind('\n');
    if (end != std::string_view::npos) return begin + static_cast<std::int64_t>(end) + 1;
    size = begin;
  }
  return 0;
}

bool is_journal(const fs::path& path) {
  const std::string name = path.filename().string();
  return name == "journal.jsonl" || (name.starts_with("journal.") && name.ends_with(".jsonl"));
}

std::vector<fs::path> journals_of(const fs::path& folder) {
  std::vector<fs::path> journals;
  std::error_code failure;
  for (fs::directory_iterator entries(folder, failure); !failure && entries != fs::directory_iterator();
       entries.increment(failure)) {
    if (is_journal(entries->path())) journals.push_back(entries->path());
  }
  if (failure && failure != std::errc::no_such_file_or_directory) {
    throw environment_error(text_from_path(folder), "the folder cannot be read", failure.value());
  }
  std::sort(journals.begin(), journals.end());
  return journals;
}

void read_journal(const fs::path& path, JournalContents& contents) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw environment_error(text_from_path(path), "the journal cannot be read", errno);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (file.eof()) break;  // No line end: cut off, or being written just now.
    try {
      JournalEntry entry = entry_from_line(line);
      const auto known = contents.latest.find(entry.name);
      if (known == contents.latest.end()) {
        std::string name = entry.name;
        contents.latest.emplace(std::move(name), std::move(entry));
      } else if (supersedes(entry, known->second)) {
        known->second = std::move(entry);
      }
    } catch (const Error& error) {
      contents.doubts.push_back(
          fmt::format("{}:{}: {}; it is passed over", text_from_path(path), number, error.what()));
    }
  }
  if (file.bad()) throw environment_error(text_from_path(path), "the journal cannot be read", errno);
}

}  // namespace

std::string journal_name(const Shard& shard) {
  return shard.count == 1 ? "journal.jsonl" : fmt::format("journal.{}-of-{}.jsonl", shard.index, shard.count);
}

JournalWriter::JournalWriter(const fs::path& path)
    : path_(path), descriptor_(open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
  struct stat found = {};
  if (descriptor_ < 0 || fstat(descriptor_, &found) != 0) {
    throw environment_error(text_from_path(path), "cannot be written", errno);
  }
  bytes_ = whole_lines(descriptor_, found.st_size);
  if (bytes_ != found.st_size && ftruncate(descriptor_, bytes_) != 0) {
    throw environment_error(text_from_path(path), "cannot be written", errno);
  }
  // Lines are durable only if the file's name is.
  flush_folder(path.has_parent_path() ? path.parent_path().string() : ".");
}

JournalWriter::~JournalWriter() {
  if (descriptor_ >= 0) close(descriptor_);
}

void JournalWriter::append(const JournalEntry& entry) {
  const std::string line = journal_line(entry) + "\n";
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t written = write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      break;
    }
  }
  if (rest.empty() && fdatasync(descriptor_) == 0) {
    bytes_ += static_cast<std::int64_t>(line.size());
    return;
  }
  const int code = errno;
  // If this fails too, the next reader passes the piece over.
  if (ftruncate(descriptor_, bytes_) != 0) errno = code;
  throw environment_error(text_from_path(path_), "cannot be written", code);
}

JournalContents read_journals(const std::vector<fs::path>& folders, bool must_exist) {
  JournalContents contents;
  for (const fs::path& folder : folders) {
    const std::vector<fs::path> journals = journals_of(folder);
    if (must_exist && journals.empty()) {
      throw input_error(text_from_path(folder), "has no journal.jsonl; expected a folder that batch wrote");
    }
    for (const fs::path& journal : journals) read_journal(journal, contents);
  }
  return contents;
}

}  // namespace logdigitise::batch
