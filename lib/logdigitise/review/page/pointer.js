// Mouse, pen and touch on the view.

const NEAR_TIE_PX = 14;

class Pointer {
  constructor(canvas, view, tools, readout) {
    this.canvas = canvas;
    this.view = view;
    this.tools = tools;
    this.readout = readout;
    this.held = new Map();
    this.drag = null;
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.up(event));
    canvas.addEventListener("pointercancel", (event) => this.up(event));
    canvas.addEventListener("pointerleave", () => { if (!this.drag) this.readout.clear(); });
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  get state() { return this.tools.state; }
  world(event) { return { x: this.view.worldX(event.offsetX), y: this.view.worldY(event.offsetY) }; }

  wheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 18 : 1;
    if (event.ctrlKey || event.metaKey || event.altKey) this.view.zoom(Math.exp(-0.0022 * event.deltaY * unit), event.offsetX, event.offsetY);
    else if (event.shiftKey) this.view.pan(-(event.deltaY || event.deltaX) * unit, 0);
    else this.view.pan(-event.deltaX * unit, -event.deltaY * unit);
  }

  down(event) {
    if (event.button > 1) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.held.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (this.held.size === 2) {
      this.state.stroke = null;
      this.drag = { kind: "pinch", ...this.pinch() };
      return;
    }
    this.state.keysMove = false;
    const mode = event.button === 1 ? "pan" : this.state.mode;
    const at = this.world(event);
    this.drag = { kind: mode, x: event.offsetX, y: event.offsetY, from: at, moved: false };
    if (mode === "select") this.startSelect(at);
    if (mode === "draw") this.startDraw(at, event);
    if (mode === "tie") this.startTie(event);
    this.canvas.classList.add("held");
  }

  pinch() {
    const [a, b] = Array.from(this.held.values());
    return { distance: Math.hypot(a.x - b.x, a.y - b.y), x: 0.5 * (a.x + b.x), y: 0.5 * (a.y + b.y) };
  }

  /// A drag inside the selected stretch moves it; elsewhere it marks a new one.
  startSelect(at) {
    const { selection } = this.state;
    const depth = this.tools.model.depthAtWorld(at.x, at.y);
    const track = this.tools.model.trackAtWorld(at.x, at.y);
    if (selection && depth >= selection.from && depth <= selection.to && track === this.tools.model.curves[selection.curve].track) {
      this.drag.kind = "slide";
      return;
    }
    this.drag.curve = this.nearestCurve(at, track);
  }

  /// The shown curve of a track that is nearest to a point; the current one where there is none.
  nearestCurve(at, track) {
    const { model } = this.tools;
    const row = model.nearestRow(model.depthAtWorld(at.x, at.y));
    let best = this.state.active;
    let least = Infinity;
    if (track >= 0 && model.curves[best].track !== track) {
      const other = model.curves.find((one) => one.track === track && this.state.shown[one.index]);
      if (other) best = other.index;
    }
    for (const curve of model.curves) {
      if (curve.track !== track || !this.state.shown[curve.index]) continue;
      const point = model.worldOf(curve, row);
      const distance = point && !Number.isNaN(point.x) ? Math.abs(point.x - at.x) : Infinity;
      if (distance < least) {
        least = distance;
        best = curve.index;
      }
    }
    // The current curve is kept unless another is clearly meant.
    const current = model.worldOf(model.curves[this.state.active], row);
    const own = current && model.curves[this.state.active].track === track ? Math.abs(current.x - at.x) : Infinity;
    return own <= least + 6 / this.view.scale ? this.state.active : best;
  }

  startDraw(at, event) {
    if (this.state.stroke && this.state.stroke.byKeys) this.state.stroke = null;
    this.state.stroke = { points: [at], byKeys: false, pointer: event.pointerId };
    this.tools.changed(false);
  }

  startTie(event) {
    const { model } = this.tools;
    let best = -1;
    let least = NEAR_TIE_PX;
    model.ties.forEach((tie, i) => {
      const page = model.pages.find((one) => one.page === (tie.page || 1));
      const distance = Math.hypot(this.view.x(tie.x) - event.offsetX, this.view.y(tie.y + page.offset) - event.offsetY);
      if (distance < least) {
        least = distance;
        best = i;
      }
    });
    if (best < 0) {
      this.drag.kind = "pan";
      return;
    }
    this.state.tie = best;
    this.drag.tie = best;
    this.tools.changed(false);
  }

  move(event) {
    const at = this.world(event);
    if (this.held.has(event.pointerId)) this.held.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (!this.drag) {
      this.state.cross = this.state.mode === "pan" ? null : at;
      this.state.keysMove = false;
      this.readout.show(at);
      if (this.state.mode !== "pan") this.view.redraw();
      return;
    }
    const { drag } = this;
    if (Math.hypot(event.offsetX - drag.x, event.offsetY - drag.y) > 3) drag.moved = true;
    switch (drag.kind) {
      case "pan":
        this.view.pan(event.movementX, event.movementY);
        break;
      case "pinch": {
        const now = this.pinch();
        this.view.zoom(now.distance / Math.max(1, drag.distance), now.x, now.y);
        this.view.pan(now.x - drag.x, now.y - drag.y);
        this.drag = { kind: "pinch", ...now };
        break;
      }
      case "select":
        if (drag.moved) this.tools.select(drag.curve, this.clampDepth(drag.from), this.clampDepth(at));
        break;
      case "draw": {
        const merged = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
        for (const one of merged.length > 0 ? merged : [event]) this.state.stroke.points.push(this.world(one));
        this.view.redraw();
        break;
      }
      default:
        break;
    }
    this.readout.show(at);
  }

  clampDepth(at) {
    const { depths } = this.tools.model;
    return Math.min(depths[depths.length - 1], Math.max(depths[0], this.tools.model.depthAtWorld(at.x, at.y)));
  }

  up(event) {
    this.held.delete(event.pointerId);
    const { drag } = this;
    if (!drag || (drag.kind === "pinch" && this.held.size > 0)) return;
    this.drag = null;
    this.canvas.classList.remove("held");
    const at = this.world(event);
    if (event.type === "pointercancel") {
      this.state.stroke = null;
    } else if (drag.kind === "draw") {
      this.tools.finishStroke();
    } else if (drag.kind === "slide" && drag.moved) {
      this.slide(drag.from, at);
    } else if (drag.kind === "tie" && drag.moved) {
      const tie = this.tools.model.ties[drag.tie];
      this.tools.changeTie(drag.tie, Math.round((tie.y + at.y - drag.from.y) * 10) / 10, tie.depth);
    } else if (drag.kind === "select" && !drag.moved) {
      this.tools.pickCurve(drag.curve);
    } else if (drag.kind === "pan" && !drag.moved) {
      this.click(at);
    }
    this.view.redraw();
  }

  /// A click in the view picks the flag or the curve under it.
  click(at) {
    const { model } = this.tools;
    const track = model.trackAtWorld(at.x, at.y);
    if (track < 0) return;
    const curve = this.nearestCurve(at, track);
    const depth = model.depthAtWorld(at.x, at.y);
    const flag = model.curves[curve].flagged.find((one) => depth >= one.from - this.tools.step() && depth <= one.to + this.tools.step());
    this.tools.pickCurve(curve);
    if (flag) this.tools.select(curve, flag.from, flag.to);
  }

  slide(from, to) {
    const { model } = this.tools;
    const curve = model.curves[this.state.selection.curve];
    const a = model.fractionAtWorld(curve.track, from.x, from.y);
    const b = model.fractionAtWorld(curve.track, to.x, to.y);
    if (a !== null && b !== null) this.tools.moveSelection(Number((b - a).toPrecision(6)));
  }
}
