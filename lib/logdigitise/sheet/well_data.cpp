#include "logdigitise/sheet/well_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "logdigitise/sheet/well_values.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kFuzzyLabel = 0.9;  // Trust in a label with a letter wrong,
constexpr double kBelow = 0.92;      // and in a value that stands below it.
constexpr double kLeastWord = 0.3;   // Confidence of a word that a value may hold.
constexpr double kFirstGap = 16.0;   // From label to value, in heights of the label,
constexpr double kNearGap = 6.0;     // of those whose values stand right beside them,
constexpr double kBlank = 1.5;
constexpr double kWordGap = 2.0;  // and from word to word.
constexpr int kLeastBoxed = 3;    // Values below their labels, or the page has none of that form.
constexpr double kDisagree = 0.7;
constexpr double kUnsureStill = 0.6;

/// A word, or what is left of it without leaders: "COUNTY__LEA" is two.
struct Token {
  std::string text;
  std::string plain;  ///< Capitals and digits alone.
  cv::Rect box;
  double confidence = 0.0;
  [[nodiscard]] int right() const { return box.x + box.width; }
  [[nodiscard]] double middle() const { return box.y + 0.5 * box.height; }
};

struct Pattern {
  const char* key;  ///< Empty: a label of something else, at which values end.
  std::vector<const char*> words;
};

const std::vector<Pattern>& patterns() {
  static const std::vector<Pattern> list = {{"", {"FIELD", "OR", "LOCATION"}},
                                            {"", {"LOCATION", "OF", "WELL"}},
                                            {"", {"OTHER", "SERVICES"}},
                                            {"", {"OTHER", "SURVEYS"}},
                                            {"", {"PERMANENT", "DATUM"}},
                                            {"", {"FILING", "NO"}},
                                            {"", {"RUN", "NO"}},
                                            {"", {"FILE", "NO"}},
                                            {"SRVC", {"SERVICE", "COMPANY"}},
                                            {"SRVC", {"LOGGING", "COMPANY"}},
                                            {"API", {"API", "SERIAL", "NO"}},
                                            {"API", {"API", "NUMBER"}},
                                            {"API", {"API", "NO"}},
                                            {"API", {"API"}},
                                            {"UWI", {"UNIQUE", "WELL", "ID"}},
                                            {"UWI", {"UWI"}},
                                            {"WELL", {"WELL", "NAME"}},
                                            {"WELL", {"WELL"}},
                                            {"COMP", {"COMPANY"}},
                                            {"COMP", {"OPERATOR"}},
                                            {"FLD", {"FIELD", "NAME"}},
                                            {"FLD", {"FIELD"}},
                                            {"CNTY", {"COUNTY"}},
                                            {"CNTY", {"PARISH"}},
                                            {"CNTY", {"COUNTYPARISH"}},
                                            {"STAT", {"STATE"}},
                                            {"PROV", {"PROVINCE"}},
                                            {"LOC", {"LOCATION"}},
                                            {"DATE", {"DATE", "LOGGED"}},
                                            {"DATE", {"LOG", "DATE"}},
                                            {"DATE", {"DATE"}},
                                            {"EKB", {"ELEV", "KB"}},
                                            {"EKB", {"ELEVATION", "KB"}},
                                            {"EKB", {"KB"}},
                                            {"", {"ELEVATION"}},
                                            {"", {"ELEVATIONS"}},
                                            {"", {"REMARKS"}},
                                            {"", {"SEC"}},
                                            {"", {"TWP"}},
                                            {"", {"RGE"}},
                                            {"", {"RANGE"}},
                                            {"", {"DF"}},
                                            {"", {"GL"}}};
  return list;
}

struct Label {
  const Pattern* pattern = nullptr;
  std::vector<std::size_t> tokens;
  double trust = 1.0;
  cv::Rect box;
  std::string text;
};

std::string plain_of(const std::string& text) {
  std::string plain;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      plain += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return plain;
}

bool is_leader(char c) { return c == '_' || c == '|' || c == '=' || c == '~'; }

/// Pieces of a word between leaders, colons and runs of dots.
std::vector<Token> tokens_of(const ReadWord& word) {
  std::vector<Token> tokens;
  const std::string& text = word.text;
  std::size_t from = 0;
  const auto add = [&](std::size_t to) {
    if (to > from) {
      Token token;
      token.text = text.substr(from, to - from);
      token.plain = plain_of(token.text);
      const double letter = static_cast<double>(word.box.width) / static_cast<double>(text.size());
      token.box =
          cv::Rect(word.box.x + static_cast<int>(static_cast<double>(from) * letter), word.box.y,
                   std::max(1, static_cast<int>(static_cast<double>(to - from) * letter)), word.box.height);
      token.confidence = word.confidence;
      if (!token.plain.empty() || token.text == "#" || token.text == "&") tokens.push_back(std::move(token));
    }
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dots = text[i] == '.' && i + 1 < text.size() && text[i + 1] == '.';
    if (!is_leader(text[i]) && text[i] != ':' && !dots) continue;
    add(i);
    while (i + 1 < text.size() && (is_leader(text[i + 1]) || text[i + 1] == '.' || text[i + 1] == ':')) ++i;
    from = i + 1;
  }
  add(text.size());
  return tokens;
}

class Page {
 public:
  explicit Page(const std::vector<ReadWord>& words) {
    for (const ReadWord& word : words)
      for (Token& token : tokens_of(word)) tokens_.push_back(std::move(token));
    std::sort(tokens_.begin(), tokens_.end(),
              [](const Token& a, const Token& b) { return a.box.x < b.box.x; });
    find_labels();
  }

  [[nodiscard]] const std::vector<Label>& labels() const { return labels_; }

  /// The value right of a label; nothing if none stands there, or none that can be.
  [[nodiscard]] std::optional<WellFact> value_right_of(const Label& label) const {
    const std::string_view key = label.pattern->key;
    const double height = label.box.height;
    std::vector<std::size_t> value;
    int end = label.box.x + label.box.width;
    for (std::size_t i = label.tokens.back() + 1; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (!same_line(label.box, token) || token.box.x < end - 0.3 * height) continue;
      const double gap = token.box.x - end;
      const double most = !value.empty()                 ? kWordGap * height
                          : key == "EKB" || key == "API" ? kNearGap * height
                                                         : kFirstGap * height;
      if (gap > most) break;
      if (ends_value(i, gap, height, value.empty())) break;
      value.push_back(i);
      end = token.right();
    }
    return fact_of(label, value, 1.0);
  }

  /// The value below a label, beginning about where the label does.
  [[nodiscard]] std::optional<WellFact> value_below(const Label& label) const {
    const double height = label.box.height;
    const int bottom = label.box.y + label.box.height;
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (token.box.x < label.box.x - 1.2 * height || token.box.x > label.box.x + 4.0 * height) continue;
      if (token.box.y < bottom - 0.2 * height || token.box.y > bottom + 2.4 * height) continue;
      if (!first || token.box.y < tokens_[*first].box.y - 0.7 * height) first = i;
    }
    if (!first || is_in_label(*first)) return std::nullopt;
    std::vector<std::size_t> value{*first};
    int end = tokens_[*first].right();
    for (std::size_t i = *first + 1; i < tokens_.size(); ++i) {
      if (!same_line(tokens_[*first].box, tokens_[i]) || tokens_[i].box.x < end - 0.3 * height) continue;
      if (tokens_[i].box.x - end > kWordGap * height || is_in_label(i)) break;
      value.push_back(i);
      end = tokens_[i].right();
    }
    return fact_of(label, value, kBelow);
  }

 private:
  [[nodiscard]] static bool same_line(const cv::Rect& line, const Token& token) {
    const double middle = line.y + 0.5 * line.height;
    return std::abs(token.middle() - middle) < 0.65 * line.height && token.box.height < 2.5 * line.height;
  }

  [[nodiscard]] static bool holds(const Label& label, std::size_t i) {
    return std::find(label.tokens.begin(), label.tokens.end(), i) != label.tokens.end();
  }

  [[nodiscard]] bool is_in_label(std::size_t i) const {
    return std::any_of(labels_.begin(), labels_.end(), [&](const Label& label) { return holds(label, i); });
  }

  /// True if the token begins another label. Close behind other words it is one of theirs ("EXXON COMPANY");
  /// and STATE is no label where no state follows ("STATE 8 NO. 5").
  [[nodiscard]] bool ends_value(std::size_t i, double gap, double height, bool is_first) const {
    const auto label =
        std::find_if(labels_.begin(), labels_.end(), [&](const Label& l) { return holds(l, i); });
    if (label == labels_.end()) return false;
    if (!is_first && gap < kBlank * height) return false;
    return label->pattern->key != std::string_view("STAT") || value_right_of(*label).has_value();
  }

  /// Words that follow `first` in its line, close behind each other, itself among them.
  [[nodiscard]] std::vector<std::size_t> followers(std::size_t first) const {
    std::vector<std::size_t> list{first};
    for (std::size_t i = first + 1; i < tokens_.size() && list.size() < 3; ++i) {
      const Token& before = tokens_[list.back()];
      if (!same_line(before.box, tokens_[i])) continue;
      const int gap = tokens_[i].box.x - before.right();
      if (gap > 1.5 * before.box.height) break;
      if (gap >= -0.3 * before.box.height) list.push_back(i);
    }
    return list;
  }

  /// Trust in a token as a word of a label; 0: it is another.
  [[nodiscard]] static double likeness(const std::string& plain, const std::string& word) {
    if (plain == word) return 1.0;
    if (word.size() < 5) return 0.0;
    return edit_distance(plain, word) <= (word.size() >= 8 ? 2 : 1) ? kFuzzyLabel : 0.0;
  }

  /// True if something stands right before a token: it is no label, but in the middle of a text.
  [[nodiscard]] bool has_word_before(std::size_t i) const {
    const Token& token = tokens_[i];
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& other) {
      const int gap = token.box.x - other.right();
      return &other != &token && !other.plain.empty() && same_line(token.box, other) &&
             gap > -0.3 * token.box.height && gap < 1.0 * token.box.height;
    });
  }

  void find_labels() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].plain.empty() || is_in_label(i)) continue;
      const std::vector<std::size_t> words = followers(i);
      for (const Pattern& pattern : patterns()) {
        if (pattern.words.size() > words.size()) continue;
        double trust = 1.0;
        for (std::size_t k = 0; k < pattern.words.size(); ++k)
          trust = std::min(trust, likeness(tokens_[words[k]].plain, pattern.words[k]));
        if (trust == 0.0 || has_word_before(i)) continue;
        Label label;
        label.pattern = &pattern;
        label.tokens.assign(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(pattern.words.size()));
        label.trust = trust;
        label.box = tokens_[i].box;
        for (std::size_t k = 0; k < pattern.words.size(); ++k) {
          label.box |= tokens_[words[k]].box;
          label.text += (k > 0 ? " " : "") + tokens_[words[k]].text;
        }
        labels_.push_back(std::move(label));
        break;
      }
    }
  }

  [[nodiscard]] std::optional<WellFact> fact_of(const Label& label, const std::vector<std::size_t>& value,
                                                double trust) const {
    std::string text;
    double least = 1.0;
    double sum = 0.0;
    double letters = 0.0;
    WellFact fact;
    for (const std::size_t i : value) {
      const Token& token = tokens_[i];
      text += (text.empty() ? "" : " ") + token.text;
      fact.box = fact.box.empty() ? token.box : (fact.box | token.box);
      if (token.plain.empty()) continue;
      least = std::min(least, token.confidence);
      sum += token.confidence * static_cast<double>(token.plain.size());
      letters += static_cast<double>(token.plain.size());
    }
    while (!text.empty() && std::string_view(" ,;:-'`\"").find(text.back()) != std::string_view::npos)
      text.pop_back();
    while (!text.empty() && std::string_view(" ,;:.-'`\"").find(text.front()) != std::string_view::npos)
      text.erase(0, 1);
    if (letters == 0.0 || least < kLeastWord) return std::nullopt;
    const WellValue made = well_value(label.pattern->key, text);
    if (made.text.empty()) return std::nullopt;
    fact.key = label.pattern->key;
    fact.value = made.text;
    fact.label = label.text;
    fact.label_box = label.box;
    fact.note = made.note;
    fact.confidence = (0.5 * least + 0.5 * sum / letters) * trust * label.trust * made.trust;
    return fact;
  }

  std::vector<Token> tokens_;  ///< From left to right.
  std::vector<Label> labels_;
};

}  // namespace

std::vector<WellFact> find_well_data(const std::vector<ReadWord>& words) {
  const Page page(words);
  std::map<std::string, WellFact> best;
  std::vector<WellFact> boxed;
  const auto take = [&](WellFact fact) {
    WellFact& known = best[fact.key];
    if (fact.confidence > known.confidence) known = std::move(fact);
  };
  for (const Label& label : page.labels()) {
    if (*label.pattern->key == '\0') continue;
    if (std::optional<WellFact> fact = page.value_right_of(label))
      take(std::move(*fact));
    else if (std::optional<WellFact> below = page.value_below(label))
      boxed.push_back(std::move(*below));
  }
  // An API number has a form of its own; other things stand below a label by chance, unless many do.
  const bool has_boxes = static_cast<int>(boxed.size()) >= kLeastBoxed && boxed.size() > best.size();
  for (WellFact& fact : boxed)
    if (has_boxes || fact.key == "API") take(std::move(fact));
  std::vector<WellFact> facts;
  for (auto& [key, fact] : best) facts.push_back(std::move(fact));
  return facts;
}

int labels_on(const std::vector<ReadWord>& words) {
  const Page page(words);
  std::set<std::string> keys;
  for (const Label& label : page.labels())
    if (*label.pattern->key != '\0') keys.insert(label.pattern->key);
  return static_cast<int>(keys.size());
}

std::vector<WellFact> merged_well_data(const std::vector<std::vector<WellFact>>& readings) {
  std::map<std::string, WellFact> merged;
  for (const std::vector<WellFact>& facts : readings) {
    for (const WellFact& fact : facts) {
      const auto known = merged.find(fact.key);
      if (known == merged.end()) {
        merged[fact.key] = fact;
        continue;
      }
      WellFact& other = known->second;
      const std::string a = plain_of(other.value);
      const std::string b = plain_of(fact.value);
      const WellFact& surer = fact.confidence > other.confidence ? fact : other;
      const WellFact& weaker = fact.confidence > other.confidence ? other : fact;
      WellFact both = surer;
      if (a == b) {
        both.confidence = 1.0 - (1.0 - fact.confidence) * (1.0 - other.confidence);
      } else {
        both.confidence = surer.confidence * kDisagree;
        both.note = fmt::format("elsewhere it is read as {}", weaker.value);
      }
      other = std::move(both);
    }
  }
  std::vector<WellFact> facts;
  for (const auto& [key, fact] : merged) facts.push_back(fact);
  const auto state = merged.find("STAT");
  if (state == merged.end()) return facts;
  for (WellFact& fact : facts) {
    if (fact.key != "API") continue;
    // The state was read apart from the number: a code that suits it is no chance.
    if (api_is_of_state(fact.value, state->second.value)) {
      fact.confidence = 1.0 - kUnsureStill * (1.0 - fact.confidence);
    } else {
      fact.confidence *= kDisagree;
      fact.note = "its state code is not that of the state";
    }
  }
  return facts;
}

}  // namespace logdigitise::sheet
