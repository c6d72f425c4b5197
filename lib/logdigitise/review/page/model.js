// The log: depths, curves, where they stand on the scan.

const COLOURS = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"];
const LIGHT_COLOURS = ["#ff8a3d", "#4fb3f0", "#2fd3a0", "#eda3cb", "#9bd8ff", "#ffc24d"];  // The same hues, on black paper.
const PAGE_GAP_PX = 60;

function edgesAt(track, page, y) {
  let above = null;
  let below = null;
  for (const edge of track.edges) {
    if ((edge.page || 1) !== page) continue;
    if (edge.y <= y && (!above || edge.y > above.y)) above = edge;
    if (edge.y >= y && (!below || edge.y < below.y)) below = edge;
  }
  if (!above && !below) return null;
  above = above || below;
  below = below || above;
  const gap = below.y - above.y;
  const t = gap > 0 ? (y - above.y) / gap : 0;
  return { left: above.left + t * (below.left - above.left), right: above.right + t * (below.right - above.right) };
}

/// A curve of the log with its scale.
class Curve {
  constructor(data, layout, index) {
    this.index = index;
    this.id = data.id;
    this.name = data.id;
    this.unit = data.unit;
    this.track = data.track;
    this.place = data.curve;
    this.colour = COLOURS[data.curve % COLOURS.length];
    this.lightColour = LIGHT_COLOURS[data.curve % LIGHT_COLOURS.length];
    this.log = layout.tracks[data.track].scale === "log";
    const scale = layout.tracks[data.track].curves[data.curve];
    this.left = scale.left;
    this.right = scale.right;
    this.wrap = scale.wrap === true;
    this.values = data.values.slice();
    this.confidence = data.confidence ? data.confidence.slice() : null;
    this.flagged = data.flagged.map((one) => ({ ...one }));
    this.reviewed = data.reviewed.map((one) => ({ ...one }));
  }

  fraction(value) {
    if (!this.log) return (value - this.left) / (this.right - this.left);
    return value > 0 ? Math.log(value / this.left) / Math.log(this.right / this.left) : NaN;
  }

  value(u) {
    if (!this.log) return this.left + u * (this.right - this.left);
    return this.left * Math.exp(u * Math.log(this.right / this.left));
  }

  lane(u) {
    return !this.wrap || !(u < 0 || u > 1) ? 0 : Math.floor(u);
  }
}

class LogModel {
  constructor(base) {
    this.base = base;
    this.depths = base.depths;
    this.unit = base.depthUnit;
    this.layout = structuredClone(base.layout);
    this.ties = this.layout.depth.ties;
    this.curves = base.curves.map((curve, i) => new Curve(curve, this.layout, i));
    this.pages = [];
    let offset = 0;
    for (const page of base.pages) {
      this.pages.push({ page: page.page, width: page.width, height: page.height, levels: page.levels, offset, skew: page.skew, map: null });
      offset += page.height + PAGE_GAP_PX;
    }
    this.height = Math.max(1, offset - PAGE_GAP_PX);
    this.width = Math.max(...this.pages.map((page) => page.width));
    this.places = null;
    for (const page of this.pages) this.renewMap(page);
    this.renewPlaces();
    for (const curve of this.curves) this.renewCurve(curve);
  }

  tiesOf(page) {
    return this.ties.filter((tie) => (tie.page || 1) === page.page);
  }

  renewMap(page) {
    page.map = new DepthMap(this.tiesOf(page), page.skew);
  }

  pageOfDepth(depth) {
    for (let p = 0; p < this.pages.length; p += 1) {
      const { knots } = this.pages[p].map;
      const a = knots[0].depth;
      const b = knots[knots.length - 1].depth;
      if (depth >= Math.min(a, b) && depth <= Math.max(a, b)) return p;
    }
    for (let p = 0; p < this.pages.length; p += 1) {
      const y = this.pages[p].map.yFromDepth(depth);
      if (y >= 0 && y <= this.pages[p].height) return p;
    }
    return -1;
  }

  /// Where each row stands: page, height, slope, and the edges of each track there.
  renewPlaces() {
    const count = this.depths.length;
    const places = {
      page: new Int16Array(count),
      y: new Float64Array(count),
      slope: new Float32Array(count),
      left: this.layout.tracks.map(() => new Float32Array(count)),
      right: this.layout.tracks.map(() => new Float32Array(count)),
    };
    for (let i = 0; i < count; i += 1) {
      const p = this.pageOfDepth(this.depths[i]);
      places.page[i] = p;
      if (p < 0) continue;
      const { map } = this.pages[p];
      places.y[i] = map.yFromDepth(this.depths[i]);
      places.slope[i] = map.slopeAt(places.y[i]);
    }
    this.layout.tracks.forEach((track, t) => this.placeEdges(track, t, places));
    this.places = places;
  }

  placeEdges(track, t, places) {
    const middles = this.pages.map((page) => {
      const edges = edgesAt(track, page.page, 0.5 * page.height);
      return edges ? 0.5 * (edges.left + edges.right) : NaN;
    });
    for (let i = 0; i < places.page.length; i += 1) {
      const p = places.page[i];
      if (p < 0 || Number.isNaN(middles[p])) {
        places.left[t][i] = NaN;
        continue;
      }
      const page = this.pages[p];
      const edges = edgesAt(track, page.page, places.y[i] + places.slope[i] * (middles[p] - page.map.xReference));
      places.left[t][i] = edges.left;
      places.right[t][i] = edges.right;
    }
  }

  /// Fractions as drawn (lane taken off) and lanes, from the values.
  renewCurve(curve) {
    const count = curve.values.length;
    if (!curve.drawn) {
      curve.drawn = new Float32Array(count);
      curve.lanes = new Int8Array(count);
    }
    for (let i = 0; i < count; i += 1) {
      const u = curve.fraction(curve.values[i]);
      const lane = curve.lane(u);
      curve.drawn[i] = u - lane;
      curve.lanes[i] = lane;
    }
  }

  /// A curve as it was read.
  resetCurve(id) {
    const index = this.curves.findIndex((one) => one.id === id);
    this.curves[index] = new Curve(this.base.curves[index], this.layout, index);
    this.renewCurve(this.curves[index]);
  }

  /// A point on the scans laid one below the other.
  worldOf(curve, i) {
    const p = this.places.page[i];
    if (p < 0) return null;
    return this.worldAt(this.pages[p], curve.track, curve.drawn[i], this.places.y[i]);
  }

  worldAt(page, track, u, yReference) {
    const slope = page.map.slopeAt(yReference);
    let x = 0;
    let y = yReference;
    for (let k = 0; k < 2; k += 1) {
      const edges = edgesAt(this.layout.tracks[track], page.page, y);
      if (!edges) return null;
      x = edges.left + u * (edges.right - edges.left);
      y = yReference + slope * (x - page.map.xReference);
    }
    return { x, y: y + page.offset };
  }

  worldOfDepth(depth) {
    const p = this.pageOfDepth(depth);
    const page = this.pages[Math.max(p, 0)];
    return page.map.yFromDepth(depth) + page.offset;
  }

  pageAtWorld(y) {
    let found = this.pages[0];
    for (const page of this.pages) if (y >= page.offset) found = page;
    return found;
  }

  depthAtWorld(x, y) {
    const page = this.pageAtWorld(y);
    return page.map.depthFromY(page.map.yReference(x, y - page.offset));
  }

  /// Fraction of a track under a point; null where the track is not on that page.
  fractionAtWorld(track, x, y) {
    const page = this.pageAtWorld(y);
    const edges = edgesAt(this.layout.tracks[track], page.page, y - page.offset);
    return edges ? (x - edges.left) / (edges.right - edges.left) : null;
  }

  trackAtWorld(x, y) {
    for (let t = 0; t < this.layout.tracks.length; t += 1) {
      const u = this.fractionAtWorld(t, x, y);
      if (u !== null && u >= 0 && u <= 1) return t;
    }
    return -1;
  }

  /// The first row at or below `depth` in the list.
  rowFrom(depth) {
    let low = 0;
    let high = this.depths.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.depths[middle] < depth - 1e-7) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  nearestRow(depth) {
    const i = Math.min(this.rowFrom(depth), this.depths.length - 1);
    return i > 0 && depth - this.depths[i - 1] < this.depths[i] - depth ? i - 1 : i;
  }

  confidenceAt(curve, i) {
    if (curve.confidence) return curve.confidence[i];
    const data = this.base.curves[curve.index];
    const digit = data.tenths ? data.tenths[Math.floor(i / data.tenthsDepths)] : "-";
    return digit === "-" || digit === undefined ? NaN : (Number(digit) + 0.5) / 10;
  }
}
