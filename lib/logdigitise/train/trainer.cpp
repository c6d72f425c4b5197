#include "logdigitise/train/trainer.hpp"

#include <c10/util/Exception.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/cores.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/device.hpp"
#include "logdigitise/nn/network.hpp"
#include "logdigitise/nn/weights.hpp"
#include "logdigitise/train/adamw.hpp"
#include "logdigitise/train/batch_queue.hpp"
#include "logdigitise/train/checkpoint.hpp"
#include "logdigitise/train/loss_config.hpp"
#include "logdigitise/train/losses.hpp"
#include "logdigitise/train/run_log.hpp"
#include "logdigitise/train/targets.hpp"
#include "logdigitise/train/validation.hpp"

namespace logdigitise::train {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void check_options(const TrainerOptions& options) {
  const auto require = [](bool holds, const char* option, const char* what) {
    if (!holds) throw usage_error(option, what);
  };
  require((options.steps > 0) != (options.minutes > 0.0), "--steps",
          "or --minutes must be given, one of them, above 0");
  require(options.batch > 0 && options.batch <= 4096, "--batch", "must be from 1 to 4096");
  require(options.rate > 0.0 && options.rate <= 1.0, "--rate", "must be above 0 and at most 1");
  require(options.warm_up >= 0.0 && options.warm_up <= 1.0, "--warm-up", "must be from 0 to 1");
  require(options.weight_decay >= 0.0, "--weight-decay", "must be at least 0");
  require(options.average_decay >= 0.0 && options.average_decay < 1.0, "--average-decay",
          "must be at least 0 and below 1");
  require(options.checkpoint_minutes > 0.0, "--checkpoint-minutes", "must be above 0");
  require(options.validate_minutes > 0.0, "--validate-minutes", "must be above 0");
  require(options.crops.rows > 0 && options.crops.rows % nn::kAlignment == 0 && options.crops.columns > 0 &&
              options.crops.columns % nn::kAlignment == 0,
          "--crop-rows", "and --crop-columns must be multiples of 32 above 0");
  try {  // The losses know their own ranges.
    const torch::Tensor two_pixels = torch::full({1, 2, 2}, 0.5);
    static_cast<void>(total_loss(two_pixels, {two_pixels, {}, {}}, options.loss));
  } catch (const std::invalid_argument& fault) {
    throw usage_error("--loss", fault.what());
  }
  require(options.seed < (std::uint64_t{1} << 62U), "--seed", "is too large");
  require(!options.out.empty(), "--out", "must name a folder");
}

/// Mean of the numbers since the last take.
class RunningMean {
 public:
  void add(double value) {
    sum_ += value;
    ++count_;
  }
  [[nodiscard]] double take() {
    const double mean = count_ == 0 ? 0.0 : sum_ / count_;
    sum_ = 0.0;
    count_ = 0;
    return mean;
  }

 private:
  double sum_ = 0.0;
  int count_ = 0;
};

/// One run of `train`.
class Run {
 public:
  Run(const std::vector<TrainingSet>& training, const std::vector<LabelledBand>& validation,
      const TrainerOptions& options, Progress& progress);
  TrainingResult execute();

 private:
  void begin();
  [[nodiscard]] double progress_made() const;
  [[nodiscard]] double rate() const;
  void update_average();
  void look_after_files(bool last);
  void run_validation();
  void save_model(const std::optional<ValidationScore>& score);
  [[nodiscard]] double seconds() const { return state_.seconds + seconds_since(started_); }
  [[nodiscard]] std::filesystem::path file(const char* name) const { return options_.out / name; }

  const std::vector<LabelledBand>& validation_;
  const TrainerOptions& options_;
  Progress& progress_;
  std::string name_;
  torch::Device device_;
  torch::ScalarType precision_;
  CropSampler sampler_;
  std::int64_t training_bands_ = 0;
  RunState state_;
  nn::Network network_{nullptr};
  nn::Network average_{nullptr};
  std::unique_ptr<AdamW> optimiser_;
  std::unique_ptr<RunLog> log_;
  Clock::time_point started_;
  double last_checkpoint_ = 0.0;  // In seconds() of this run.
  double last_validation_ = 0.0;
  std::int64_t last_validated_step_ = -1;
  RunningMean loss_since_validation_;
  TrainingResult result_;
};

Run::Run(const std::vector<TrainingSet>& training, const std::vector<LabelledBand>& validation,
         const TrainerOptions& options, Progress& progress)
    : validation_(validation),
      options_(options),
      progress_(progress),
      name_(options.name.empty()
                ? std::filesystem::absolute(options.out).lexically_normal().filename().string()
                : options.name),
      device_(nn::choose_device(options.device)),
      precision_(nn::choose_precision(options.precision, device_)),
      sampler_(training, options.crops) {
  for (const TrainingSet& set : training) training_bands_ += static_cast<std::int64_t>(set.bands.size());
  if (precision_ == torch::kFloat16) {
    throw usage_error("--precision",
                      "is fp16, in which gradients vanish; expected auto, fp32 or bf16 for training");
  }
}

void Run::begin() {
  std::error_code failed;
  std::filesystem::create_directories(options_.out, failed);
  if (failed) throw environment_error(options_.out.string(), "cannot be made", failed.value());

  const bool resumed = options_.resume && std::filesystem::exists(file("checkpoint.safetensors"), failed);
  if (resumed) {
    const nn::NetworkShape shape = checkpoint_shape(file("checkpoint.safetensors"));
    network_ = nn::Network(shape, options_.seed);
  } else if (!options_.init.empty()) {
    network_ = nn::load_weights(options_.init).network;
    if (network_->style_offsets() != nn::NetworkImpl::StyleOffsets{})
      throw usage_error(options_.init, "has chances calibrated by style, which weights do not hold",
                        "Begin with the model as it was before that");
  } else {
    network_ = nn::Network(options_.shape, options_.seed);
  }
  average_ = nn::Network(network_->shape(), options_.seed);
  network_->to(device_);
  average_->to(device_);
  network_->train();
  average_->eval();
  for (torch::Tensor& parameter : average_->parameters()) parameter.set_requires_grad(false);
  AdamWOptions adamw;
  adamw.weight_decay = options_.weight_decay;
  optimiser_ = std::make_unique<AdamW>(network_->parameters(), adamw);
  if (resumed) {
    state_ = load_checkpoint(file("checkpoint.safetensors"), network_, average_, *optimiser_);
    if (state_.seed != options_.seed || state_.batch != options_.batch) {
      throw usage_error("--resume",
                        fmt::format("of a run with seed {} and batch {}; found seed {} and batch {}",
                                    state_.seed, state_.batch, options_.seed, options_.batch),
                        "Give the same options, or another --out");
    }
    if (state_.loss != loss_json(options_.loss)) {
      throw usage_error("--resume", fmt::format("of a run with the loss {}", state_.loss),
                        "Give the same --loss, or another --out");
    }
  } else {
    state_.seed = options_.seed;
    state_.batch = options_.batch;
    state_.loss = loss_json(options_.loss);
    const torch::NoGradGuard no_grad;
    const auto from = nn::named_tensors(network_);
    const auto to = nn::named_tensors(average_);
    for (std::size_t i = 0; i < to.size(); ++i) to[i].second.copy_(from[i].second);
  }
  log_ = std::make_unique<RunLog>(file("log.csv"), state_.step);
}

/// How much of the budget is used, 0..1.
double Run::progress_made() const {
  const double used = options_.steps > 0
                          ? static_cast<double>(state_.step) / static_cast<double>(options_.steps)
                          : seconds() / (60.0 * options_.minutes);
  return std::min(1.0, used);
}

double Run::rate() const {
  constexpr double kLowest = 0.01;
  const double t = progress_made();
  const double cosine = 0.5 * (1.0 + std::cos(std::numbers::pi * t));
  // A short budget still warms up over some steps: the first ones are the wildest.
  constexpr double kLeastWarmUpSteps = 50.0;
  const double by_budget = options_.warm_up > 0.0 ? std::min(1.0, t / options_.warm_up) : 1.0;
  const double by_steps = std::min(1.0, static_cast<double>(state_.step + 1) / kLeastWarmUpSteps);
  const double warm = options_.warm_up > 0.0 ? std::min(by_steps, std::max(by_budget, 0.02)) : 1.0;
  return options_.rate * warm * (kLowest + (1.0 - kLowest) * cosine);
}

void Run::update_average() {
  const torch::NoGradGuard no_grad;
  // The first steps would otherwise weigh for a thousand more.
  const auto n = static_cast<double>(state_.step);
  const double decay = std::min(options_.average_decay, (1.0 + n) / (10.0 + n));
  const auto from = nn::named_tensors(network_);
  const auto to = nn::named_tensors(average_);
  for (std::size_t i = 0; i < to.size(); ++i) to[i].second.lerp_(from[i].second, 1.0 - decay);
}

void Run::save_model(const std::optional<ValidationScore>& score) {
  nn::Metadata more{{"steps", std::to_string(state_.step)},
                    {"seconds", fmt::format("{:.0f}", seconds())},
                    {"seed", std::to_string(options_.seed)}};
  std::string measured = "Not measured: there were no validation bands.\n";
  if (score) {
    const Score& all = score->all;
    more["within_1pct"] = fmt::format("{:.4f}", all.share_within_1pct());
    measured = fmt::format(
        "On {} rows of validation bands: {:.1f} % within 1 % of the track width, {:.1f} % within 2 %, mean "
        "absolute "
        "error {:.4f} track widths over the {:.1f} % of rows found.\n",
        all.rows, 100.0 * all.share_within_1pct(), 100.0 * all.share_within_2pct(), all.mean_absolute_error(),
        100.0 * all.share_found());
  }
  result_.model = file("model.safetensors");
  const std::string sha256 = nn::save_weights(result_.model, average_, name_, std::move(more));
  std::int64_t parameters = 0;
  for (const torch::Tensor& parameter : average_->parameters()) parameters += parameter.numel();
  write_file_atomically(
      file("model.md"),
      fmt::format(
          "# {}\n\n{} parameters. SHA-256 of the tensors: `{}`.\n\nTrained for {} steps of {} crops of {} x "
          "{} "
          "pixels ({:.0f} minutes on {} in {}) on {} bands; seed {}, rate {}. The weights are the running "
          "average "
          "of the training's.\n\nLoss: `{}`\n\n{}",
          name_, parameters, sha256, state_.step, options_.batch, options_.crops.rows, options_.crops.columns,
          seconds() / 60.0, nn::device_name(device_), nn::precision_name(precision_), training_bands_,
          options_.seed, options_.rate, loss_json(options_.loss), measured));
}

void Run::run_validation() {
  last_validated_step_ = state_.step;
  const ValidationScore score = validate(average_, validation_, device_, precision_, options_.validation);
  const double loss = loss_since_validation_.take();
  log_->add({state_.step, seconds(), rate(), loss, score});
  progress_.note(fmt::format(
      "step {} ({:.1f} min): loss {:.4f}, within 1 % {:.2f} %, within 2 % {:.2f} %, found {:.2f} %",
      state_.step, seconds() / 60.0, loss, 100.0 * score.all.share_within_1pct(),
      100.0 * score.all.share_within_2pct(), 100.0 * score.all.share_found()));
  if (score.all.share_within_1pct() > state_.best_score) {
    state_.best_score = score.all.share_within_1pct();
    result_.best = score;
    save_model(score);
  }
}

void Run::look_after_files(bool last) {
  const double now = seconds_since(started_);
  if (!validation_.empty() && state_.step != last_validated_step_) {
    const bool due = options_.validate_steps > 0 ? state_.step % options_.validate_steps == 0
                                                 : now - last_validation_ >= 60.0 * options_.validate_minutes;
    if (due || last) {
      run_validation();
      last_validation_ = seconds_since(started_);
    }
  }
  if (last && validation_.empty()) save_model(std::nullopt);
  if (last || seconds_since(started_) - last_checkpoint_ >= 60.0 * options_.checkpoint_minutes) {
    RunState state = state_;
    state.seconds = seconds();
    save_checkpoint(file("checkpoint.safetensors"), network_, average_, *optimiser_, state);
    last_checkpoint_ = seconds_since(started_);
  }
}

TrainingResult Run::execute() {
  begin();
  progress_.begin("train", 1000);
  progress_.note(fmt::format("{} bands on {} in {}, from step {}", training_bands_, nn::device_name(device_),
                             nn::precision_name(precision_), state_.step));
  started_ = Clock::now();
  const int ahead = device_.is_cuda() ? std::max(2, available_cores() - 2) : 1;
  BatchQueue batches(sampler_, options_.augment, options_.seed, options_.batch, state_.step, ahead);

  constexpr std::size_t kSome = 20;  // Steps whose loss is averaged for the result.
  std::vector<double> first_losses;
  std::vector<double> last_losses(kSome, 0.0);
  std::size_t done = 0;
  const auto stopped = [this] {
    return options_.stop_after_steps > 0 && state_.step >= options_.stop_after_steps;
  };
  while (progress_made() < 1.0 && !stopped()) {
    const Batch batch = batches.next().to(device_);
    const torch::Tensor logits =
        mask_padding(network_->forward(batch.planes, batch.queries, precision_), batch.present);
    const torch::Tensor loss = total_loss(logits, {make_target(batch), {}, batch.present}, options_.loss);
    loss.backward();
    optimiser_->step(rate(), options_.clip_norm);
    ++state_.step;
    update_average();

    const double value = loss.item<double>();
    loss_since_validation_.add(value);
    if (first_losses.size() < kSome) first_losses.push_back(value);
    last_losses[done++ % kSome] = value;
    progress_.advance(static_cast<std::int64_t>(1000.0 * progress_made()));
    look_after_files(/*last=*/false);
  }
  look_after_files(/*last=*/true);

  const auto mean = [](const std::vector<double>& values, std::size_t count) {
    double sum = 0.0;
    for (std::size_t i = 0; i < count; ++i) sum += values[i];
    return count == 0 ? 0.0 : sum / static_cast<double>(count);
  };
  result_.steps = state_.step;
  result_.seconds = seconds();
  result_.first_loss = mean(first_losses, first_losses.size());
  result_.last_loss = mean(last_losses, std::min(done, kSome));
  if (result_.model.empty()) result_.model = file("model.safetensors");
  return result_;
}

}  // namespace

TrainingResult train(const std::vector<TrainingSet>& training, const std::vector<LabelledBand>& validation,
                     const TrainerOptions& options, Progress& progress) {
  check_options(options);
  nn::use_threads(options.threads);
  try {
    return Run(training, validation, options, progress).execute();
  } catch (const c10::Error& error) {
    const std::string text = error.what_without_backtrace();
    throw environment_error("train", "the network cannot be computed: " + text.substr(0, text.find('\n')));
  }
}

}  // namespace logdigitise::train
