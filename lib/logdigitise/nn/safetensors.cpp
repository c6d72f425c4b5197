#include "logdigitise/nn/safetensors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/json_nesting.hpp"
#include "logdigitise/core/sha256.hpp"

namespace logdigitise::nn {

namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "tensors are stored and used as little endian");

constexpr std::size_t kLengthBytes = 8;
constexpr std::string_view kRefetch = "Fetch or make the file again";

/// Text of a file, fit for one line of a message.
std::string printable(std::string text) {
  constexpr std::size_t kLongest = 80;
  if (text.size() > kLongest) text.resize(kLongest);
  for (char& c : text) {
    if (c < 0x20 || c > 0x7e) c = '?';
  }
  return text;
}

std::optional<ElementType> element_type_from_name(const std::string& name) {
  for (const ElementType type : {ElementType::kU8, ElementType::kI64, ElementType::kF32}) {
    if (name == element_type_name(type)) return type;
  }
  return std::nullopt;
}

/// Bytes of a tensor of this shape; nothing if that is more than `limit`.
std::optional<std::size_t> bytes_of_shape(ElementType type, const std::vector<std::int64_t>& shape,
                                          std::size_t limit) {
  std::size_t bytes = element_size(type);
  for (const std::int64_t length : shape) {
    if (length < 0) return std::nullopt;
    const auto n = static_cast<std::size_t>(length);
    if (n != 0 && bytes > limit / n) return std::nullopt;
    bytes *= n;
  }
  return bytes > limit ? std::nullopt : std::optional(bytes);
}

json parse_header(const std::string& file, std::string_view text) {
  check_json_nesting(text, file);
  json header = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!header.is_object()) {
    throw input_error(file, "has a header that is not the JSON object of a safetensors file",
                      std::string(kRefetch));
  }
  return header;
}

/// `sha256` in the metadata is `<hash of the tensors>:<hash of the header>`, the latter of the header's text
/// with zeros in its place. Files of before 0.1.0 have the first half only: their header is not vouched for.
constexpr std::size_t kHashLength = 64;
const std::string kNoHash(kHashLength, '0');

/// The header's text with the hash of itself in its place, which `tensors:0000...` marks.
std::string with_header_hash(std::string text, const std::string& tensors_hash) {
  const std::string mark = tensors_hash + ":" + kNoHash;
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) return text;
  return text.replace(at + kHashLength + 1, kHashLength, sha256_hex(text));
}

bool header_holds(std::string_view header, const std::string& stated) {
  const std::size_t at = header.find(stated);
  if (at == std::string_view::npos) return false;
  std::string text(header);
  text.replace(at + kHashLength + 1, kHashLength, kNoHash);
  return sha256_hex(text) == stated.substr(kHashLength + 1);
}

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string name;
};

/// Reads one entry of the header into a tensor and its place.
std::pair<SafetensorsFile::Tensor, Span> read_entry(const std::string& file, const std::string& name,
                                                    const json& entry, std::string_view data) {
  const auto fail = [&](std::string_view what) {
    return input_error(file, fmt::format("has a tensor '{}' {}", printable(name), what),
                       std::string(kRefetch));
  };
  if (!entry.is_object() || !entry.contains("dtype") || !entry.contains("shape") ||
      !entry.contains("data_offsets")) {
    throw fail("without dtype, shape and data_offsets");
  }
  if (!entry["dtype"].is_string()) throw fail("whose dtype is not a string");
  const auto type_name = entry["dtype"].get<std::string>();
  const std::optional<ElementType> type = element_type_from_name(type_name);
  if (!type) throw fail(fmt::format("of type '{}'; expected U8, I64 or F32", printable(type_name)));
  const json& shape = entry["shape"];
  const json& offsets = entry["data_offsets"];
  const auto whole = [](const json& number) { return number.is_number_unsigned(); };
  if (!shape.is_array() || shape.size() > 8 || !std::all_of(shape.begin(), shape.end(), whole)) {
    throw fail("whose shape is not a list of at most 8 lengths");
  }
  if (!offsets.is_array() || offsets.size() != 2 || !std::all_of(offsets.begin(), offsets.end(), whole)) {
    throw fail("whose data_offsets are not two whole numbers");
  }
  SafetensorsFile::Tensor tensor;
  tensor.type = *type;
  for (const json& length : shape) {
    const auto n = length.get<std::uint64_t>();
    if (n > data.size()) throw fail(fmt::format("with a side of {}, more than the file holds", n));
    tensor.shape.push_back(static_cast<std::int64_t>(n));
  }
  const auto begin = offsets[0].get<std::uint64_t>();
  const auto end = offsets[1].get<std::uint64_t>();
  if (begin > end || end > data.size()) {
    throw fail(fmt::format("at bytes {} to {}; the file holds {} bytes of tensors", begin, end, data.size()));
  }
  const std::optional<std::size_t> expected = bytes_of_shape(*type, tensor.shape, data.size());
  if (!expected || *expected != end - begin) {
    throw fail(fmt::format("of shape [{}] in {} bytes, which do not fit each other",
                           fmt::join(tensor.shape, ", "), end - begin));
  }
  tensor.bytes = data.substr(begin, end - begin);
  return {std::move(tensor), Span{begin, end, name}};
}

void check_cover(const std::string& file, std::vector<Span> spans, std::size_t total) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  std::size_t at = 0;
  for (const Span& span : spans) {
    if (span.begin != at) {
      throw input_error(
          file,
          fmt::format("has a tensor '{}' that begins at byte {}; expected byte {}, without {}",
                      printable(span.name), span.begin, at, span.begin < at ? "overlap" : "a gap"),
          std::string(kRefetch));
    }
    at = span.end;
  }
  if (at != total) {
    throw input_error(file, fmt::format("has {} bytes after its last tensor; expected none", total - at),
                      std::string(kRefetch));
  }
}

}  // namespace

std::size_t element_size(ElementType type) {
  switch (type) {
    case ElementType::kU8:
      return 1;
    case ElementType::kI64:
      return 8;
    case ElementType::kF32:
      return 4;
  }
  return 0;
}

std::string_view element_type_name(ElementType type) {
  switch (type) {
    case ElementType::kU8:
      return "U8";
    case ElementType::kI64:
      return "I64";
    case ElementType::kF32:
      return "F32";
  }
  return {};
}

std::string write_safetensors(const std::filesystem::path& path, const std::vector<TensorToWrite>& tensors,
                              Metadata metadata) {
  Sha256 hash;
  json header = json::object();
  std::vector<std::string_view> pieces;
  std::size_t at = 0;
  for (const TensorToWrite& tensor : tensors) {
    std::size_t bytes = element_size(tensor.type);
    for (const std::int64_t length : tensor.shape) bytes *= static_cast<std::size_t>(length);
    header[tensor.name] = {{"dtype", element_type_name(tensor.type)},
                           {"shape", tensor.shape},
                           {"data_offsets", {at, at + bytes}}};
    pieces.emplace_back(static_cast<const char*>(tensor.data), bytes);
    hash.update(pieces.back());
    at += bytes;
  }
  const std::string digest = hash.hex_digest();
  metadata["sha256"] = digest + ":" + kNoHash;
  header["__metadata__"] = metadata;
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');  // So that the tensors begin at a multiple of eight bytes.
  text = with_header_hash(std::move(text), digest);

  AtomicFile file(path);
  const std::uint64_t length = text.size();
  char length_bytes[kLengthBytes];
  std::memcpy(length_bytes, &length, kLengthBytes);
  file.write({length_bytes, kLengthBytes});
  file.write(text);
  for (const std::string_view piece : pieces) file.write(piece);
  file.commit();
  return digest;
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path, const SafetensorsLimits& limits)
    : name_(path.string()), bytes_(read_file(path, limits.max_file_bytes)) {
  std::uint64_t header_length = 0;
  if (bytes_.size() < kLengthBytes) {
    throw input_error(name_, fmt::format("has {} bytes; a safetensors file has at least 10", bytes_.size()),
                      std::string(kRefetch));
  }
  std::memcpy(&header_length, bytes_.data(), kLengthBytes);
  if (header_length > limits.max_header_bytes || header_length > bytes_.size() - kLengthBytes) {
    throw input_error(name_,
                      fmt::format("says its header has {} bytes; expected at most {}", header_length,
                                  std::min(limits.max_header_bytes, bytes_.size() - kLengthBytes)),
                      std::string(kRefetch));
  }
  const std::string_view view = bytes_;
  const std::string_view header_text = view.substr(kLengthBytes, header_length);
  const json header = parse_header(name_, header_text);
  const std::string_view data = view.substr(kLengthBytes + header_length);

  std::vector<Span> spans;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") {
      if (!entry.is_object())
        throw input_error(name_, "has metadata that are not an object", std::string(kRefetch));
      for (const auto& [key, value] : entry.items()) {
        if (!value.is_string()) {
          throw input_error(name_, fmt::format("has metadata '{}' that are not a string", key),
                            std::string(kRefetch));
        }
        metadata_[key] = value.get<std::string>();
      }
      continue;
    }
    auto [tensor, span] = read_entry(name_, name, entry, data);
    tensors_.emplace(name, std::move(tensor));
    spans.push_back(std::move(span));
  }
  check_cover(name_, std::move(spans), data.size());

  sha256_ = sha256_hex(data);
  const auto stated = metadata_.find("sha256");
  if (stated == metadata_.end()) {
    throw input_error(name_, "has no sha256 in its metadata; expected the hash of its tensors",
                      "Only files written by logdigitise can be used");
  }
  if (stated->second.substr(0, kHashLength) != sha256_) {
    throw input_error(
        name_,
        fmt::format("is damaged: its tensors hash to {}; expected '{}'", sha256_, printable(stated->second)),
        std::string(kRefetch));
  }
  const bool vouched =
      stated->second.size() == 2 * kHashLength + 1 && header_holds(header_text, stated->second);
  if (stated->second.size() != kHashLength && !vouched) {
    throw input_error(name_, "is damaged: its header is not the one that was written", std::string(kRefetch));
  }
}

const std::string& SafetensorsFile::text(const std::string& key) const {
  const auto found = metadata_.find(key);
  if (found == metadata_.end()) {
    throw input_error(name_, fmt::format("has no metadata '{}'", key), "It is not of the kind expected here");
  }
  return found->second;
}

std::int64_t SafetensorsFile::whole_number(const std::string& key, std::int64_t low,
                                           std::int64_t high) const {
  const std::string& digits = text(key);
  std::int64_t value = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (code != std::errc{} || end != digits.data() + digits.size() || value < low || value > high) {
    throw input_error(name_,
                      fmt::format("has metadata '{}' = '{}'; expected a whole number from {} to {}", key,
                                  printable(digits), low, high),
                      std::string(kRefetch));
  }
  return value;
}

const SafetensorsFile::Tensor& SafetensorsFile::tensor(const std::string& name, ElementType type,
                                                       const std::vector<std::int64_t>& shape) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) {
    throw input_error(name_, fmt::format("has no tensor '{}'", name), "It is not of the kind expected here");
  }
  const Tensor& tensor = found->second;
  const bool fits =
      tensor.type == type &&
      std::equal(shape.begin(), shape.end(), tensor.shape.begin(), tensor.shape.end(),
                 [](std::int64_t expected, std::int64_t got) { return expected < 0 || expected == got; });
  if (!fits) {
    throw input_error(
        name_,
        fmt::format("has a tensor '{}' of {} [{}]; expected {} [{}]", name, element_type_name(tensor.type),
                    fmt::join(tensor.shape, ", "), element_type_name(type), fmt::join(shape, ", ")),
        "It is not of the kind expected here");
  }
  return tensor;
}

std::vector<float> SafetensorsFile::floats(const std::string& name, const std::vector<std::int64_t>& shape,
                                           bool nan_allowed) const {
  const Tensor& found = tensor(name, ElementType::kF32, shape);
  std::vector<float> numbers(found.bytes.size() / sizeof(float));
  if (!numbers.empty()) std::memcpy(numbers.data(), found.bytes.data(), found.bytes.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (std::isfinite(numbers[i]) || (nan_allowed && std::isnan(numbers[i]))) continue;
    throw input_error(name_,
                      fmt::format("has a tensor '{}' whose element {} is {}; expected a finite number", name,
                                  i, numbers[i]),
                      std::string(kRefetch));
  }
  return numbers;
}

}  // namespace logdigitise::nn
