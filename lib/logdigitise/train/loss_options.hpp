#pragma once
// What to train with, as data (losses.hpp has the formulas). No LibTorch type shows here.
//
// A list over curves (fp_weight, fn_weight, class_weight, curve_weight) goes by the place of the curve in its
// image; its last number holds for all curves that follow, so one number is for all.

#include <variant>
#include <vector>

namespace logdigitise::train {

/// Over what the pixels of a class are counted together before its loss is taken.
enum class Reduction {
  kPerImage,  ///< Image by image; then the mean over each image's classes, then over the images.
  kPerBatch,  ///< All images at once; then the mean over the classes that any image has.
};

/// Tversky and its relatives: Dice, Jaccard, focal Tversky, DSC++.
struct OverlapOptions {
  std::vector<double> fp_weight{0.3};     ///< Price of calling paper a curve; >= 0. 0.5 and 0.5 is Dice,
  std::vector<double> fn_weight{0.7};     ///< price of missing a curve; >= 0.       1 and 1 is Jaccard.
  std::vector<double> class_weight{1.0};  ///< Of each curve in the mean; >= 0, not all 0.
  double smooth = 1.0;                    ///< s, pixels; > 0. A curve absent from both sides then scores 0.
  double error_exponent = 1.0;  ///< Of each pixel's error; >= 1. Above 1 sure mistakes cost more (DSC++).
  double focal_exponent = 1.0;  ///< Of each curve's loss; > 0. Focal Tversky's gamma is 1 / this.
  bool with_paper = false;      ///< Paper counts as a class too, never focal, at the first curve's prices.
  Reduction reduction = Reduction::kPerImage;
};

/// Cross-entropy of soft labels; weighted; focal.
struct CrossEntropyOptions {
  std::vector<double> curve_weight{1.0};  ///< Of each curve's pixels; > 0.
  double paper_weight = 1.0;              ///< Of paper's pixels; > 0.
  double curve_focus = 0.0;  ///< Focal gamma on curves; >= 0. Above 0, pixels already right count less.
  double paper_focus = 0.0;  ///< The same on paper.
  Reduction reduction = Reduction::kPerBatch;
};

/// Cross-entropy of one question, curve or not, whichever curve it is.
struct BinaryCrossEntropyOptions {
  double curve_weight = 1.0;  ///< Of curve pixels against paper; > 0.
  Reduction reduction = Reduction::kPerBatch;
};

/// Lovasz-softmax: the Jaccard loss of hard labels, made continuous.
struct LovaszOptions {
  std::vector<double> class_weight{1.0};  ///< Of each curve in the mean; >= 0, not all 0.
  bool with_paper = true;                 ///< Paper counts as a class too, with weight 1.
  Reduction reduction = Reduction::kPerImage;
};

/// One term of a sum.
struct LossTerm {
  double weight = 1.0;  ///< > 0.
  std::variant<OverlapOptions, CrossEntropyOptions, BinaryCrossEntropyOptions, LovaszOptions> loss;
};

/// A weighted sum of losses; by default Tversky (0.3, 0.7) and cross-entropy in equal parts.
struct LossOptions {
  std::vector<LossTerm> terms{{1.0, OverlapOptions{}}, {1.0, CrossEntropyOptions{}}};
};

}  // namespace logdigitise::train
