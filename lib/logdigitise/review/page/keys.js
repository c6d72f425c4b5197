// The whole review by keys alone.

class Keys {
  constructor(view, tools, panels, readout) {
    this.view = view;
    this.tools = tools;
    this.panels = panels;
    this.readout = readout;
    document.addEventListener("keydown", (event) => this.press(event));
  }

  get state() { return this.tools.state; }

  press(event) {
    const inField = event.target.matches && event.target.matches("input:not([type=checkbox]), textarea, select");
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      this.withControl(event, inField);
      return;
    }
    if (event.altKey || inField) {
      if (inField && event.key === "Escape") this.toView();
      return;
    }
    const onControl = event.target.matches && event.target.matches("button, input");
    if (onControl && [" ", "Enter"].includes(event.key)) return;
    if (this.act(event)) event.preventDefault();
  }

  withControl(event, inField) {
    const key = event.key.toLowerCase();
    if (key === "s") this.tools.save();
    else if (key === "z" && !inField) event.shiftKey ? this.tools.redo() : this.tools.undo();
    else if (key === "y" && !inField) this.tools.redo();
    else return;
    event.preventDefault();
  }

  act(event) {
    const { tools, view } = this;
    const far = event.shiftKey;
    switch (event.key) {
      case "ArrowUp": this.arrow(0, -1, far); break;
      case "ArrowDown": this.arrow(0, 1, far); break;
      case "ArrowLeft": this.arrow(-1, 0, far); break;
      case "ArrowRight": this.arrow(1, 0, far); break;
      case "PageUp": view.pan(0, 0.85 * view.height); break;
      case "PageDown": view.pan(0, -0.85 * view.height); break;
      case "Home": view.top = -view.model.height; view.clamp(); break;
      case "End": view.top = 2 * view.model.height; view.clamp(); break;
      case "+": case "=": view.zoom(1.25, 0.5 * view.width, 0.5 * view.height); break;
      case "-": case "_": view.zoom(0.8, 0.5 * view.width, 0.5 * view.height); break;
      case "0": view.fit(); break;
      case "Delete": case "Backspace": tools.remove(); break;
      case " ": this.point(); break;
      case "Enter": if (this.state.stroke) tools.finishStroke(); break;
      case "Escape": this.leave(); break;
      case "[": tools.nudge(-1); break;
      case "]": tools.nudge(1); break;
      case "{": tools.nudge(-10); break;
      case "}": tools.nudge(10); break;
      case "?": this.toPanel(5); break;
      default: return this.letter(event.key);
    }
    return true;
  }

  letter(key) {
    const { tools } = this;
    switch (key) {
      case "n": tools.nextFlag(1); break;
      case "p": case "N": case "P": tools.nextFlag(-1); break;
      case "a": case "A": tools.accept(); break;
      case "l": tools.lane(1); break;
      case "L": tools.lane(-1); break;
      case "c": tools.pickCurve(this.state.active + 1); break;
      case "C": tools.pickCurve(this.state.active - 1); break;
      case "e": case "E": this.edit(); break;
      case "v": case "V": tools.toggleCurve(this.state.active); break;
      case "b": case "B": this.state.bands = !this.state.bands; tools.changed(false); break;
      case "f": case "F": cyclePaper(tools); break;
      case "i": case "I": this.state.invert = !this.state.invert; tools.changed(false); break;
      case "h": case "H": this.startMode("pan"); break;
      case "s": case "S": this.startMode("select"); break;
      case "d": case "D": this.startMode("draw"); break;
      case "t": case "T": this.startMode("tie"); break;
      case "z": case "Z": tools.undo(); break;
      case "y": case "Y": tools.redo(); break;
      default:
        if (!/^[1-6]$/.test(key)) return false;
        this.toPanel(Number(key) - 1);
    }
    return true;
  }

  /// Tab then leads into the panel, and Escape back to the log.
  toPanel(index) {
    this.panels.open(index);
    this.panels.tabs[index].focus();
  }

  toView() {
    byId("view").focus({ preventScroll: true });
  }

  /// Name and scale of the current curve.
  edit() {
    this.panels.open(1);
    byId("curve-name").focus();
    byId("curve-name").select();
  }

  startMode(mode) {
    this.toView();
    this.tools.setMode(mode);
    if (mode === "select" || mode === "draw") this.needCross();
  }

  /// The cross stands on the current curve in the middle of the view until it is moved.
  needCross() {
    const { view, state } = this;
    const { cross } = state;
    const seen = cross && view.x(cross.x) > RULER_PX && view.x(cross.x) < view.width && view.y(cross.y) > 0 && view.y(cross.y) < view.height;
    if (!seen) {
      const middle = { x: view.worldX(0.5 * view.width), y: view.worldY(0.5 * view.height) };
      const row = view.model.nearestRow(view.model.depthAtWorld(middle.x, middle.y));
      const on = view.model.worldOf(this.tools.active, row);
      state.cross = on && !Number.isNaN(on.x) ? on : middle;
    }
    state.keysMove = true;
    this.readout.show(state.cross);
    view.redraw();
  }

  arrow(dx, dy, far) {
    const { view, state, tools } = this;
    if (state.mode === "pan") {
      view.pan(-dx * (far ? 240 : 60), -dy * (far ? 240 : 60));
      return;
    }
    if (state.mode === "tie") {
      const tie = tools.model.ties[state.tie];
      if (tie && dy !== 0) tools.changeTie(state.tie, Math.round((tie.y + dy * (far ? 5 : 0.5)) * 10) / 10, tie.depth);
      if (dx !== 0) this.nextTie(dx);
      return;
    }
    this.needCross();
    const by = (far ? 12 : 1) / Math.min(1, view.scale);
    state.cross = { x: state.cross.x + dx * by, y: state.cross.y + dy * by };
    const y = view.y(state.cross.y);
    const x = view.x(state.cross.x);
    if (y < 30 || y > view.height - 30) view.pan(0, -dy * 0.4 * view.height);
    if (x < RULER_PX + 20 || x > view.width - 20) view.pan(-dx * 0.4 * view.width, 0);
    this.readout.show(state.cross);
    this.selectTo();
    view.redraw();
  }

  nextTie(by) {
    const { state, tools } = this;
    const count = tools.model.ties.length;
    state.tie = (state.tie + by + count) % count;
    const { depth } = tools.model.ties[state.tie];
    this.view.show(depth, depth, 0);
    tools.changed(false);
  }

  /// Space: in select mode the first end, then the other; in draw mode a point.
  point() {
    const { state, tools } = this;
    if (state.mode === "select") {
      this.needCross();
      const depth = tools.model.depthAtWorld(state.cross.x, state.cross.y);
      if (state.anchor === null) {
        state.anchor = depth;
        tools.select(state.active, depth, depth);
      } else {
        tools.select(state.active, state.anchor, depth);
        state.anchor = null;
      }
    } else if (state.mode === "draw") {
      this.needCross();
      if (!state.stroke) state.stroke = { points: [], byKeys: true };
      state.stroke.points.push({ ...state.cross });
      this.view.redraw();
    }
  }

  selectTo() {
    const { state, tools } = this;
    if (state.mode !== "select" || state.anchor === null) return;
    tools.select(state.active, state.anchor, tools.model.depthAtWorld(state.cross.x, state.cross.y));
  }

  leave() {
    const { state, tools } = this;
    if (document.activeElement !== byId("view")) {
      this.toView();
      return;
    }
    if (state.stroke) state.stroke = null;
    else if (state.anchor !== null) state.anchor = null;
    else if (state.selection) state.selection = null;
    else tools.setMode("pan");
    tools.changed(false);
  }
}
