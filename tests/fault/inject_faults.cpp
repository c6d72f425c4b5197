// Runs a command again and again with one call failing each time, and checks what it leaves behind.
//
// usage: inject_faults LIBRARY OUT WHAT... [--only-whole] [--seed S] -- PROGRAM ARGUMENT...
//   LIBRARY   fail_calls
//   OUT       folder that the command writes into; emptied before each run
//   WHAT      <call>=all, <call>=N (N of them, evenly spread), <call>~N (N at random), any~N (of all calls);
//             malloc=places: one malloc of each place that calls it, where a place is the innermost callers;
//             malloc=places:N: of those only that are not among the first N - 1 calls (to go on);
//             `+` after the call: all later ones fail too; `!INT`, `!TERM` or `!KILL`: just before it
//             that signal goes to the process of main; `!EXIT`: a library ends the program there. Calls:
//             write, fsync, rename, open, malloc
//   --only-whole   a run that failed may leave some complete outputs behind (as batch does); without, all of
//             them or nothing
//
// Each run must end by itself; with exit code 0 only if OUT holds what an undisturbed run writes there, else
// with 5, or 3 where an open failed. After a signal it must end with 130 or 143 or, if that came late enough,
// 0; of a killed one, only outputs that are not whole are wrong. Exit: 0 if all did, 1 if not, 2 for wrong
// arguments.

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/fault/fault_server.hpp"

namespace {

namespace fs = std::filesystem;
using logdigitise::fault::Fault;
using logdigitise::fault::kCalls;
using logdigitise::fault::Outcome;

using Files = std::map<std::string, std::string>;

/// Without what differs from run to run: seconds, and what a batch keeps for itself.
Files files_of(const fs::path& folder) {
  static const std::regex seconds("\"seconds\": \\{[^}]*\\}");
  Files files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = fs::relative(entry.path(), folder).string();
    if (entry.is_directory()) {
      files[name + "/"];
      continue;
    }
    if (name == "journal.jsonl" || name == ".logdigitise.lock") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files[name] = std::regex_replace(text.str(), seconds, "");
  }
  return files;
}

void empty(const fs::path& folder) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) fs::remove_all(entry.path());
}

struct Rules {
  Files expected;
  bool only_whole = false;
};

/// What is wrong with a run that SIGKILL ended: outputs that are not whole. Unfinished files may be there.
std::string fault_of_killed(const Outcome& outcome, const Files& left, const Rules& rules) {
  if (outcome.signal != SIGKILL && outcome.failed != 0)
    return fmt::format("exit code {} after SIGKILL", outcome.exit_code);
  for (const auto& [name, text] : rules.expected) {
    const auto found = left.find(name);
    if (found != left.end() && found->second != text) return fmt::format("{} is not whole", name);
  }
  return {};
}

/// What is wrong with a run; empty if nothing is.
std::string fault_of(const Outcome& outcome, const Fault& fault, const Files& left, const Rules& rules) {
  if (outcome.hung) return "it hung";
  if (fault.signal == SIGKILL) return fault_of_killed(outcome, left, rules);
  // Before the program asks for its signals, they end it: the same for a shell.
  const int exit_code = outcome.signal == 0 ? outcome.exit_code : 128 + outcome.signal;
  if (outcome.signal != fault.signal && outcome.signal != 0)
    return fmt::format("signal {} ended it", outcome.signal);
  if (exit_code == 0) return left == rules.expected ? "" : "exit code 0 without all outputs";
  if (outcome.failed == 0) return fmt::format("exit code {} although nothing failed", exit_code);
  const bool is_signal = fault.signal != 0 && fault.signal != logdigitise::fault::kExit;
  const bool is_right = is_signal ? exit_code == 128 + fault.signal
                                  : exit_code == 5 || (exit_code == 3 && fault.call == "open");
  if (!is_right) return fmt::format("exit code {}", exit_code);
  if (left == rules.expected) return {};  // It failed after all was done: nobody is misled.
  for (const auto& [name, text] : left) {
    if (!rules.only_whole) return fmt::format("exit code {}, but {} is there", exit_code, name);
    const auto found = rules.expected.find(name);
    if (found == rules.expected.end()) return fmt::format("{} is left behind", name);
    if (found->second != text) return fmt::format("{} is not whole", name);
  }
  return {};
}

long count_of(const std::string& call, const Outcome& undisturbed) {
  const auto found = std::find(kCalls.begin(), kCalls.end(), call);
  if (found == kCalls.end()) throw std::runtime_error("no such call: " + call);
  return undisturbed.counts.at(static_cast<std::size_t>(found - kCalls.begin()));
}

long random_up_to(long last, std::mt19937& random) {
  return std::uniform_int_distribution<long>(1, std::max(1L, last))(random);
}

/// Takes `!INT`, `!EXIT` and the like off the end of a call's name; 0 if there is none.
int take_signal(std::string& call) {
  const std::size_t sign = call.find('!');
  if (sign == std::string::npos) return 0;
  const std::string name = call.substr(sign + 1);
  call.resize(sign);
  for (const auto& [known, number] : {std::pair{"INT", SIGINT},
                                      {"TERM", SIGTERM},
                                      {"KILL", SIGKILL},
                                      {"EXIT", logdigitise::fault::kExit}}) {
    if (name == known) return number;
  }
  throw std::runtime_error("not INT, TERM, KILL or EXIT: " + name);
}

/// The faults that one WHAT means.
std::vector<Fault> faults_of(const std::string& what, const Outcome& undisturbed, std::mt19937& random) {
  const std::size_t sign = what.find_first_of("=~");
  if (sign == std::string::npos) throw std::runtime_error("not <call>=all, <call>=N or <call>~N: " + what);
  std::string call = what.substr(0, sign);
  const bool stays = call.ends_with('+');
  if (stays) call.pop_back();
  const int signal = take_signal(call);
  const std::string number = what.substr(sign + 1);
  std::vector<Fault> faults;
  if (what[sign] == '~') {
    for (long i = 0; i < std::stol(number); ++i) {
      const std::string which = call == "any" ? kCalls.at(random() % kCalls.size()) : call;
      faults.push_back({which, random_up_to(count_of(which, undisturbed), random), stays, signal});
    }
    return faults;
  }
  const long count = count_of(call, undisturbed);
  const long wanted = number == "all" ? count : std::min(count, std::stol(number));
  for (long i = 0; i < wanted; ++i) faults.push_back({call, 1 + i * count / wanted, stays, signal});
  return faults;
}

struct Arguments {
  fs::path preload;
  fs::path out;
  std::vector<std::string> what;
  bool only_whole = false;
  unsigned seed = 1;
  std::vector<std::string> command;
};

Arguments parse(const std::vector<std::string>& words) {
  Arguments arguments;
  std::vector<std::string> plain;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") {
      arguments.command.assign(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      break;
    }
    if (words[i] == "--only-whole")
      arguments.only_whole = true;
    else if (words[i] == "--seed" && i + 1 < words.size())
      arguments.seed = static_cast<unsigned>(std::stoul(words[++i]));
    else
      plain.push_back(words[i]);
  }
  if (plain.size() < 3 || arguments.command.empty()) throw std::runtime_error("see the head of the source");
  arguments.preload = fs::absolute(plain[0]);
  arguments.out = plain[1];
  arguments.what.assign(plain.begin() + 2, plain.end());
  return arguments;
}

/// The command under faults, one after the other, and what came of them.
class Runs {
 public:
  explicit Runs(const Arguments& arguments)
      : out_(arguments.out),
        server_(arguments.preload, arguments.command, fs::path(out_.string() + ".said"),
                fs::path(out_.string() + ".places")) {
    empty(out_);
    undisturbed_ = server_.run({});
    if (undisturbed_.exit_code != 0) throw std::runtime_error("undisturbed, it fails: " + undisturbed_.said);
    rules_ = {files_of(out_), arguments.only_whole};
    for (std::size_t i = 0; i < kCalls.size(); ++i)
      fmt::print("{} {} calls\n", undisturbed_.counts.at(i), kCalls.at(i));
  }

  /// Does one WHAT and prints its sum. Returns how many runs were wrong.
  int run(const std::string& what, std::mt19937& random) {
    runs_ = wrong_ = 0;
    ends_.clear();
    if (const std::string places = "malloc=places"; what.starts_with(places)) {
      run_places(what, what == places ? 1 : std::stoul(what.substr(places.size() + 1)));
    } else {
      for (const Fault& fault : faults_of(what, undisturbed_, random)) run_one(what, fault);
    }
    fmt::print("{}: {} runs, {} wrong; exit codes", what, runs_, wrong_);
    for (const auto& [code, count] : ends_) fmt::print(" {}: {}", code, count);
    fmt::print("\n");
    std::fflush(stdout);
    return wrong_;
  }

 private:
  /// Returns whether the call came to pass, and failed.
  bool run_one(const std::string& what, const Fault& fault) {
    empty(out_);
    const Outcome outcome = server_.run(fault);
    ++runs_;
    ++ends_[outcome.hung ? "hung" : fmt::format("{}", outcome.exit_code)];
    const std::string complaint = fault_of(outcome, fault, files_of(out_), rules_);
    if (complaint.empty()) return outcome.failed > 0;
    ++wrong_;
    fmt::print("{} of {} number {}: {}\n{}\n", what, fault.call, fault.at, complaint, outcome.said);
    std::fflush(stdout);
    return outcome.failed > 0;
  }

  /// Threads that overlap call in another order each time: what counts is the place that was hit, and one
  /// that was missed is tried again where it was called another time.
  void run_places(const std::string& what, std::size_t from) {
    constexpr int kRounds = 4;
    const std::vector<std::uint64_t> places = server_.places(undisturbed_.counts.back());
    std::set<std::uint64_t> all(places.begin(), places.end());
    const std::size_t passed_over = std::clamp<std::size_t>(from, 1, places.size()) - 1;
    for (std::size_t i = 0; i < passed_over; ++i) all.erase(places[i]);
    std::set<std::uint64_t> hit(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(passed_over));
    std::vector<bool> tried(places.size());
    for (int round = 0; round < kRounds; ++round) {
      std::set<std::uint64_t> aimed_at;
      for (std::size_t i = 0; i < places.size(); ++i) {
        if (tried[i] || hit.contains(places[i]) || !aimed_at.insert(places[i]).second) continue;
        tried[i] = true;
        if (run_one(what, {"malloc", static_cast<long>(i) + 1}))
          hit.insert(server_.places(static_cast<long>(i) + 1).back());
      }
    }
    const auto missed =
        std::count_if(all.begin(), all.end(), [&](auto place) { return !hit.contains(place); });
    fmt::print("{} places, {} of them not hit\n", all.size(), missed);
  }

  fs::path out_;
  logdigitise::fault::FaultServer server_;
  Outcome undisturbed_;
  Rules rules_;
  std::map<std::string, int> ends_;
  int runs_ = 0;
  int wrong_ = 0;
};

int run(const Arguments& arguments) {
  fs::create_directories(arguments.out);
  Runs runs(arguments);
  std::mt19937 random(arguments.seed);
  int bad = 0;
  for (const std::string& what : arguments.what) bad += runs.run(what, random);
  return bad == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(parse({argv + 1, argv + argc}));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inject_faults: %s\n", error.what());
    return 2;
  }
}
