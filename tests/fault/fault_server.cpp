#include "tests/fault/fault_server.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace logdigitise::fault {

namespace {

// As in fail_calls.c.
constexpr int kCommands = 198;
constexpr int kAnswers = 199;
// Mallocs whose place is kept; a file with holes, so that those that are not called cost nothing.
constexpr std::size_t kMostPlaces = 4 << 20;

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return ends;
}

[[noreturn]] void become(const std::filesystem::path& library, const std::vector<std::string>& command,
                         const std::filesystem::path& said, const std::filesystem::path& places, int commands,
                         int answers) {
  setenv("LD_PRELOAD", library.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): a child of one thread.
  setenv("FAULT_SERVER", "1", 1);            // NOLINT(concurrency-mt-unsafe)
  if (!places.empty()) setenv("FAULT_PLACES", places.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
  dup2(commands, kCommands);
  dup2(answers, kAnswers);
  dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
  const int file = open(said.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  dup2(file, STDOUT_FILENO);
  dup2(file, STDERR_FILENO);
  std::vector<std::string> copies = command;
  std::vector<char*> argv;
  for (std::string& argument : copies) argv.push_back(argument.data());
  argv.push_back(nullptr);
  execv(argv[0], argv.data());
  _exit(127);
}

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

FaultServer::FaultServer(const std::filesystem::path& library, const std::vector<std::string>& command,
                         std::filesystem::path said, std::filesystem::path places)
    : said_(std::move(said)), places_(std::move(places)) {
  std::signal(SIGPIPE, SIG_IGN);
  if (!places_.empty()) {
    const std::ofstream made(places_, std::ios::binary | std::ios::trunc);
    std::filesystem::resize_file(places_, kMostPlaces * sizeof(std::uint64_t));
  }
  const std::array<int, 2> commands = make_pipe();
  const std::array<int, 2> answers = make_pipe();
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("cannot fork");
  if (pid_ == 0) become(library, command, said_, places_, commands[0], answers[1]);
  close(commands[0]);
  close(answers[1]);
  commands_ = fdopen(commands[1], "w");
  answers_ = fdopen(answers[0], "r");
}

FaultServer::~FaultServer() {
  if (commands_ != nullptr) std::fclose(commands_);
  if (answers_ != nullptr) std::fclose(answers_);
  waitpid(pid_, nullptr, 0);
}

Outcome FaultServer::run(const Fault& fault) {
  if (std::filesystem::exists(said_)) std::filesystem::resize_file(said_, 0);
  std::fprintf(commands_, "%s %ld %d\n", fault.call.c_str(), fault.at,
               fault.signal != 0 ? fault.signal : static_cast<int>(fault.stays));
  std::fflush(commands_);
  std::array<char, 512> line{};
  if (std::fgets(line.data(), line.size(), answers_) == nullptr)
    throw std::runtime_error("the program cannot be started, or its server is gone: " + text_of(said_));
  Outcome outcome;
  int status = 0;
  std::istringstream answer(line.data());
  answer >> status >> outcome.failed;
  for (long& count : outcome.counts) answer >> count;
  outcome.hung = status == -1;
  if (!outcome.hung && WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  if (!outcome.hung && WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  outcome.said = text_of(said_);
  return outcome;
}

std::vector<std::uint64_t> FaultServer::places(long count) const {
  std::vector<std::uint64_t> numbers(std::min(static_cast<std::size_t>(count), kMostPlaces));
  std::ifstream(places_, std::ios::binary)
      .read(reinterpret_cast<char*>(numbers.data()),
            static_cast<std::streamsize>(numbers.size() * sizeof numbers[0]));
  return numbers;
}

}  // namespace logdigitise::fault
