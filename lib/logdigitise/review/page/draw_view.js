// Paints the view: scan, depth lines, tracks, flags, confidence, curves, selection.

const REASON_COLOURS = {
  gap: "#cc79a7", "off scale": "#e69f00", damaged: "#d55e00", faint: "#56b4e9", bridged: "#009e73", jump: "#d55e00", overlap: "#0072b2", crossing: "#0072b2", unsure: "#cc79a7",
};
const BAND_WIDTHS = [[0.9, 4], [0.75, 8], [0.5, 14]];

class Painter {
  constructor(view, tiles, state) {
    this.view = view;
    this.tiles = tiles;
    this.state = state;
    this.context = view.canvas.getContext("2d");
  }

  theme() {
    const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    const halo = this.state.invert ? "#16181b" : "#ffffff";
    return dark
      ? { well: "#0e1012", line: "#3d6f9e", text: "#a9c9e6", ruler: "#16181b", edge: "#8a8f96", halo, select: "#6cb4ee" }
      : { well: "#e9e9e4", line: "#8fb4d6", text: "#2a5a86", ruler: "#f4f4f1", edge: "#8d8d94", halo, select: "#0b5fa5" };
  }

  colourOf(curve) {
    return this.state.invert ? curve.lightColour : curve.colour;
  }

  paint() {
    const { context, view } = this;
    const ratio = window.devicePixelRatio || 1;
    this.colours = this.theme();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = this.colours.well;
    context.fillRect(0, 0, view.width, view.height);
    this.paintScan();
    const rows = this.rowsInSight();
    this.paintDepthLines();
    this.paintTracks();
    this.paintFlags();
    this.paintSelection();
    context.lineJoin = "bevel";
    for (const curve of view.model.curves) if (this.state.shown[curve.index]) this.paintConfidence(curve, rows);
    for (const curve of view.model.curves) if (this.state.shown[curve.index]) this.paintCurve(curve, rows);
    this.paintTies();
    this.paintStroke();
    this.paintCross();
    this.paintNames();
    this.paintRuler();
  }

  paintScan() {
    const { context, view } = this;
    for (const page of view.model.pages) {
      const top = view.y(page.offset);
      const left = view.x(0);
      const wide = page.width * view.scale;
      const tall = page.height * view.scale;
      if (top > view.height || top + tall < 0) continue;
      context.save();
      context.beginPath();
      context.rect(left, top, wide, tall);
      context.clip();
      context.fillStyle = "#ffffff";
      context.fillRect(left, top, wide, tall);
      context.globalAlpha = this.state.ink;
      context.imageSmoothingEnabled = true;
      context.imageSmoothingQuality = "low";
      if (this.state.ink > 0) this.tiles.drawPage(context, page, left, top, view.scale, view.scale, view.height);
      if (this.state.invert) {
        // Black paper, white ink, no colour.
        context.globalAlpha = 1;
        context.globalCompositeOperation = "saturation";
        context.fillStyle = "#808080";
        context.fillRect(left, Math.max(0, top), wide, Math.min(tall, view.height));
        context.globalAlpha = 0.88;
        context.globalCompositeOperation = "difference";
        context.fillStyle = "#ffffff";
        context.fillRect(left, Math.max(0, top), wide, Math.min(tall, view.height));
      }
      context.restore();
    }
  }

  /// Rows of each page that may be in sight.
  rowsInSight() {
    const { view } = this;
    const { model } = view;
    const spans = [];
    const margin = 0.03 * model.width + 20;
    model.pages.forEach((page, p) => {
      const y0 = view.worldY(0) - page.offset - margin;
      const y1 = view.worldY(view.height) - page.offset + margin;
      if (y1 < 0 || y0 > page.height) return;
      const a = page.map.depthFromY(y0);
      const b = page.map.depthFromY(y1);
      const first = Math.max(0, model.rowFrom(Math.min(a, b)) - 1);
      const last = Math.min(model.depths.length, model.rowFrom(Math.max(a, b)) + 2);
      if (first < last) spans.push({ page, p, first, last });
    });
    return spans;
  }

  depthStep() {
    const { view } = this;
    const page = view.model.pageAtWorld(view.worldY(0.5 * view.height));
    const { knots } = page.map;
    const perPx = Math.abs((knots[knots.length - 1].depth - knots[0].depth) / (knots[knots.length - 1].y - knots[0].y)) / view.scale;
    const wanted = 14 * perPx;
    const power = Math.pow(10, Math.floor(Math.log10(wanted)));
    for (const factor of [1, 2, 5]) if (factor * power >= wanted) return factor * power;
    return 10 * power;
  }

  /// Calls visit(depth, page, yReference, major) for the round depths in sight.
  eachDepthLine(visit) {
    const { view } = this;
    const step = this.depthStep();
    for (const page of view.model.pages) {
      const y0 = Math.max(0, view.worldY(-40) - page.offset);
      const y1 = Math.min(page.height, view.worldY(view.height + 40) - page.offset);
      if (y1 <= y0) continue;
      const a = page.map.depthFromY(y0);
      const b = page.map.depthFromY(y1);
      const last = Math.floor(Math.max(a, b) / step);
      for (let k = Math.ceil(Math.min(a, b) / step); k <= last; k += 1) {
        visit(k * step, page, page.map.yFromDepth(k * step), k % 5 === 0, step);
      }
    }
  }

  paintDepthLines() {
    const { context, view } = this;
    context.strokeStyle = this.colours.line;
    this.eachDepthLine((depth, page, y, major) => {
      const slope = page.map.slopeAt(y);
      context.globalAlpha = major ? 0.75 : 0.3;
      context.lineWidth = major ? 1 : 0.6;
      context.beginPath();
      context.moveTo(view.x(0), view.y(page.offset + y - slope * page.map.xReference));
      context.lineTo(view.x(page.width), view.y(page.offset + y + slope * (page.width - page.map.xReference)));
      context.stroke();
    });
    context.globalAlpha = 1;
  }

  paintTracks() {
    const { context, view } = this;
    context.strokeStyle = this.colours.edge;
    context.lineWidth = 1.2;
    for (const page of view.model.pages) {
      const y0 = Math.max(0, view.worldY(0) - page.offset);
      const y1 = Math.min(page.height, view.worldY(view.height) - page.offset);
      if (y1 <= y0) continue;
      for (const track of view.model.layout.tracks) {
        for (const side of ["left", "right"]) {
          context.beginPath();
          for (let k = 0; k <= 24; k += 1) {
            const y = y0 + ((y1 - y0) * k) / 24;
            const edges = edgesAt(track, page.page, y);
            if (!edges) break;
            context.lineTo(view.x(edges[side]), view.y(page.offset + y));
          }
          context.stroke();
        }
      }
    }
  }

  paintFlags() {
    const { context, view } = this;
    const { model } = view;
    for (const curve of model.curves) {
      if (!this.state.shown[curve.index]) continue;
      for (const [list, alpha] of [[curve.flagged, 0.85], [curve.reviewed, 0.3]]) {
        for (const one of list) {
          const y0 = view.y(model.worldOfDepth(one.from));
          const y1 = view.y(model.worldOfDepth(one.to));
          if (Math.max(y0, y1) < 0 || Math.min(y0, y1) > view.height) continue;
          const middle = Math.min(view.height, Math.max(0, 0.5 * (y0 + y1)));
          const world = view.worldY(middle);
          const page = model.pageAtWorld(world);
          const edges = edgesAt(model.layout.tracks[curve.track], page.page, world - page.offset);
          if (!edges) continue;
          context.globalAlpha = alpha;
          context.fillStyle = REASON_COLOURS[one.what] || curve.colour;
          context.fillRect(view.x(edges.left) + 2 + 6 * curve.place, Math.min(y0, y1) - 1.5, 4, Math.max(3, Math.abs(y1 - y0) + 3));
        }
      }
    }
    context.globalAlpha = 1;
  }

  /// Rows that share a pixel row: from four in three pixels on only their extremes are drawn.
  bucketOf(first, last) {
    const perPixel = (last - first) / this.view.height;
    return perPixel < 1.35 ? 1 : Math.ceil(perPixel);
  }

  /// Calls visit(x, y, joined) for each unbroken run of a curve.
  trace(curve, spans, visit, wanted) {
    const { view } = this;
    const { places } = view.model;
    const left = places.left[curve.track];
    const right = places.right[curve.track];
    for (const { page, p, first, last } of spans) {
      const bucket = this.bucketOf(first, last);
      const reference = page.map.xReference;
      let open = false;
      let lane = 0;
      const point = (i, u) => {
        const x = left[i] + u * (right[i] - left[i]);
        visit(view.x(x), view.y(places.y[i] + places.slope[i] * (x - reference) + page.offset), open);
        open = true;
      };
      for (let i = first; i < last; i += bucket) {
        const end = Math.min(last, i + bucket);
        let least = Infinity;
        let most = -Infinity;
        let broken = false;
        for (let k = i; k < end; k += 1) {
          const u = curve.drawn[k];
          if (Number.isNaN(u) || places.page[k] !== p || Number.isNaN(left[k]) || (wanted && !wanted(k))) {
            broken = true;
            continue;
          }
          if (u < least) least = u;
          if (u > most) most = u;
          if (curve.lanes[k] !== lane) {
            open = false;
            lane = curve.lanes[k];
          }
        }
        if (least > most || (broken && bucket === 1)) {
          open = false;
          continue;
        }
        point(i, least);
        if (most > least) point(i, most);
        if (broken) open = false;
      }
    }
  }

  paintCurve(curve, spans) {
    const { context } = this;
    const active = curve.index === this.state.active;
    const path = new Path2D();
    let count = 0;
    this.trace(curve, spans, (x, y, open) => {
      if (open) path.lineTo(x, y);
      else {
        path.moveTo(x, y);
        path.lineTo(x + 0.01, y);
      }
      count += 1;
    });
    if (count === 0) return;
    const fine = spans.every((span) => this.bucketOf(span.first, span.last) === 1);
    context.lineJoin = fine ? "round" : "bevel";
    context.lineCap = fine ? "round" : "butt";
    if (active) {
      context.strokeStyle = this.colours.halo;
      context.globalAlpha = 0.8;
      context.lineWidth = 5;
      context.stroke(path);
    }
    context.globalAlpha = active ? 1 : 0.9;
    context.strokeStyle = this.colourOf(curve);
    context.lineWidth = active ? 2.4 : 1.6;
    context.stroke(path);
    context.globalAlpha = 1;
    if (this.view.scale >= 3 && active) this.paintSamples(curve, spans);
  }

  paintSamples(curve, spans) {
    const { context } = this;
    context.fillStyle = this.colourOf(curve);
    this.trace(curve, spans, (x, y) => {
      context.beginPath();
      context.arc(x, y, 3, 0, 2 * Math.PI);
      context.fill();
    });
  }

  /// The less sure, the wider the band.
  paintConfidence(curve, spans) {
    // Where a pixel is many rows the band could not be told from the curve.
    if (!this.state.bands || spans.some((span) => this.bucketOf(span.first, span.last) > 2)) return;
    const { context, view } = this;
    context.strokeStyle = this.colourOf(curve);
    context.lineCap = "butt";
    for (const [below, width] of BAND_WIDTHS) {
      const path = new Path2D();
      let any = false;
      this.trace(curve, spans, (x, y, open) => {
        if (open) path.lineTo(x, y);
        else path.moveTo(x, y);
        any = true;
      }, (i) => view.model.confidenceAt(curve, i) < below);
      if (!any) continue;
      context.globalAlpha = 0.18;
      context.lineWidth = width;
      context.stroke(path);
    }
    context.globalAlpha = 1;
  }

  paintSelection() {
    const { context, view } = this;
    const { selection } = this.state;
    if (!selection) return;
    const { model } = view;
    const curve = model.curves[selection.curve];
    const y0 = view.y(model.worldOfDepth(selection.from));
    const y1 = view.y(model.worldOfDepth(selection.to));
    const world = view.worldY(Math.min(view.height, Math.max(0, 0.5 * (y0 + y1))));
    const page = model.pageAtWorld(world);
    const edges = edgesAt(model.layout.tracks[curve.track], page.page, world - page.offset);
    if (!edges) return;
    const x0 = view.x(edges.left);
    const x1 = view.x(edges.right);
    context.fillStyle = this.colours.select;
    context.globalAlpha = 0.14;
    context.fillRect(x0, Math.min(y0, y1), x1 - x0, Math.max(2, Math.abs(y1 - y0)));
    context.globalAlpha = 1;
    context.strokeStyle = this.colours.select;
    context.lineWidth = 1.5;
    for (const y of [y0, y1]) {
      context.beginPath();
      context.moveTo(x0, y);
      context.lineTo(x1, y);
      context.stroke();
    }
  }

  paintTies() {
    const { context, view } = this;
    const strong = this.state.mode === "tie";
    const arm = Math.min(9, Math.max(2, 60 * view.scale));  // From afar they would cover the log.
    view.model.ties.forEach((tie, i) => {
      const page = view.model.pages.find((one) => one.page === (tie.page || 1));
      const x = view.x(tie.x);
      const y = view.y(tie.y + page.offset);
      if (y < -20 || y > view.height + 20) return;
      context.strokeStyle = i === this.state.tie ? this.colours.select : "#d0021b";
      context.lineWidth = strong ? 2.2 : 1.4;
      context.beginPath();
      context.moveTo(x - arm, y);
      context.lineTo(x + arm, y);
      context.moveTo(x, y - arm);
      context.lineTo(x, y + arm);
      context.stroke();
      if (strong) {
        context.beginPath();
        context.arc(x, y, 6, 0, 2 * Math.PI);
        context.stroke();
      }
    });
  }

  /// The stroke that is being drawn.
  paintStroke() {
    const { context, view } = this;
    const { stroke } = this.state;
    if (!stroke) return;
    const curve = view.model.curves[this.state.active];
    context.strokeStyle = this.colourOf(curve);
    context.fillStyle = this.colourOf(curve);
    context.lineWidth = 3;
    context.setLineDash([7, 4]);
    context.beginPath();
    for (const point of stroke.points) context.lineTo(view.x(point.x), view.y(point.y));
    context.stroke();
    context.setLineDash([]);
    if (!stroke.byKeys) return;
    for (const point of stroke.points) {
      context.beginPath();
      context.arc(view.x(point.x), view.y(point.y), 4, 0, 2 * Math.PI);
      context.fill();
    }
  }

  paintCross() {
    const { context, view } = this;
    const { cross } = this.state;
    if (!cross) return;
    const x = view.x(cross.x);
    const y = view.y(cross.y);
    context.strokeStyle = this.colours.select;
    context.globalAlpha = 0.7;
    context.lineWidth = 1;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(RULER_PX, y);
    context.lineTo(view.width, y);
    if (this.state.keysMove) {
      context.moveTo(x, 0);
      context.lineTo(x, view.height);
    }
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /// The names of the shown curves over their tracks, at the top of the view wherever it is.
  paintNames() {
    const { context, view } = this;
    const { model } = view;
    const page = model.pageAtWorld(view.worldY(0));
    const y = Math.min(Math.max(view.worldY(0) - page.offset, 0), page.height);
    context.textBaseline = "middle";
    context.textAlign = "left";
    model.layout.tracks.forEach((track, t) => {
      const edges = edgesAt(track, page.page, y);
      if (!edges) return;
      const left = Math.max(RULER_PX, view.x(edges.left));
      const right = Math.min(view.width, view.x(edges.right));
      const curves = model.curves.filter((one) => one.track === t && this.state.shown[one.index]);
      if (right - left < 40 || curves.length === 0) return;
      context.save();
      context.beginPath();
      context.rect(left, 0, right - left, 20);
      context.clip();
      context.globalAlpha = 0.85;
      context.fillStyle = this.colours.ruler;
      context.fillRect(left, 0, right - left, 20);
      context.globalAlpha = 1;
      let x = left + 6;
      for (const curve of curves) {
        const name = curve.name.slice(0, 24);
        context.fillStyle = this.colourOf(curve);
        context.fillRect(x, 9, 12, 3);
        context.font = (curve.index === this.state.active ? "bold " : "") + "12px system-ui, sans-serif";
        context.fillStyle = this.colours.text;
        context.fillText(name, x + 16, 10.5);
        x += 28 + context.measureText(name).width;
      }
      context.restore();
    });
  }

  paintRuler() {
    const { context, view } = this;
    context.fillStyle = this.colours.ruler;
    context.fillRect(0, 0, RULER_PX, view.height);
    context.strokeStyle = this.colours.edge;
    context.lineWidth = 1;
    context.fillStyle = this.colours.text;
    context.font = "12px system-ui, sans-serif";
    context.textAlign = "right";
    context.textBaseline = "middle";
    this.eachDepthLine((depth, page, y, major, step) => {
      const height = view.y(page.offset + y);
      context.globalAlpha = major ? 1 : 0.5;
      context.beginPath();
      context.moveTo(RULER_PX - (major ? 8 : 4), height);
      context.lineTo(RULER_PX, height);
      context.stroke();
      context.globalAlpha = 1;
      if (major) context.fillText(formatDepth(Math.round(depth / step) * step), RULER_PX - 11, height);
    });
    context.globalAlpha = 0.6;
    context.beginPath();
    context.moveTo(RULER_PX - 0.5, 0);
    context.lineTo(RULER_PX - 0.5, view.height);
    context.stroke();
    context.globalAlpha = 1;
    context.textAlign = "left";
    context.fillStyle = this.colours.ruler;
    context.fillRect(0, 0, RULER_PX - 1, 20);
    context.fillStyle = this.colours.text;
    context.fillText(view.model.unit, 6, 10);
  }
}
