// depth::DepthMap: pixels to depth, piecewise between ties, with the skew of the depth lines.

const SAME_DEPTH = 1e-6;
const LEAST_SPREAD_PX = 20;
const STEEPEST = 0.2;

/// The first index whose entry is beyond `wanted`.
function upperBound(list, key, wanted, from, to) {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wanted < key(list[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

function lerp(x, x0, y0, x1, y1) {
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

function mean(list, key) {
  return list.reduce((sum, one) => sum + key(one), 0) / list.length;
}

class DepthMap {
  /// `ties` of one page; `skew` as recorded, for ties that do not tell the slope themselves.
  constructor(ties, skew) {
    const sorted = ties.slice().sort((a, b) => a.depth - b.depth);
    const groups = [];
    for (const tie of sorted) {
      const last = groups[groups.length - 1];
      if (!last || tie.depth - last.depth >= SAME_DEPTH) groups.push({ depth: tie.depth, ties: [tie] });
      else last.ties.push(tie);
    }
    if (groups.length < 2) throw new Error("two depths at least are needed");
    this.xReference = mean(ties, (tie) => tie.x);
    const own = this.slopesOf(groups);
    this.skew = (own.length > 0 ? own : skew).slice().sort((a, b) => a.y - b.y);
    if (this.skew.length === 0) this.skew = [{ y: 0, slope: 0 }];
    this.knots = groups.map((group) => ({
      y: mean(group.ties, (tie) => this.yReference(tie.x, tie.y)),
      depth: group.depth,
    }));
    this.knots.sort((a, b) => a.y - b.y);
    this.sign = this.knots[this.knots.length - 1].depth > this.knots[0].depth ? 1 : -1;
    for (let i = 1; i < this.knots.length; i += 1) {
      const a = this.knots[i - 1];
      const b = this.knots[i];
      if (b.y - a.y > 1e-3 && (b.depth - a.depth) * this.sign > 0) continue;
      throw new Error("depth " + a.depth + " would be followed by " + b.depth + " down the page");
    }
  }

  slopesOf(groups) {
    const samples = [];
    for (const group of groups) {
      const xs = group.ties.map((tie) => tie.x);
      if (Math.max(...xs) - Math.min(...xs) < LEAST_SPREAD_PX) continue;
      const x = mean(group.ties, (tie) => tie.x);
      const y = mean(group.ties, (tie) => tie.y);
      let xx = 0;
      let xy = 0;
      for (const tie of group.ties) {
        xx += (tie.x - x) * (tie.x - x);
        xy += (tie.x - x) * (tie.y - y);
      }
      const slope = xy / xx;
      if (Math.abs(slope) > STEEPEST) throw new Error("the ties of depth " + group.depth + " make too steep a line");
      samples.push({ y: y + slope * (this.xReference - x), slope });
    }
    return samples;
  }

  slopeAt(y) {
    const skew = this.skew;
    const below = upperBound(skew, (one) => one.y, y, 0, skew.length);
    if (below === 0) return skew[0].slope;
    if (below === skew.length) return skew[skew.length - 1].slope;
    return lerp(y, skew[below - 1].y, skew[below - 1].slope, skew[below].y, skew[below].slope);
  }

  depthFromY(y) {
    const next = upperBound(this.knots, (knot) => knot.y, y, 1, this.knots.length - 1);
    const a = this.knots[next - 1];
    const b = this.knots[next];
    return lerp(y, a.y, a.depth, b.y, b.depth);
  }

  yFromDepth(depth) {
    const next = upperBound(this.knots, (knot) => this.sign * knot.depth, this.sign * depth, 1, this.knots.length - 1);
    const a = this.knots[next - 1];
    const b = this.knots[next];
    return lerp(depth, a.depth, a.y, b.depth, b.y);
  }

  /// Height at xReference of the depth line through a point.
  yReference(x, y) {
    const dx = x - this.xReference;
    const skew = this.skew;
    const below = upperBound(skew, (one) => one.y + one.slope * dx, y, 0, skew.length);
    if (below === 0) return y - skew[0].slope * dx;
    if (below === skew.length) return y - skew[skew.length - 1].slope * dx;
    const a = skew[below - 1];
    const b = skew[below];
    return lerp(y, a.y + a.slope * dx, a.y, b.y + b.slope * dx, b.y);
  }

  residual(tie) {
    const line = this.yFromDepth(tie.depth);
    return tie.y - (line + this.slopeAt(line) * (tie.x - this.xReference));
  }
}
