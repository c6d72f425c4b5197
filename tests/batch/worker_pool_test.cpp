#include "logdigitise/batch/worker_pool.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::batch {
namespace {

using Clock = std::chrono::steady_clock;

void sleep_ms(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

/// Results by task.
std::map<std::size_t, TaskResult> run_tasks(std::size_t count, const PoolOptions& options,
                                            const StartWorker& start) {
  std::map<std::size_t, TaskResult> results;
  std::size_t next = 0;
  WorkerPool pool(options, start);
  pool.run({[&]() -> std::optional<std::size_t> {
              if (next == count) return std::nullopt;
              return next++;
            },
            [&](const TaskResult& result) {
              EXPECT_TRUE(results.emplace(result.task, result).second) << "told twice: " << result.task;
            },
            [] {}});
  return results;
}

/// Workers that do `task` with everything but task 3, which is answered at once.
StartWorker workers_that(const std::function<void(std::size_t)>& task) {
  return [task]() -> DoTask {
    return [task](std::size_t number) -> Answer {
      if (number == 3) task(number);
      return {"did " + std::to_string(number)};
    };
  };
}

void expect_only_three_is(Ending ending, const std::map<std::size_t, TaskResult>& results,
                          std::size_t count) {
  ASSERT_EQ(results.size(), count);
  for (const auto& [task, result] : results) {
    if (task == 3) {
      EXPECT_EQ(result.ending, ending);
    } else {
      EXPECT_EQ(result.ending, Ending::kAnswered);
      EXPECT_EQ(result.text, "did " + std::to_string(task));
    }
  }
}

TEST(WorkerPool, DoesEveryTaskOnce) {
  for (const int jobs : {1, 2, 7}) {
    const auto results = run_tasks(100, {.jobs = jobs}, workers_that([](std::size_t) {}));
    expect_only_three_is(Ending::kAnswered, results, 100);
  }
}

TEST(WorkerPool, StartsNoWorkerWithoutWork) {
  const auto results = run_tasks(0, {.jobs = 2}, []() -> DoTask { throw std::runtime_error("started"); });
  EXPECT_TRUE(results.empty());
}

TEST(WorkerPool, ServesManyTasksWithOneStart) {
  const testing::TemporaryFolder folder;
  const auto results = run_tasks(20, {.jobs = 2}, [&]() -> DoTask {
    std::ofstream(folder / std::to_string(getpid())) << "started";
    return [](std::size_t) -> Answer { return {std::to_string(getpid())}; };
  });
  EXPECT_EQ(results.size(), 20U);
  const auto starts = std::distance(std::filesystem::directory_iterator(folder.path()), {});
  EXPECT_GE(starts, 1);
  EXPECT_LE(starts, 2);
}

TEST(WorkerPool, LosesOneTaskToACrash) {
  const auto results = run_tasks(8, {.jobs = 2}, workers_that([](std::size_t) { raise(SIGSEGV); }));
  expect_only_three_is(Ending::kCrashed, results, 8);
  EXPECT_EQ(results.at(3).text, "signal 11 (SIGSEGV)");
}

TEST(WorkerPool, WorkersHaveNoNetworkAndLeaveNoCoreFiles) {
  const auto results = run_tasks(1, {.jobs = 1}, []() -> DoTask {
    return [](std::size_t) -> Answer {
      const bool has_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0;
      rlimit core{};
      getrlimit(RLIMIT_CORE, &core);
      return {fmt::format("socket {} core {}", has_socket, core.rlim_cur)};
    };
  });
  EXPECT_EQ(results.at(0).text, "socket false core 0");
}

TEST(WorkerPool, LosesOneTaskToAnExit) {
  const auto results = run_tasks(8, {.jobs = 2}, workers_that([](std::size_t) { _exit(7); }));
  expect_only_three_is(Ending::kCrashed, results, 8);
  EXPECT_EQ(results.at(3).text, "exit code 7");
}

TEST(WorkerPool, TriesAgainAfterACrash) {
  const testing::TemporaryFolder folder;
  const auto results = run_tasks(8, {.jobs = 2}, workers_that([&](std::size_t) {
                                   if (std::filesystem::exists(folder / "tried")) return;
                                   std::ofstream(folder / "tried") << "once";
                                   raise(SIGKILL);
                                 }));
  expect_only_three_is(Ending::kAnswered, results, 8);
}

TEST(WorkerPool, LosesOneTaskToAHang) {
  const auto begin = Clock::now();
  const auto results =
      run_tasks(8, {.jobs = 2, .timeout_s = 0.5}, workers_that([](std::size_t) { sleep_ms(60'000); }));
  expect_only_three_is(Ending::kTimedOut, results, 8);
  EXPECT_LT(Clock::now() - begin, std::chrono::seconds(20));
}

TEST(WorkerPool, LosesOneTaskToABomb) {
  const auto results = run_tasks(8, {.jobs = 2, .max_rss_bytes = 600 << 20}, workers_that([](std::size_t) {
                                   // Grows until it is stopped, or a gigabyte is full.
                                   std::vector<std::vector<char>> memory;
                                   for (int i = 0; i < 100; ++i) {
                                     memory.emplace_back(10 << 20, 'x');
                                     sleep_ms(10);
                                   }
                                   sleep_ms(5'000);
                                 }));
  expect_only_three_is(Ending::kTooLarge, results, 8);
}

TEST(WorkerPool, StopsForWhatAWorkerThrows) {
  try {
    (void)run_tasks(8, {.jobs = 2}, workers_that([](std::size_t) {
                      throw environment_error("out", "cannot be written", ENOSPC);
                    }));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kEnvironment);
    EXPECT_EQ(std::string(error.what()), "out: cannot be written (No space left on device)");
  }
}

TEST(WorkerPool, StopsWhenWorkersCannotStart) {
  try {
    (void)run_tasks(8, {.jobs = 2}, []() -> DoTask { throw usage_error("--model", "names 'x'"); });
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
  }
  try {
    (void)run_tasks(8, {.jobs = 2}, []() -> DoTask { _exit(9); });
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kEnvironment);
    EXPECT_NE(std::string(error.what()).find("exit code 9"), std::string::npos) << error.what();
  }
}

TEST(WorkerPool, GivesNoMoreWorkToAWorkerThatRetires) {
  const auto results = run_tasks(6, {.jobs = 1}, []() -> DoTask {
    return [](std::size_t) -> Answer { return {std::to_string(getpid()), true}; };
  });
  std::map<std::string, int> tasks_of_worker;
  for (const auto& [task, result] : results) ++tasks_of_worker[result.text];
  EXPECT_EQ(tasks_of_worker.size(), 6U);
}

TEST(WorkerPool, EndsItsWorkersWhenTheCallerThrows) {
  std::vector<pid_t> workers;
  std::size_t next = 0;
  WorkerPool* ended = nullptr;
  {
    WorkerPool pool({.jobs = 2}, []() -> DoTask {
      return [](std::size_t task) -> Answer {
        if (task > 1) sleep_ms(60'000);
        return {std::to_string(getpid())};
      };
    });
    ended = &pool;
    EXPECT_THROW(pool.run({[&]() -> std::optional<std::size_t> { return next++; },
                           [&](const TaskResult& result) { workers.push_back(std::stoi(result.text)); },
                           [&] {
                             if (workers.size() == 2) throw std::runtime_error("enough");
                           }}),
                 std::runtime_error);
  }
  EXPECT_NE(ended, nullptr);
  for (const pid_t worker : workers) EXPECT_EQ(kill(worker, 0), -1) << worker;
}

TEST(WorkerPool, WorkersDieWithTheirParent) {
  const testing::TemporaryFolder folder;
  const pid_t parent = fork();
  ASSERT_GE(parent, 0);
  if (parent == 0) {
    (void)run_tasks(2, {.jobs = 2}, [&]() -> DoTask {
      return [&](std::size_t) -> Answer {
        std::ofstream(folder / std::to_string(getpid())) << "at work";
        sleep_ms(60'000);
        return {};
      };
    });
    _exit(0);
  }
  const auto workers = [&] {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
      found.push_back(std::stoi(entry.path().filename().string()));
    }
    return found;
  };
  for (int i = 0; i < 500 && workers().size() < 2; ++i) sleep_ms(10);
  ASSERT_EQ(workers().size(), 2U);
  kill(parent, SIGKILL);
  waitpid(parent, nullptr, 0);
  // They are the system's children now; whether it has buried them yet is not ours to ask.
  const auto is_alive = [](pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string number, name, state;
    return static_cast<bool>(file >> number >> name >> state) && state != "Z";
  };
  for (const pid_t worker : workers()) {
    for (int i = 0; i < 300 && is_alive(worker); ++i) sleep_ms(10);
    EXPECT_FALSE(is_alive(worker)) << worker;
  }
}

TEST(WorkerPool, ClearsWhatAKilledWorkerLeftInItsScratchFolder) {
  const testing::TemporaryFolder folder;
  const auto results = run_tasks(5, {.jobs = 1, .tries_after_a_crash = 0, .scratch = folder.path()},
                                 workers_that([](std::size_t) {
                                   std::ofstream(std::string(std::getenv("TMPDIR")) + "/left") << "half";
                                   raise(SIGKILL);
                                 }));
  expect_only_three_is(Ending::kKilled, results, 5);
  EXPECT_FALSE(std::filesystem::exists(folder / "worker-0/left"));
}

}  // namespace
}  // namespace logdigitise::batch
