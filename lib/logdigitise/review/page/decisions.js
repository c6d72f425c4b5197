// The reviewer's decisions: what review/apply_decisions.hpp does, done here to what is shown.

const NEAR = 1e-7;

function without(list, cut) {
  const left = [];
  for (const one of list) {
    if (one.to < cut.from - NEAR || one.from > cut.to + NEAR) {
      left.push(one);
      continue;
    }
    if (one.from < cut.from - NEAR) left.push({ ...one, to: cut.from });
    if (one.to > cut.to + NEAR) left.push({ ...one, from: cut.to });
  }
  return left;
}

function mark(curve, decision, what) {
  const stretch = { from: decision.from, to: decision.to, what };
  curve.flagged = without(curve.flagged, stretch);
  curve.reviewed = without(curve.reviewed, stretch);
  curve.reviewed.push(stretch);
  curve.reviewed.sort((a, b) => a.from - b.from);
}

/// New values for the depths from..to.
function setValues(model, curve, decision, valueAt) {
  for (let i = model.rowFrom(decision.from); i < model.depths.length && model.depths[i] <= decision.to + NEAR; i += 1) {
    curve.values[i] = valueAt(i);
    if (curve.confidence) curve.confidence[i] = Number.isNaN(curve.values[i]) ? 0 : 1;
  }
  model.renewCurve(curve);
}

function draw(model, curve, decision) {
  const points = decision.points;
  const fractions = points.map((point) => curve.fraction(point[1]));
  if (fractions.some((u) => !Number.isFinite(u))) throw new Error("a value is not on the curve's scale");
  setValues(model, curve, decision, (i) => {
    const depth = model.depths[i];
    const b = upperBound(points, (point) => point[0], depth, 1, points.length - 1);
    const t = (depth - points[b - 1][0]) / (points[b][0] - points[b - 1][0]);
    return curve.value(fractions[b - 1] + Math.min(1, Math.max(0, t)) * (fractions[b] - fractions[b - 1]));
  });
}

function move(model, curve, decision) {
  setValues(model, curve, decision, (i) =>
    Number.isNaN(curve.values[i]) ? NaN : curve.value(curve.fraction(curve.values[i]) + decision.by));
}

function changeScale(model, curve, decision) {
  if (curve.log && !(decision.left > 0 && decision.right > 0)) throw new Error("a logarithmic scale needs values above 0");
  if (decision.left === decision.right) throw new Error("left and right must differ");
  const fractions = Array.from(curve.values, (value) => curve.fraction(value));
  curve.left = decision.left;
  curve.right = decision.right;
  fractions.forEach((u, i) => { curve.values[i] = curve.value(u); });
  model.renewCurve(curve);
}

function rename(model, curve, decision) {
  const name = decision.name.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 24);  // As LAS can carry it.
  if (!decision.name) throw new Error("a curve needs a name");
  const taken = model.curves.some((one) => one !== curve && one.name.toUpperCase() === name.toUpperCase());
  if (taken) throw new Error("another curve is called " + name);
  curve.name = name;
}

function valueAt(depths, values, model, depth) {
  const count = depths.length;
  if (depth < depths[0] - NEAR || depth > depths[count - 1] + NEAR) return NaN;
  const b = model.rowFrom(depth);
  if (b === count) return values[count - 1];
  if (depths[b] - depth <= NEAR || b === 0) return values[b];
  const t = (depth - depths[b - 1]) / (depths[b] - depths[b - 1]);
  return values[b - 1] + t * (values[b] - values[b - 1]);
}

function moveTie(model, decision) {
  const tie = model.ties[decision.tie];
  if (!tie) throw new Error("there is no such tie");
  const page = model.pages.find((one) => one.page === (tie.page || 1));
  const index = model.pages.indexOf(page);
  const before = page.map;
  const old = { ...tie };
  // A printed depth may have ties left and right: it is one depth.
  const alike = model.ties.filter((one) => (one.page || 1) === (tie.page || 1) && one.depth === old.depth);
  tie.y = decision.y;
  for (const one of alike) one.depth = decision.depth;
  try {
    model.renewMap(page);
  } catch (error) {
    for (const one of alike) one.depth = old.depth;
    Object.assign(tie, old);
    throw error;
  }
  const newDepth = (depth) => {
    const moved = page.map.depthFromY(before.yFromDepth(depth));
    return model.pageOfDepth(moved) === index ? moved : depth;
  };
  const shift = (values) => {
    const whole = values.slice();
    for (let i = 0; i < values.length; i += 1) {
      if (model.pageOfDepth(model.depths[i]) !== index) continue;
      values[i] = valueAt(model.depths, whole, model, before.depthFromY(page.map.yFromDepth(model.depths[i])));
    }
  };
  for (const curve of model.curves) {
    shift(curve.values);
    if (curve.confidence) shift(curve.confidence);
    for (const one of curve.flagged.concat(curve.reviewed)) {
      const ends = [newDepth(one.from), newDepth(one.to)];
      one.from = Math.min(...ends);
      one.to = Math.max(...ends);
    }
  }
  model.renewPlaces();
  for (const curve of model.curves) model.renewCurve(curve);
}

function applyDecision(model, decision) {
  if (decision.do === "tie") {
    moveTie(model, decision);
    return;
  }
  const curve = model.curves.find((one) => one.id === decision.curve);
  if (!curve) throw new Error("there is no curve " + decision.curve);
  const points = decision.points;
  const stretch = points ? { from: points[0][0], to: points[points.length - 1][0] } : decision;
  switch (decision.do) {
    case "draw":
      draw(model, curve, { ...decision, ...stretch });
      mark(curve, stretch, "drawn");
      break;
    case "delete":
      setValues(model, curve, decision, () => NaN);
      mark(curve, decision, "deleted");
      break;
    case "accept":
      mark(curve, decision, "accepted");
      break;
    case "lane":
    case "move":
      move(model, curve, decision);
      mark(curve, decision, decision.do === "lane" ? "lane" : "moved");
      break;
    case "scale":
      changeScale(model, curve, decision);
      break;
    case "rename":
      rename(model, curve, decision);
      break;
    default:
      throw new Error("unknown decision " + decision.do);
  }
}

/// All decisions with undo and redo; `model` is always the base with `list` applied.
class Review {
  constructor(base) {
    this.base = base;
    this.model = new LogModel(base);
    this.list = [];
    this.undone = [];
    this.saved = 0;
  }

  /// The error's text if it cannot be done; then nothing has changed.
  commit(decision) {
    try {
      applyDecision(this.model, decision);
    } catch (error) {
      return error.message;
    }
    this.list.push(decision);
    this.undone = [];
    return "";
  }

  undo() {
    if (this.list.length === 0) return null;
    const decision = this.list.pop();
    this.undone.push(decision);
    const moved = [decision, ...this.list].some((one) => one.do === "tie");
    if (moved) this.rebuild();
    else this.rebuildCurve(decision.curve);
    return decision;
  }

  /// Enough where no tie was moved: decisions about a curve change that curve alone.
  rebuildCurve(id) {
    this.model.resetCurve(id);
    for (const decision of this.list) if (decision.curve === id) applyDecision(this.model, decision);
  }

  redo() {
    if (this.undone.length === 0) return null;
    const decision = this.undone.pop();
    applyDecision(this.model, decision);
    this.list.push(decision);
    return decision;
  }

  rebuild() {
    this.model = new LogModel(this.base);
    for (const decision of this.list) applyDecision(this.model, decision);
  }

  text() {
    return JSON.stringify({
      format: "logdigitise decisions 1",
      log: { file: this.base.file, sha256: this.base.sha256 },
      decisions: this.list,
    }, null, 1) + "\n";
  }

  /// Goes on from a saved file; the error's text if it is not about this log.
  load(text) {
    let file = null;
    try {
      file = JSON.parse(text);
    } catch (error) {
      return "This is no decisions file.";
    }
    if (!file || file.format !== "logdigitise decisions 1" || !Array.isArray(file.decisions)) return "This is no decisions file.";
    if (!file.log || file.log.sha256 !== this.base.sha256) return "These decisions are about another log.";
    const before = this.list;
    this.list = file.decisions;
    try {
      this.rebuild();
    } catch (error) {
      this.list = before;
      this.rebuild();
      return "These decisions do not fit: " + error.message;
    }
    this.undone = [];
    return "";
  }
}

function describe(decision) {
  const span = (from, to) => formatDepth(from) + " to " + formatDepth(to);
  switch (decision.do) {
    case "draw": return decision.curve + ": drawn " + span(decision.points[0][0], decision.points[decision.points.length - 1][0]);
    case "delete": return decision.curve + ": deleted " + span(decision.from, decision.to);
    case "accept": return decision.curve + ": accepted " + span(decision.from, decision.to);
    case "lane": return decision.curve + ": " + span(decision.from, decision.to) + (decision.by > 0 ? " a lane right" : " a lane left");
    case "move": return decision.curve + ": moved " + span(decision.from, decision.to) + " by " + (100 * decision.by).toFixed(2) + " % of the track";
    case "scale": return decision.curve + ": scale " + decision.left + " to " + decision.right;
    case "rename": return decision.curve + ": called " + decision.name;
    case "tie": return "tie " + (decision.tie + 1) + ": depth " + decision.depth + " at height " + decision.y.toFixed(1);
    default: return decision.do;
  }
}

function formatDepth(depth) {
  return String(Math.round(depth * 1000) / 1000);
}
