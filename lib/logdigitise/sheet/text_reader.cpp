#include "logdigitise/sheet/text_reader.hpp"

#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "logdigitise/core/error.hpp"

namespace logdigitise::sheet {

namespace {

/// Height in px and blur in px of the scan, of each reading of a number.
constexpr std::array<std::pair<double, double>, 3> kNumberVariants = {
    {{28.0, 0.0}, {36.0, 0.35}, {48.0, 0.35}}};
constexpr int kMargin = 24;  // Px of paper around it.

const char* letters_of(TextKind kind) {
  switch (kind) {
    case TextKind::kNumber:
      return "0123456789,";
    case TextKind::kScaleDigit:
      return "0123456789";
    case TextKind::kScaleValue:
      return "0123456789.-+";
    default:
      return "";
  }
}

tesseract::PageSegMode mode_of(TextKind kind) {
  switch (kind) {
    case TextKind::kLines:
      return tesseract::PSM_SINGLE_BLOCK;
    case TextKind::kWord:
      return tesseract::PSM_SINGLE_LINE;
    case TextKind::kScaleDigit:
      return tesseract::PSM_SINGLE_CHAR;
    default:
      return tesseract::PSM_SINGLE_WORD;
  }
}

std::string ascii_trimmed(const char* text) {
  std::string result;
  for (const char* p = text; p != nullptr && *p != '\0'; ++p) {
    if (*p == '\n' || (*p >= ' ' && *p < 127)) result += *p;
  }
  while (!result.empty() && (result.back() == '\n' || result.back() == ' ')) result.pop_back();
  return result;
}

}  // namespace

struct TextReader::Engine {
  tesseract::TessBaseAPI api;
};

TextReader::TextReader() : engine_(std::make_unique<Engine>()) {
  // The engine writes its complaints to a file of its own; nothing of it may reach stderr.
  if (engine_->api.Init(nullptr, "eng", tesseract::OEM_LSTM_ONLY) != 0)
    throw environment_error({}, "the Tesseract OCR engine finds no English data; install tesseract-ocr-eng");
  engine_->api.SetVariable("debug_file", "/dev/null");
}

TextReader::~TextReader() = default;

ReadText TextReader::read(const cv::Mat& ink, TextKind kind) {
  if (ink.empty()) return {};
  if (kind == TextKind::kLines) return read_scaled(ink, 1.0, 0.0, kind);
  if (kind == TextKind::kWord) return read_scaled(ink, 36.0 / ink.rows, 0.35, kind);
  // Digits have no neighbours that help to guess them: they are read at several sizes, and what most of the
  // readings say counts.
  std::map<std::string, double> votes;
  double total = 0.0;
  for (const auto& [height, blur] : kNumberVariants) {
    const ReadText one = read_scaled(ink, height / ink.rows, blur, kind);
    total += 1.0;
    if (!one.text.empty()) votes[one.text] += 0.3 + 0.7 * one.confidence;
  }
  ReadText best;
  for (const auto& [text, vote] : votes)
    if (vote / total > best.confidence) best = {text, vote / total};
  return best;
}

ReadText TextReader::read_scaled(const cv::Mat& ink, double scale, double blur, TextKind kind) {
  // A rule's remains, tall and a pixel wide, would be none at a letter's height.
  if (std::min(ink.cols, ink.rows) * scale < 1.0) return {};
  cv::Mat text;
  cv::resize(ink, text, cv::Size(), scale, scale, scale > 1.0 ? cv::INTER_CUBIC : cv::INTER_AREA);
  if (scale > 1.0 && blur > 0.0) cv::GaussianBlur(text, text, cv::Size(), blur * scale);
  cv::Mat page(text.rows + 2 * kMargin, text.cols + 2 * kMargin, CV_8UC1, cv::Scalar(255));
  cv::Mat place = page(cv::Rect(kMargin, kMargin, text.cols, text.rows));
  cv::subtract(255, text, place);
  tesseract::TessBaseAPI& api = engine_->api;
  api.SetVariable("tessedit_char_whitelist", letters_of(kind));
  api.SetPageSegMode(mode_of(kind));
  api.SetImage(page.data, page.cols, page.rows, 1, static_cast<int>(page.step));
  api.SetSourceResolution(300);
  ReadText result;
  const std::unique_ptr<char[]> found(api.GetUTF8Text());
  result.text = ascii_trimmed(found.get());
  result.confidence = std::clamp(api.MeanTextConf() / 100.0, 0.0, 1.0);
  api.Clear();
  return result;
}

std::vector<ReadWord> TextReader::read_words(const cv::Mat& ink, double limit_s) {
  std::vector<ReadWord> words;
  if (ink.empty()) return words;
  cv::Mat page;
  cv::subtract(255, ink, page);
  tesseract::TessBaseAPI& api = engine_->api;
  api.SetVariable("tessedit_char_whitelist", "");
  api.SetPageSegMode(tesseract::PSM_SPARSE_TEXT);
  api.SetImage(page.data, page.cols, page.rows, 1, static_cast<int>(page.step));
  api.SetSourceResolution(200);
  tesseract::ETEXT_DESC monitor;
  monitor.set_deadline_msecs(static_cast<int>(1000.0 * limit_s));
  if (api.Recognize(&monitor) != 0) {
    api.Clear();
    return words;
  }
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  if (at) {
    do {
      const std::unique_ptr<char[]> text(at->GetUTF8Text(tesseract::RIL_WORD));
      ReadWord word;
      word.text = ascii_trimmed(text.get());
      int left = 0;
      int top = 0;
      int right = 0;
      int bottom = 0;
      if (word.text.empty() || !at->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) continue;
      word.box = cv::Rect(left, top, right - left, bottom - top);
      word.confidence = std::clamp(at->Confidence(tesseract::RIL_WORD) / 100.0, 0.0, 1.0);
      words.push_back(std::move(word));
    } while (at->Next(tesseract::RIL_WORD));
  }
  api.Clear();
  return words;
}

}  // namespace logdigitise::sheet
