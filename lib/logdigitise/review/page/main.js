// Puts the page together.

const PAPER = [0.55, 1, 0.2, 0];

function cyclePaper(tools) {
  const { state } = tools;
  state.ink = PAPER[(PAPER.indexOf(state.ink) + 1) % PAPER.length];
  tools.changed(false);
}

/// Depth and values under the cursor.
class Readout {
  constructor(tools) {
    this.tools = tools;
  }

  clear() {
    const { depths, unit, curves } = this.tools.model;
    byId("at-depth").textContent = formatDepth(depths[0]) + " to " + formatDepth(depths[depths.length - 1]) + " " + unit;
    fill(byId("at-values"), depths.length + " depths, " + curves.length + (curves.length === 1 ? " curve" : " curves"));
  }

  show(at) {
    const { model } = this.tools;
    const depth = model.depthAtWorld(at.x, at.y);
    const row = model.nearestRow(depth);
    const track = model.trackAtWorld(at.x, at.y);
    byId("at-depth").textContent = depth.toFixed(2) + " " + model.unit;
    const parts = [];
    for (const curve of model.curves) {
      if (curve.track !== track || !this.tools.state.shown[curve.index]) continue;
      const value = curve.values[row];
      const text = Number.isNaN(value) ? "null" : String(Number(value.toPrecision(6)));
      const swatch = element("span", { class: "swatch", colour: curve.colour });
      parts.push(element("span", {}, swatch, " ", element("b", {}, curve.name.slice(0, 24)), " " + text + " " + curve.unit.slice(0, 12)));
    }
    const { active } = this.tools;
    if (active.track === track) {
      const here = active.value(model.fractionAtWorld(track, at.x, at.y));
      parts.push(element("span", {}, "cursor " + Number(here.toPrecision(5))));
    }
    fill(byId("at-values"), ...parts);
  }
}

function unpackBase(data) {
  data.depths = unpackNumbers(data.depths);
  for (const curve of data.curves) {
    curve.values = unpackNumbers(curve.values);
    if (curve.confidence) curve.confidence = unpackNumbers(curve.confidence);
  }
  data.pages.forEach((page, p) => page.levels.forEach((level, l) => { level.key = p + "." + l; }));
  return data;
}

function main() {
  const block = byId("data");
  const base = unpackBase(JSON.parse(block.textContent));
  block.textContent = "";
  const review = new Review(base);
  const darkMode = window.matchMedia("(prefers-color-scheme: dark)");
  const state = {
    active: 0, shown: base.curves.map(() => true), selection: null, mode: "pan", stroke: null, cross: null, keysMove: false,
    tie: -1, ink: PAPER[0], invert: darkMode.matches, bands: true, flagAt: 0, anchor: null,
  };
  let waiting = false;
  let pictured = false;
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      painter.paint();
      map.paint();
      // For whoever measures: from when on the log itself can be seen.
      if (!pictured && tiles.held.size > 0) performance.mark("log in sight");
      pictured = pictured || tiles.held.size > 0;
    });
  };
  const canvas = byId("view");
  const view = new View(canvas, review, redraw);
  const tiles = new TileCache(redraw);
  const painter = new Painter(view, tiles, state);
  const map = new MiniMap(byId("map"), view, tiles, state);
  const tools = new Tools(review, state);
  tools.view = view;
  const panels = new Panels(tools);
  const readout = new Readout(tools);
  const pointer = new Pointer(canvas, view, tools, readout);
  const keys = new Keys(view, tools, panels, readout);
  tools.onChange((data) => {
    panels.refresh(data);
    redraw();
  });

  const buttons = {
    "mode-pan": () => tools.setMode("pan"), "mode-select": () => tools.setMode("select"), "mode-draw": () => tools.setMode("draw"),
    "mode-tie": () => tools.setMode("tie"), "zoom-out": () => view.zoom(0.8, 0.5 * view.width, 0.5 * view.height),
    "zoom-in": () => view.zoom(1.25, 0.5 * view.width, 0.5 * view.height), "zoom-fit": () => view.fit(), paper: () => cyclePaper(tools),
    undo: () => tools.undo(), redo: () => tools.redo(), save: () => tools.save(), accept: () => tools.accept(), delete: () => tools.remove(),
    "nudge-left": (event) => tools.nudge(event.shiftKey ? -10 : -1), "nudge-right": (event) => tools.nudge(event.shiftKey ? 10 : 1),
    "lane-left": () => tools.lane(-1), "lane-right": () => tools.lane(1),
  };
  for (const [id, act] of Object.entries(buttons)) byId(id).addEventListener("click", act);

  const name = base.well.WELL || base.file;
  document.title = "Review: " + name;
  byId("name").textContent = name;
  byId("name").title = name;
  byId("file").textContent = name === base.file ? "" : base.file;
  byId("status").textContent = base.record.status;
  if (["ok", "review", "damaged", "refused", "failed"].includes(base.record.status)) byId("status").classList.add(base.record.status);
  byId("status").title = base.record.reasons.join("; ");

  new ResizeObserver(() => {
    const first = canvas.width <= 300 && view.width <= 1;
    view.resize();
    if (first) {
      view.fit();
      view.top = review.model.worldOfDepth(base.depths[0]) - 40 / view.scale;
      view.clamp();
    } else view.clamp();
    painter.paint();
    map.paint();
  }).observe(canvas);
  darkMode.addEventListener("change", () => {
    state.invert = darkMode.matches;
    tools.changed(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (review.list.length !== review.saved) event.preventDefault();
  });
  tools.setMode("pan");
  panels.refresh(true);
  readout.clear();
  canvas.focus({ preventScroll: true });

  // For tests and the curious: where things are, to be read only.
  window.logdigitiseReview = {
    review, state, view, tools,
    screenOf(id, depth) {
      const curve = review.model.curves.find((one) => one.id === id);
      const point = review.model.worldOf(curve, review.model.nearestRow(depth));
      const box = canvas.getBoundingClientRect();
      return { x: box.left + view.x(point.x), y: box.top + view.y(point.y), scan: point };
    },
    paint: () => painter.paint(),
    used: [pointer, keys],
  };
}

main();
