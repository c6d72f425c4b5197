// Both readings of a curve on a depth axis, their difference, and where it is largest. Text from outside becomes text only.

const AXIS_PX = 74;
const GAP_PX = 18;
const HEAD_PX = 40;
const MOST_DIFFERENCE = 0.1;
const WORST = 12;
const BARS = 41;
const block = document.getElementById("data");
const data = JSON.parse(block.textContent);
block.textContent = "";
const byId = (id) => document.getElementById(id);
const canvas = byId("view");
const state = { curve: 0, first: 0, last: 1, worst: [], current: -1, cursor: null };

/// Whole numbers to fractions of the curve's width; null is a gap.
function unpack(curve) {
  const numbers = (list) => Float64Array.from(list, (one) => (one === null ? NaN : one / data.scale));
  const depths = curve.step ? Float64Array.from(curve.truth, (_, i) => curve.first + i * curve.step) : Float64Array.from(curve.depths);
  return { ...curve, depths, truth: numbers(curve.truth), predicted: numbers(curve.predicted) };
}
const curves = data.curves.map(unpack);

function valueOf(curve, u) {
  return curve.log ? curve.left * Math.exp(u * Math.log(curve.right / curve.left)) : curve.left + u * (curve.right - curve.left);
}
const short = (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(5))) : "-");

/// The stretches of `data.window` depths with the largest mean difference, apart from each other; a missing sample counts as
/// a tenth of the track.
function worstIntervals(curve) {
  const count = curve.depths.length;
  const found = [];
  let sum = 0;
  let end = 0;
  const error = (i) => (Number.isNaN(curve.truth[i]) ? 0 : Number.isNaN(curve.predicted[i]) ? MOST_DIFFERENCE : Math.abs(curve.predicted[i] - curve.truth[i]));
  for (let i = 0; i < count; i += 1) {
    while (end < count && curve.depths[end] <= curve.depths[i] + data.window) sum += error(end++);
    found.push({ from: curve.depths[i], to: curve.depths[end - 1], mean: sum / (end - i), rows: end - i });
    sum -= error(i);
  }
  const full = Math.max(...found.slice(0, 1).map((one) => one.rows), 1);
  const order = found.filter((one) => one.rows >= 0.5 * full && one.mean > 1e-6).sort((a, b) => b.mean - a.mean);
  const kept = [];
  for (const one of order) {
    if (kept.length === WORST) break;
    if (kept.every((other) => one.to < other.from || one.from > other.to)) kept.push(one);
  }
  return kept;
}

function theme() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue("--" + name).trim();
  return { card: of("card"), ink: of("ink"), soft: of("soft"), line: of("line"), strong: of("strong"), truth: of("truth"), predicted: of("predicted"), missing: of("missing"), hover: of("hover") };
}

function prepared(target) {
  const ratio = window.devicePixelRatio || 1;
  const box = target.getBoundingClientRect();
  if (target.width !== Math.round(box.width * ratio) || target.height !== Math.round(box.height * ratio)) {
    target.width = Math.round(box.width * ratio);
    target.height = Math.round(box.height * ratio);
  }
  const context = target.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, box.width, box.height);
  return { context, width: box.width, height: box.height };
}

function rowFrom(depths, depth) {
  let low = 0;
  let high = depths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (depths[middle] < depth) low = middle + 1;
    else high = middle;
  }
  return low;
}

const yOf = (depth, height) => HEAD_PX + ((depth - state.first) / (state.last - state.first)) * (height - HEAD_PX - 8);
const depthOf = (y, height) => state.first + ((y - HEAD_PX) / (height - HEAD_PX - 8)) * (state.last - state.first);

/// Columns of the view: the track and the difference.
function columns(width) {
  const room = Math.max(60, width - AXIS_PX - GAP_PX - 14);
  const track = 0.62 * room;
  return { track: [AXIS_PX, AXIS_PX + track], difference: [AXIS_PX + track + GAP_PX, AXIS_PX + room + GAP_PX] };
}

/// A line through one value per depth; depths that share a row of pixels are drawn by their extremes.
function paintLine(context, curve, place, height, colour, wide) {
  const first = Math.max(0, rowFrom(curve.depths, state.first) - 1);
  const last = Math.min(curve.depths.length, rowFrom(curve.depths, state.last) + 2);
  const bucket = Math.max(1, Math.floor((last - first) / (2 * height)));
  context.strokeStyle = colour;
  context.lineWidth = wide;
  context.lineJoin = "bevel";
  context.beginPath();
  let open = false;
  for (let i = first; i < last; i += bucket) {
    let least = Infinity;
    let most = -Infinity;
    for (let k = i; k < Math.min(last, i + bucket); k += 1) {
      const x = place(k);
      if (Number.isNaN(x)) continue;
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
    if (least > most) {
      open = false;
      continue;
    }
    const y = yOf(curve.depths[i], height);
    if (open) context.lineTo(least, y);
    else {
      context.moveTo(least, y);
      context.lineTo(least, y + 0.6);
    }
    if (most > least) context.lineTo(most, y);
    open = true;
  }
  context.stroke();
}

function niceStep(span) {
  const rough = span / 9;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((k) => k * power).find((step) => step >= rough);
}

function paintAxis(context, width, height, colours, at) {
  const step = niceStep(state.last - state.first);
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (let k = Math.ceil(state.first / step); k * step <= state.last; k += 1) {
    const y = yOf(k * step, height);
    context.fillStyle = colours.line;
    for (const [left, right] of [at.track, at.difference]) context.fillRect(left, y - 0.5, right - left, 1);
    context.fillStyle = colours.soft;
    context.fillText(String(Number((k * step).toPrecision(12))), AXIS_PX - 8, y);
  }
  context.textAlign = "left";
  context.fillText(data.depthUnit, 8, 14);
}

function paintFrames(context, curve, height, colours, at) {
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "alphabetic";
  for (const [left, right] of [at.track, at.difference]) {
    context.fillStyle = colours.line;
    for (let k = 1; k < 10; k += 1) context.fillRect(left + ((right - left) * k) / 10 - 0.25, HEAD_PX, 0.5, height - HEAD_PX - 8);
    context.strokeStyle = colours.soft;
    context.lineWidth = 1;
    context.strokeRect(left, HEAD_PX, right - left, height - HEAD_PX - 8);
  }
  const label = (text, x, align) => {
    context.textAlign = align;
    context.fillText(text, x, HEAD_PX - 8);
  };
  context.fillStyle = colours.ink;
  label(short(curve.left), at.track[0], "left");
  label(short(curve.right), at.track[1], "right");
  label((curve.name + (curve.unit ? " (" + curve.unit + ")" : "")).slice(0, 30), 0.5 * (at.track[0] + at.track[1]), "center");
  label("-10 %", at.difference[0], "left");
  label("+10 %", at.difference[1], "right");
  if (at.difference[1] - at.difference[0] > 190) label("difference, % of width", 0.5 * (at.difference[0] + at.difference[1]), "center");
}

function paintMissing(context, curve, height, colours, at) {
  context.fillStyle = colours.missing;
  const first = rowFrom(curve.depths, state.first);
  const last = rowFrom(curve.depths, state.last);
  let painted = -1;
  for (let i = first; i < last; i += 1) {
    if (Number.isNaN(curve.truth[i]) || !Number.isNaN(curve.predicted[i])) continue;
    const y = Math.floor(yOf(curve.depths[i], height));
    if (y === painted) continue;
    painted = y;
    const tall = i + 1 < curve.depths.length ? Math.max(1, yOf(curve.depths[i + 1], height) - y) : 1;
    context.fillRect(at.track[1] - 5, y, 5, Math.min(tall, 40));
  }
}

function paint() {
  const { context, width, height } = prepared(canvas);
  const colours = theme();
  const curve = curves[state.curve];
  if (!curve) return;
  const at = columns(width);
  paintAxis(context, width, height, colours, at);
  paintFrames(context, curve, height, colours, at);
  context.save();
  context.beginPath();
  context.rect(0, HEAD_PX, width, height - HEAD_PX - 8);
  context.clip();
  const marked = state.worst[state.current];
  if (marked) {
    context.globalAlpha = 0.16;
    context.fillStyle = colours.strong;
    const y = yOf(marked.from, height);
    context.fillRect(at.track[0], y, at.difference[1] - at.track[0], Math.max(2, yOf(marked.to, height) - y));
    context.globalAlpha = 1;
  }
  const across = (u) => at.track[0] + Math.min(1.02, Math.max(-0.02, u)) * (at.track[1] - at.track[0]);
  paintLine(context, curve, (i) => across(curve.truth[i]), height, colours.truth, 3.2);
  paintLine(context, curve, (i) => across(curve.predicted[i]), height, colours.predicted, 1.5);
  paintMissing(context, curve, height, colours, at);
  const middle = 0.5 * (at.difference[0] + at.difference[1]);
  const half = 0.5 * (at.difference[1] - at.difference[0]);
  context.fillStyle = colours.soft;
  context.fillRect(middle - 0.5, HEAD_PX, 1, height);
  paintLine(context, curve, (i) => middle + half * Math.min(1, Math.max(-1, (curve.predicted[i] - curve.truth[i]) / MOST_DIFFERENCE)), height, colours.predicted, 1.3);
  if (state.cursor !== null) {
    context.fillStyle = colours.strong;
    context.fillRect(AXIS_PX, yOf(state.cursor, height) - 0.5, width - AXIS_PX, 1);
  }
  context.restore();
}

let waiting = false;
function redraw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    paint();
  });
}

function paintHistogram(curve) {
  const { context, width, height } = prepared(byId("histogram"));
  const colours = theme();
  const bars = new Float64Array(BARS);
  let count = 0;
  for (let i = 0; i < curve.depths.length; i += 1) {
    const difference = curve.predicted[i] - curve.truth[i];
    if (Number.isNaN(difference)) continue;
    bars[Math.floor(Math.min(1 - 1e-9, Math.max(0, 0.5 + (0.5 * difference) / MOST_DIFFERENCE)) * BARS)] += 1;
    count += 1;
  }
  const most = Math.max(1, ...bars);
  context.fillStyle = colours.predicted;
  for (let k = 0; k < BARS; k += 1) {
    // By the root, so that the few large ones show.
    const tall = Math.sqrt(bars[k] / most) * (height - 22);
    context.fillRect((k * width) / BARS, height - 18 - tall, width / BARS - 1, tall);
  }
  context.fillStyle = colours.soft;
  context.fillRect(0, height - 18, width, 1);
  context.font = "11px system-ui, sans-serif";
  for (const [text, x, align] of [["-10 % and less", 0, "left"], ["0", 0.5 * width, "center"], ["+10 % and more", width, "right"]]) {
    context.textAlign = align;
    context.fillText(text, x, height - 4);
  }
  if (count === 0) context.fillText("no depth has both", width, 14);
}

function clamp() {
  const curve = curves[state.curve];
  const top = curve.depths[0];
  const base = curve.depths[curve.depths.length - 1];
  const whole = Math.max(base - top, 1e-6);
  const span = Math.min(whole, Math.max(state.last - state.first, Math.min(whole, 4 * data.window / 10)));
  state.first = Math.min(Math.max(state.first, top), base - span);
  state.last = state.first + span;
}

function zoom(by, share) {
  const at = state.first + share * (state.last - state.first);
  state.first = at - (at - state.first) / by;
  state.last = at + (state.last - at) / by;
  clamp();
  redraw();
}

function pan(share) {
  const span = state.last - state.first;
  state.first += share * span;
  state.last = state.first + span;
  clamp();
  redraw();
}

function showAll() {
  const { depths } = curves[state.curve];
  state.first = depths[0];
  state.last = Math.max(depths[depths.length - 1], depths[0] + 1e-6);
  redraw();
}

function goTo(index) {
  if (state.worst.length === 0) return;
  state.current = (index + state.worst.length) % state.worst.length;
  const one = state.worst[state.current];
  const around = 1.5 * Math.max(one.to - one.from, 1e-6);
  state.first = one.from - around;
  state.last = one.to + around;
  clamp();
  list();
  redraw();
}

function list() {
  const curve = curves[state.curve];
  byId("worst").replaceChildren(...state.worst.map((one, i) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.append(short(one.from) + " to " + short(one.to) + " " + data.depthUnit);
    const size = document.createElement("span");
    size.textContent = (100 * one.mean).toFixed(2) + " %";
    button.append(size);
    button.setAttribute("aria-current", String(i === state.current));
    button.addEventListener("click", () => goTo(i));
    item.append(button);
    return item;
  }));
  if (state.worst.length === 0) byId("worst").textContent = curve.depths.length ? "None: they are the same." : "";
}

function pick(index, keep) {
  state.curve = (index + curves.length) % curves.length;
  const curve = curves[state.curve];
  Array.from(byId("curves").children).forEach((tab, i) => {
    tab.setAttribute("aria-selected", String(i === state.curve));
    tab.tabIndex = i === state.curve ? 0 : -1;
    if (i === state.curve) tab.scrollIntoView({ block: "nearest" });
  });
  byId("figures").replaceChildren(...curve.figures.map(([name, value]) => {
    const row = document.createElement("tr");
    row.append(Object.assign(document.createElement("th"), { textContent: name }), Object.assign(document.createElement("td"), { textContent: value }));
    return row;
  }));
  state.worst = worstIntervals(curve);
  state.current = -1;
  list();
  paintHistogram(curve);
  if (keep) clamp();
  else showAll();
  redraw();
}

function readout(depth) {
  const curve = curves[state.curve];
  state.cursor = depth;
  if (depth === null) {
    byId("readout").textContent = curve.depths.length + " depths; scroll to zoom, drag to move, N for the next worst interval";
  } else {
    const i = Math.min(curve.depths.length - 1, rowFrom(curve.depths, depth));
    const difference = curve.predicted[i] - curve.truth[i];
    byId("readout").textContent = short(curve.depths[i]) + " " + data.depthUnit + "   truth " + short(valueOf(curve, curve.truth[i])) + "   predicted " + short(valueOf(curve, curve.predicted[i])) +
      "   difference " + (Number.isNaN(difference) ? "-" : (100 * difference).toFixed(2) + " % of the width");
  }
  redraw();
}

function makeTabs() {
  curves.forEach((curve, i) => {
    const tab = document.createElement("button");
    tab.setAttribute("role", "tab");
    tab.textContent = curve.name;
    tab.title = curve.name;
    tab.addEventListener("click", () => pick(i, true));
    byId("curves").append(tab);
  });
}

function listen() {
  let held = null;
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 18 : 1;
    if (event.shiftKey) pan((0.001 * (event.deltaY || event.deltaX)) * unit);
    else zoom(Math.exp(-0.0022 * event.deltaY * unit), Math.min(1, Math.max(0, (event.offsetY - HEAD_PX) / (canvas.clientHeight - HEAD_PX))));
  }, { passive: false });
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    held = event.offsetY;
    canvas.classList.add("held");
  });
  canvas.addEventListener("pointermove", (event) => {
    if (held !== null) {
      pan((held - event.offsetY) / (canvas.clientHeight - HEAD_PX));
      held = event.offsetY;
    }
    readout(event.offsetY > HEAD_PX ? depthOf(event.offsetY, canvas.clientHeight) : null);
  });
  const drop = () => {
    held = null;
    canvas.classList.remove("held");
  };
  canvas.addEventListener("pointerup", drop);
  canvas.addEventListener("pointercancel", drop);
  canvas.addEventListener("pointerleave", () => readout(null));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ArrowUp: () => pan(-0.1), ArrowDown: () => pan(0.1), PageUp: () => pan(-0.9), PageDown: () => pan(0.9), Home: () => pan(-1e9), End: () => pan(1e9),
      "+": () => zoom(1.3, 0.5), "=": () => zoom(1.3, 0.5), "-": () => zoom(1 / 1.3, 0.5), 0: showAll,
      n: () => goTo(state.current + 1), p: () => goTo(state.current < 0 ? -1 : state.current - 1),
      ArrowLeft: () => pick(state.curve - 1, true), ArrowRight: () => pick(state.curve + 1, true),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    const onTab = document.activeElement && document.activeElement.getAttribute("role") === "tab";
    act();
    if (onTab) byId("curves").children[state.curve].focus();
  });
  new ResizeObserver(() => {
    paint();
    if (curves.length) paintHistogram(curves[state.curve]);
  }).observe(byId("stage"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    paint();
    if (curves.length) paintHistogram(curves[state.curve]);
  });
}

byId("title").textContent = data.title;
document.title = data.title;
makeTabs();
if (curves.length) {
  pick(0, false);
  readout(null);
  listen();
} else {
  byId("readout").textContent = "No curve is in both logs.";
}
