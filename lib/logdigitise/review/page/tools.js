// What a reviewer can do, whether by mouse, touch or keys.

const REASON_WEIGHTS = { jump: 3, damaged: 3, gap: 2.5, "off scale": 2, overlap: 1.5, unsure: 2.5, crossing: 1.2, faint: 1.2, bridged: 1 };
const SIGNIFICANT = 7;

function roundDepth(depth) {
  return Math.round(depth * 1e5) / 1e5;
}

class Tools {
  constructor(review, state) {
    this.review = review;
    this.state = state;
    this.listeners = [];
    this.messageTimer = 0;
  }

  get model() { return this.review.model; }
  get active() { return this.model.curves[this.state.active]; }

  onChange(listener) { this.listeners.push(listener); }

  /// `data`: the log changed, not only what is picked.
  changed(data) {
    for (const listener of this.listeners) listener(Boolean(data));
  }

  say(text) {
    const box = byId("message");
    box.textContent = text;
    box.hidden = text === "";
    clearTimeout(this.messageTimer);
    if (text) this.messageTimer = setTimeout(() => { box.hidden = true; }, 5000);
  }

  commit(decision) {
    const error = this.review.commit(decision);
    this.say(error ? "Not done: " + error : "");
    if (!error) this.changed(true);
    return !error;
  }

  undo() {
    const decision = this.review.undo();
    this.say(decision ? "Undone: " + describe(decision) : "Nothing to undo.");
    this.changed(true);
  }

  redo() {
    const decision = this.review.redo();
    this.say(decision ? "Done again: " + describe(decision) : "Nothing to redo.");
    this.changed(true);
  }

  setMode(mode) {
    this.state.mode = mode;
    this.state.stroke = null;
    for (const name of ["pan", "select", "draw", "tie"]) byId("mode-" + name).setAttribute("aria-pressed", String(name === mode));
    byId("view").className = mode;
    if (mode === "tie" && this.state.tie < 0 && this.model.ties.length > 0) this.state.tie = 0;
    this.changed(false);
  }

  pickCurve(index) {
    const count = this.model.curves.length;
    this.state.active = ((index % count) + count) % count;
    this.state.shown[this.state.active] = true;
    this.state.selection = null;
    this.state.stroke = null;
    this.changed(false);
  }

  toggleCurve(index) {
    this.state.shown[index] = !this.state.shown[index];
    this.changed(false);
  }

  select(curve, from, to) {
    this.state.active = curve;
    this.state.selection = from === null ? null : { curve, from: roundDepth(Math.min(from, to)), to: roundDepth(Math.max(from, to)) };
    this.changed(false);
  }

  /// All open flags, worst first: long ones and bad ones.
  flags() {
    const list = [];
    for (const curve of this.model.curves) {
      for (const one of curve.flagged) {
        const length = one.to - one.from + this.step();
        list.push({ curve: curve.index, from: one.from, to: one.to, what: one.what, badness: length * (REASON_WEIGHTS[one.what] || 1) });
      }
    }
    return list.sort((a, b) => b.badness - a.badness || a.from - b.from || a.curve - b.curve);
  }

  step() {
    const { depths } = this.model;
    return depths.length > 1 ? Math.abs(depths[1] - depths[0]) : 1;
  }

  goToFlag(flag) {
    this.state.active = flag.curve;
    this.state.shown[flag.curve] = true;
    this.select(flag.curve, flag.from, flag.to);
    this.view.show(flag.from, flag.to, this.model.curves[flag.curve].track);
  }

  /// The flag `by` places from the selected one in the list; the first if none is.
  nextFlag(by) {
    const flags = this.flags();
    if (flags.length === 0) {
      this.say("Nothing is flagged any more.");
      return;
    }
    const { selection } = this.state;
    const at = selection ? flags.findIndex((one) => this.isSelected(one)) : -1;
    if (at < 0) this.state.flagAt = Math.min(Math.max(this.state.flagAt, 0), flags.length - 1);
    else this.state.flagAt = (at + by + flags.length) % flags.length;
    this.goToFlag(flags[this.state.flagAt]);
  }

  isSelected(flag) {
    const { selection } = this.state;
    return Boolean(selection) && selection.curve === flag.curve && Math.abs(selection.from - flag.from) < 1e-4 && Math.abs(selection.to - flag.to) < 1e-4;
  }

  /// A decision about the selected stretch.
  onSelection(kind, extra) {
    const { selection } = this.state;
    if (!selection) {
      this.say("Select a stretch first: S and drag, or N for the next flag.");
      return false;
    }
    const decision = { do: kind, curve: this.model.curves[selection.curve].id, from: selection.from, to: selection.to, ...extra };
    return this.commit(decision);
  }

  accept() {
    if (this.onSelection("accept")) this.state.selection = null;
    this.changed(false);
  }

  remove() { this.onSelection("delete"); }
  lane(by) { this.onSelection("lane", { by }); }

  /// Moves the selected stretch sideways by scan pixels.
  nudge(pixels) {
    const { selection } = this.state;
    if (!selection) {
      this.onSelection("move");
      return;
    }
    const curve = this.model.curves[selection.curve];
    const y = this.model.worldOfDepth(0.5 * (selection.from + selection.to));
    const page = this.model.pageAtWorld(y);
    const edges = edgesAt(this.model.layout.tracks[curve.track], page.page, y - page.offset);
    if (edges) this.moveSelection(pixels / (edges.right - edges.left));
  }

  /// Moves in a row become one decision.
  moveSelection(by) {
    const { selection } = this.state;
    const { list } = this.review;
    const last = list[list.length - 1];
    const curve = this.model.curves[selection.curve];
    const same = last && last.do === "move" && last.curve === curve.id && last.from === selection.from && last.to === selection.to;
    if (!same) {
      this.onSelection("move", { by });
      return;
    }
    if (!this.commit({ ...last, by })) return;
    list.pop();
    last.by += by;
    this.changed(true);
  }

  /// A stroke (world points) becomes the curve between its ends.
  finishStroke() {
    const { stroke } = this.state;
    this.state.stroke = null;
    const points = stroke ? this.strokePoints(stroke.points) : [];
    if (points.length < 2) {
      this.say(stroke ? "A stroke needs two depths." : "");
      this.changed(false);
      return;
    }
    const from = points[0][0];
    const to = points[points.length - 1][0];
    if (this.commit({ do: "draw", curve: this.active.id, points })) this.select(this.state.active, from, to);
  }

  /// Depth and value of each point, depths increasing; of several at one depth the last counts.
  strokePoints(world) {
    const { model, active } = this;
    const list = world.map((point) => ({
      depth: roundDepth(model.depthAtWorld(point.x, point.y)),
      u: model.fractionAtWorld(active.track, point.x, point.y),
    })).filter((point) => point.u !== null);
    if (list.length === 0) return [];
    const lane = this.laneNear(list[0].depth);
    const down = list[list.length - 1].depth >= list[0].depth ? 1 : -1;
    const kept = [];
    for (const point of list) {
      while (kept.length > 0 && (point.depth - kept[kept.length - 1].depth) * down < 1e-4) kept.pop();
      kept.push(point);
    }
    if (down < 0) kept.reverse();
    return kept.map((point) => [point.depth, Number(active.value(point.u + lane).toPrecision(SIGNIFICANT))]);
  }

  /// The lane the curve is in near a depth, so that what is drawn joins it.
  laneNear(depth) {
    const { model, active } = this;
    if (!active.wrap) return 0;
    const at = model.nearestRow(depth);
    for (let reach = 0; reach < 200; reach += 1) {
      for (const i of [at - reach, at + reach]) {
        if (i >= 0 && i < active.values.length && !Number.isNaN(active.values[i])) return active.lanes[i];
      }
    }
    return 0;
  }

  changeTie(index, y, depth) {
    const tie = this.model.ties[index];
    if (!Number.isFinite(y) || !Number.isFinite(depth)) {
      this.say("A tie needs two numbers.");
      return;
    }
    if (tie.y === y && tie.depth === depth) return;
    this.commit({ do: "tie", tie: index, y, depth });
  }

  save() {
    const blob = new Blob([this.review.text()], { type: "application/json" });
    const link = element("a", { download: this.review.base.file.replace(/\.[^.]*$/, "") + ".decisions.json" });
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    this.review.saved = this.review.list.length;
    this.say("Saved. Apply it with: logdigitise review --decisions FILE " + this.review.base.file);
    this.changed(false);
  }
}
