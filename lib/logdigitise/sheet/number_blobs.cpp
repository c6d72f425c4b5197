#include "logdigitise/sheet/number_blobs.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <opencv2/imgproc.hpp>

namespace logdigitise::sheet {

namespace {

struct Glyph {
  int label;
  cv::Rect box;
};

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

cv::Rect box_around(const std::vector<Glyph>& glyphs) {
  cv::Rect all;
  for (const Glyph& glyph : glyphs) all = all.empty() ? glyph.box : (all | glyph.box);
  return all;
}

/// Boxes of the groups, at the places of their roots.
std::vector<cv::Rect> group_boxes(const std::vector<Glyph>& glyphs, std::vector<std::size_t>& parent) {
  std::vector<cv::Rect> boxes(glyphs.size());
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    cv::Rect& box = boxes[root_of(parent, i)];
    box = box.empty() ? glyphs[i].box : (box | glyphs[i].box);
  }
  return boxes;
}

int gap(int a_from, int a_to, int b_from, int b_to) { return std::max({0, b_from - a_to, a_from - b_to}); }

bool belong_together(const cv::Rect& a, const cv::Rect& b) {
  const int size = std::min(std::max(a.width, a.height), std::max(b.width, b.height));
  const int dx = gap(a.x, a.x + a.width, b.x, b.x + b.width);
  const int dy = gap(a.y, a.y + a.height, b.y, b.y + b.height);
  // Digits follow each other in a line: close along it, overlapping across it.
  return (dx == 0 && dy <= 0.75 * size) || (dy == 0 && dx <= 0.75 * size);
}

/// The box of a group of glyphs (0 or 255, inside `box`) without the stub of a line at either side of the
/// text, which `stands` or is upright: few of its columns hold ink there.
cv::Rect without_stubs_of(const cv::Mat& ink, const cv::Rect& box, bool stands) {
  constexpr double kLittle = 0.16;
  constexpr double kLeastShare = 0.25;  // Less is a comma, or a slant.
  constexpr double kMostShare = 0.8;
  constexpr double kEndShare = 0.12;
  constexpr double kMostSpecks = 0.15;                    // Of the ink beside the number.
  const cv::Mat lines = stands ? cv::Mat(ink.t()) : ink;  // Rows across the text.
  cv::Mat across;
  cv::reduce(lines, across, 0, cv::REDUCE_MAX);
  const double least = kLittle * cv::countNonZero(across);
  const auto is_little = [&](int row) { return cv::countNonZero(lines.row(row)) < least; };
  int from = 0;
  int to = lines.rows;
  while (from < to && is_little(from)) ++from;
  while (to > from && is_little(to - 1)) --to;
  const int gone = lines.rows - (to - from);
  if (gone < kLeastShare * lines.rows || gone > kMostShare * lines.rows) return box;
  // A depth line meets a number well inside of it; what lies at its ends may be other writing, but for
  // specks.
  const int end = static_cast<int>(kEndShare * lines.cols);
  int beside = 0;
  int at_ends = 0;
  for (const cv::Range rows : {cv::Range(0, from), cv::Range(to, lines.rows)}) {
    beside += cv::countNonZero(lines.rowRange(rows));
    for (const cv::Range columns : {cv::Range(0, end), cv::Range(lines.cols - end, lines.cols)})
      at_ends += cv::countNonZero(lines(rows, columns));
  }
  if (at_ends > kMostSpecks * beside) return box;
  return stands ? cv::Rect(box.x + from, box.y, to - from, box.height)
                : cv::Rect(box.x, box.y + from, box.width, to - from);
}

/// The same of text whose way round is not known: long stubs make a standing number wider than tall.
cv::Rect without_stubs(const cv::Mat& ink, const cv::Rect& box) {
  constexpr double kLeastLong = 1.15;  // Of a number, as a share of its height.
  const cv::Rect own = without_stubs_of(ink, box, box.height > box.width);
  if (own != box || box.height > box.width) return own;
  const cv::Rect standing = without_stubs_of(ink, box, true);
  return standing.height > kLeastLong * standing.width ? standing : box;
}

/// Of the glyphs of a group those that can be digits: pieces at its ends that are much lower than its digits
/// are what is left of a line, or specks.
std::vector<Glyph> without_low_ends(std::vector<Glyph> glyphs, const cv::Rect& all) {
  constexpr double kLeastOfDigit = 0.45;
  const bool stands = all.height > all.width;
  struct Letter {
    int from, to, low, high;
    [[nodiscard]] int size() const { return high - low; }
  };
  const auto letter_of = [&](const cv::Rect& box) {
    return stands ? Letter{box.y, box.y + box.height, box.x, box.x + box.width}
                  : Letter{box.x, box.x + box.width, box.y, box.y + box.height};
  };
  std::sort(glyphs.begin(), glyphs.end(),
            [&](const Glyph& a, const Glyph& b) { return letter_of(a.box).from < letter_of(b.box).from; });
  std::vector<Letter> letters;  // Of pieces beside each other across the text.
  for (const Glyph& glyph : glyphs) {
    const Letter one = letter_of(glyph.box);
    if (letters.empty() || one.from >= letters.back().to) {
      letters.push_back(one);
    } else {
      Letter& last = letters.back();
      last = {last.from, std::max(last.to, one.to), std::min(last.low, one.low),
              std::max(last.high, one.high)};
    }
  }
  if (letters.size() < 3) return glyphs;
  std::vector<int> sizes;
  for (const Letter& letter : letters) sizes.push_back(letter.size());
  std::nth_element(sizes.begin(), sizes.begin() + 1, sizes.end(), std::greater<>());
  const auto is_low = [&](const Letter& letter) { return letter.size() < kLeastOfDigit * sizes[1]; };
  while (letters.size() > 1 && is_low(letters.front())) letters.erase(letters.begin());
  while (letters.size() > 1 && is_low(letters.back())) letters.pop_back();
  std::erase_if(glyphs, [&](const Glyph& glyph) {
    const Letter one = letter_of(glyph.box);
    return one.from >= letters.back().to || one.to <= letters.front().from;
  });
  return glyphs;
}

/// Takes out what is no glyph but touches some: long lines, and depth lines that come in from the sides.
void remove_lines(cv::Mat& ink, const BlobOptions& options) {
  cv::Mat lines;
  const int longest = std::max(24, static_cast<int>(1.4 * options.most_glyph_px));
  cv::morphologyEx(ink, lines, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {1, longest}));
  ink.setTo(0, lines);
  cv::morphologyEx(
      ink, lines, cv::MORPH_OPEN,
      cv::getStructuringElement(cv::MORPH_RECT, {std::min(longest, std::max(8, ink.cols / 2)), 1}));
  ink.setTo(0, lines);
  // A thin piece that reaches a side is a line as far as it stays thin: it ends where it meets a glyph.
  const int thick = std::max(4, static_cast<int>(options.least_glyph_px));
  cv::Mat thin;
  cv::morphologyEx(ink, thin, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {1, thick}));
  thin = ink - thin;
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(thin, labels, stats, centres);
  const int side = std::max(2, static_cast<int>(0.08 * ink.cols));
  std::vector<std::uint8_t> goes(static_cast<std::size_t>(count), 0);
  for (int label = 1; label < count; ++label) {
    const int left = stats.at<int>(label, cv::CC_STAT_LEFT);
    const int right = left + stats.at<int>(label, cv::CC_STAT_WIDTH);
    goes[static_cast<std::size_t>(label)] = left <= side || right >= ink.cols - side ? 1 : 0;
  }
  for (int y = 0; y < ink.rows; ++y) {
    const int* label = labels.ptr<int>(y);
    std::uint8_t* row = ink.ptr<std::uint8_t>(y);
    for (int x = 0; x < ink.cols; ++x)
      if (goes[static_cast<std::size_t>(label[x])] != 0) row[x] = 0;
  }
}

}  // namespace

cv::Mat without_lines(const cv::Mat& column, const BlobOptions& options) {
  cv::Mat ink;
  cv::threshold(column, ink, 90, 255, cv::THRESH_BINARY);
  remove_lines(ink, options);
  return ink;
}

std::vector<NumberBlob> find_number_blobs(const cv::Mat& column, const BlobOptions& options) {
  const cv::Mat ink = without_lines(column, options);

  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(ink, labels, stats, centres);
  std::vector<Glyph> glyphs;
  for (int label = 1; label < count; ++label) {
    const cv::Rect box(stats.at<int>(label, cv::CC_STAT_LEFT), stats.at<int>(label, cv::CC_STAT_TOP),
                       stats.at<int>(label, cv::CC_STAT_WIDTH), stats.at<int>(label, cv::CC_STAT_HEIGHT));
    const int size = std::max(box.width, box.height);
    if (size < 0.45 * options.least_glyph_px || size > 5.0 * options.most_glyph_px) continue;
    if (std::min(box.width, box.height) > 1.6 * options.most_glyph_px) continue;
    const bool at_side = box.x <= 1 || box.x + box.width >= ink.cols - 1;
    if (at_side && box.width < 0.35 * ink.cols) continue;
    glyphs.push_back({label, box});
  }
  std::sort(glyphs.begin(), glyphs.end(), [](const Glyph& a, const Glyph& b) { return a.box.y < b.box.y; });

  std::vector<std::size_t> parent(glyphs.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    for (std::size_t j = i + 1; j < glyphs.size(); ++j) {
      if (glyphs[j].box.y > glyphs[i].box.y + glyphs[i].box.height + 2.0 * options.most_glyph_px) break;
      if (belong_together(glyphs[i].box, glyphs[j].box)) parent[root_of(parent, j)] = root_of(parent, i);
    }
  }
  const std::vector<cv::Rect> boxes = group_boxes(glyphs, parent);
  std::vector<NumberBlob> blobs;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (root_of(parent, i) != i) continue;
    cv::Rect all = boxes[i];
    if (std::min(all.width, all.height) < options.least_glyph_px) continue;
    if (std::max(all.width, all.height) > 14.0 * options.most_glyph_px) continue;
    std::vector<Glyph> group;
    for (std::size_t j = 0; j < glyphs.size(); ++j)
      if (root_of(parent, j) == i) group.push_back(glyphs[j]);
    group = without_low_ends(std::move(group), all);
    all = box_around(group);
    cv::Mat own = cv::Mat::zeros(all.size(), CV_8UC1);
    for (const Glyph& glyph : group) own.setTo(255, labels(all) == glyph.label);
    const cv::Rect box = without_stubs(own, all);
    own = own(box - all.tl()).clone();
    const int across = std::min(box.width, box.height);
    const int along = std::max(box.width, box.height);
    if (across < options.least_glyph_px || across > options.most_glyph_px) continue;
    if (along < 1.15 * across || along > 7.0 * across) continue;
    NumberBlob blob;
    blob.box = box;
    const double filled = cv::countNonZero(own) / static_cast<double>(box.area());
    if (filled < 0.08 || filled > 0.85) continue;
    cv::dilate(own, own, cv::Mat());  // Soft edges tell more than hard ones.
    cv::bitwise_and(column(box), own, blob.ink);
    blobs.push_back(std::move(blob));
  }
  std::sort(blobs.begin(), blobs.end(),
            [](const NumberBlob& a, const NumberBlob& b) { return a.box.y < b.box.y; });
  return blobs;
}

}  // namespace logdigitise::sheet
