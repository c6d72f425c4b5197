#include "logdigitise/synth/curve_source.hpp"

namespace logdigitise::synth {

namespace {

class ProceduralSource : public CurveSource {
 public:
  ProceduralSource(const DepthGrid& grid, double length_factor, Random random)
      : formation_(grid, length_factor, random) {}

  Shape shape(Family family, layout::Scale /*scale*/, layout::Curve& /*curve*/, const ShapeOptions& options,
              Random& random) override {
    return make_shape(family, formation_, options, random);
  }

 private:
  Formation formation_;
};

}  // namespace

std::unique_ptr<CurveSource> make_procedural_source(const DepthGrid& grid, double length_factor,
                                                    Random random) {
  return std::make_unique<ProceduralSource>(grid, length_factor, random);
}

}  // namespace logdigitise::synth
