#pragma once
// Seconds per stage, for the quality record. Stages may run at the same time; their seconds then overlap.

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace logdigitise::pipeline {

class StageClock {
 public:
  /// Runs `work` and books its time on `stage`.
  template <typename Work>
  auto time(const std::string& stage, Work&& work) {
    const Booking booking(*this, stage);
    return work();
  }

  /// Once no stage runs any more.
  [[nodiscard]] const std::map<std::string, double>& seconds() const { return seconds_; }

 private:
  class Booking {
   public:
    Booking(StageClock& clock, const std::string& stage)
        : clock_(clock), stage_(stage), begin_(std::chrono::steady_clock::now()) {}
    Booking(const Booking&) = delete;
    Booking& operator=(const Booking&) = delete;
    ~Booking() {
      const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
      const std::lock_guard lock(clock_.mutex_);
      clock_.seconds_[stage_] += seconds;
    }

   private:
    StageClock& clock_;
    const std::string& stage_;
    std::chrono::steady_clock::time_point begin_;
  };

  std::map<std::string, double> seconds_;
  std::mutex mutex_;
};

}  // namespace logdigitise::pipeline
