#pragma once
// The safetensors layout: an 8-byte length, a JSON header, raw little-endian tensors. Nothing in such a file
// can run code, and SHA-256 over tensors and header tell a damaged file from a sound one. No LibTorch type
// shows here: shards of training data are written by programs that do not link it.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace logdigitise::nn {

enum class ElementType { kU8, kI64, kF32 };

[[nodiscard]] std::size_t element_size(ElementType type);            ///< Bytes of one element.
[[nodiscard]] std::string_view element_type_name(ElementType type);  ///< `U8`, `I64`, `F32`.

/// A tensor to be written. `data` is only looked at, row-major, and must outlive the call.
struct TensorToWrite {
  std::string name;
  ElementType type = ElementType::kF32;
  std::vector<std::int64_t> shape;  ///< Empty for a single number.
  const void* data = nullptr;
};

using Metadata = std::map<std::string, std::string>;

/// Writes atomically, tensors in the order given, with `sha256` added to `metadata`: the hash of the bytes of
/// all tensors in file order, and that of the header. Returns the first. Throws environment errors.
std::string write_safetensors(const std::filesystem::path& path, const std::vector<TensorToWrite>& tensors,
                              Metadata metadata);

struct SafetensorsLimits {
  std::size_t max_file_bytes = std::size_t{2} << 30U;
  std::size_t max_header_bytes = std::size_t{16} << 20U;
};

/// A whole file in memory, checked: every byte belongs to exactly one tensor and the hashes hold.
class SafetensorsFile {
 public:
  struct Tensor {
    ElementType type = ElementType::kF32;
    std::vector<std::int64_t> shape;
    std::string_view bytes;  ///< Into the file, row-major, little endian, not necessarily aligned.
  };

  /// Reads and checks. Throws an input error that names the file, and the tensor where it is one's fault:
  /// lengths that exceed the limits or the file, a header that is no such JSON, unknown types, shapes that do
  /// not fit their bytes, overlaps, gaps, trailing bytes, a missing or wrong hash.
  explicit SafetensorsFile(const std::filesystem::path& path, const SafetensorsLimits& limits = {});
  SafetensorsFile(const SafetensorsFile&) = delete;  // The views point into bytes_.
  SafetensorsFile& operator=(const SafetensorsFile&) = delete;
  ~SafetensorsFile() = default;

  [[nodiscard]] const std::map<std::string, Tensor>& tensors() const { return tensors_; }
  [[nodiscard]] const Metadata& metadata() const { return metadata_; }
  [[nodiscard]] const std::string& sha256() const { return sha256_; }
  [[nodiscard]] const std::string& name() const { return name_; }  ///< The path, for messages.

  /// An entry of the metadata; an input error if there is none.
  [[nodiscard]] const std::string& text(const std::string& key) const;
  /// An entry of the metadata that is a whole number in [low, high]; an input error otherwise.
  [[nodiscard]] std::int64_t whole_number(const std::string& key, std::int64_t low, std::int64_t high) const;
  /// The tensor of this name, type and shape (-1 = any length); an input error if there is none.
  [[nodiscard]] const Tensor& tensor(const std::string& name, ElementType type,
                                     const std::vector<std::int64_t>& shape) const;
  /// An F32 tensor's numbers; an input error if one is infinite, or NaN unless `nan_allowed`.
  [[nodiscard]] std::vector<float> floats(const std::string& name, const std::vector<std::int64_t>& shape,
                                          bool nan_allowed = false) const;

 private:
  std::string name_;
  std::string bytes_;
  std::map<std::string, Tensor> tensors_;
  Metadata metadata_;
  std::string sha256_;
};

}  // namespace logdigitise::nn
