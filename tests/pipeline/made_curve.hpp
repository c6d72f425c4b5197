#pragma once
// A curve of a layout, by name and scale.

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::pipeline {

inline layout::Curve curve(const char* mnemonic, double left, double right) {
  layout::Curve result;
  result.mnemonic = mnemonic;
  result.left = left;
  result.right = right;
  return result;
}

}  // namespace logdigitise::pipeline
