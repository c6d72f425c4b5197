#pragma once
// Seconds per stage, for the quality record.

#include <chrono>
#include <map>
#include <string>

namespace logdigitise::pipeline {

class StageClock {
 public:
  /// Runs `work` and books its time on `stage`.
  template <typename Work>
  auto time(const std::string& stage, Work&& work) {
    const Booking booking(seconds_[stage]);
    return work();
  }

  [[nodiscard]] const std::map<std::string, double>& seconds() const { return seconds_; }

 private:
  class Booking {
   public:
    explicit Booking(double& seconds) : seconds_(seconds), begin_(std::chrono::steady_clock::now()) {}
    Booking(const Booking&) = delete;
    Booking& operator=(const Booking&) = delete;
    ~Booking() {
      seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    }

   private:
    double& seconds_;
    std::chrono::steady_clock::time_point begin_;
  };

  std::map<std::string, double> seconds_;
};

}  // namespace logdigitise::pipeline
