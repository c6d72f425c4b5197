// The panels beside the log: flags, curves, header, decisions, keys.

const MOST_FLAGS = 300;
const KEYS = [
  ["N / P", "next, previous flag (worst first)"], ["A", "accept the selected stretch"], ["Delete", "make it null"],
  ["[ / ]", "move it left, right by a pixel (Shift: ten)"], ["L / Shift L", "a lane to the right, left"],
  ["H S D T", "mode: move, select, draw, ties"],
  ["Arrows", "move the view; in the other modes the cross (Shift: far)"],
  ["Space", "select, draw: set a point at the cross"], ["Enter", "finish what is drawn"], ["Esc", "leave it; clear the selection"],
  ["C / Shift C", "next, previous curve"], ["E", "name and scale of the curve"], ["V", "show or hide the curve"], ["B", "confidence bands on, off"],
  ["+ / - / 0", "larger, smaller, fit the width"], ["Page Up / Down", "a screen up, down"], ["Home / End", "top, bottom"],
  ["F / I", "scan strong, pale, gone; black on white or white on black"], ["Z / Y", "undo, redo"], ["Ctrl S", "save the decisions"], ["1 to 6", "these panels; Tab goes into them, Esc back to the log"], ["?", "this list"],
];

class Panels {
  constructor(tools) {
    this.tools = tools;
    this.depth = new DepthPanel(tools);
    this.makeTabs();
    this.keys();
    this.header();
  }

  makeTabs() {
    this.tabs = Array.from(document.querySelectorAll("[role=tab]"));
    this.tabs.forEach((tab, i) => {
      tab.addEventListener("click", () => this.open(i));
      tab.addEventListener("keydown", (event) => {
        const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (by === 0) return;
        event.preventDefault();
        event.stopPropagation();
        const next = (i + by + this.tabs.length) % this.tabs.length;
        this.open(next);
        this.tabs[next].focus();
      });
    });
  }

  open(index) {
    this.tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === index));
      tab.tabIndex = i === index ? 0 : -1;
      byId(tab.getAttribute("aria-controls")).hidden = i !== index;
    });
    this.refresh(true);
  }

  refresh(data) {
    const open = this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true").id;
    if (open === "tab-flags") this.flags();
    if (open === "tab-curves") this.curves();
    if (open === "tab-depth") this.depth.refresh(data);
    if (open === "tab-decisions") this.decisions();
    this.selection();
    const { review } = this.tools;
    byId("undo").disabled = review.list.length === 0;
    byId("redo").disabled = review.undone.length === 0;
    byId("save").disabled = review.list.length === 0;
    const count = this.tools.model.curves.reduce((sum, curve) => sum + curve.flagged.length, 0);
    byId("tab-flags").textContent = "Flags " + count;
    byId("tab-decisions").textContent = review.list.length ? "Decisions " + review.list.length : "Decisions";
  }

  selection() {
    const { selection } = this.tools.state;
    byId("selection").hidden = !selection;
    if (!selection) return;
    const curve = this.tools.model.curves[selection.curve];
    byId("selection-text").textContent = curve.name.slice(0, 40) + "  " + formatDepth(selection.from) + " to " + formatDepth(selection.to) + " " + this.tools.model.unit;
  }

  flags() {
    const flags = this.tools.flags();
    const { model } = this.tools;
    const list = element("ol", { class: "flags" });
    let current = null;
    for (const flag of flags.slice(0, MOST_FLAGS)) {
      const curve = model.curves[flag.curve];
      const button = element("button", { class: "flag", click: () => this.tools.goToFlag(flag) },
        element("span", { class: "swatch", colour: REASON_COLOURS[flag.what] || curve.colour }),
        element("span", { class: "what" }, element("b", {}, curve.name.slice(0, 60)), " " + flag.what),
        element("span", { class: "where" }, formatDepth(flag.from) + " to " + formatDepth(flag.to)));
      if (this.tools.isSelected(flag)) {
        button.setAttribute("aria-current", "true");
        current = button;
      }
      list.append(element("li", {}, button));
    }
    const text = flags.length === 0 ? "Nothing is flagged any more. Look at the whole log, then save."
      : flags.length > MOST_FLAGS ? "The worst " + MOST_FLAGS + " of " + flags.length + ", worst first." : "Worst first. N goes to the next.";
    fill(byId("panel-flags"), element("p", {}, text), list);
    if (current) current.scrollIntoView({ block: "nearest" });
  }

  curves() {
    const { tools } = this;
    const { model } = tools;
    const panel = byId("panel-curves");
    if (panel.contains(document.activeElement) && document.activeElement.matches("input[type=text], input[type=number]")) return;
    const parts = [];
    model.layout.tracks.forEach((track, t) => {
      parts.push(element("h2", {}, "Track " + (track.name || t + 1) + (track.scale === "log" ? ", logarithmic" : "")));
      for (const curve of model.curves.filter((one) => one.track === t)) parts.push(this.curveRow(curve));
    });
    const bands = element("input", { type: "checkbox", id: "bands", checked: tools.state.bands, change: (event) => {
      tools.state.bands = event.target.checked;
      tools.changed(false);
    } });
    parts.push(element("h2", {}, "Confidence"), element("div", { class: "row" }, bands, element("label", { for: "bands" }, "Bands: the less sure, the wider")));
    fill(panel, ...parts);
  }

  curveRow(curve) {
    const { tools } = this;
    const box = element("input", { type: "checkbox", checked: tools.state.shown[curve.index], "aria-label": "Show " + curve.name, change: () => tools.toggleCurve(curve.index) });
    const active = curve.index === tools.state.active;
    const present = curve.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
    const sure = tools.review.base.quality[curve.index].confidence;
    const row = element("div", { class: active ? "curve active" : "curve" },
      element("div", { class: "curve-line" }, box, element("span", { class: "swatch", colour: curve.colour }),
        element("button", { class: "pick", title: curve.name, "aria-pressed": String(active), click: () => tools.pickCurve(curve.index) }, curve.name),
        element("span", { class: "scale" }, curve.left + " to " + curve.right + " " + curve.unit.slice(0, 12))),
      element("div", { class: "figures" }, "covers " + ((100 * present) / curve.values.length).toFixed(1) + " %, read with confidence " + sure.toFixed(2)));
    row.querySelector(".pick").removeAttribute("aria-pressed");
    row.querySelector(".pick").setAttribute("aria-current", String(active));
    if (active) row.append(this.curveForm(curve));
    return row;
  }

  curveForm(curve) {
    const { tools } = this;
    const name = element("input", { type: "text", id: "curve-name", maxlength: "60", value: curve.name });
    const left = element("input", { type: "number", step: "any", id: "curve-left", value: String(curve.left), "aria-label": "Value at the left edge" });
    const right = element("input", { type: "number", step: "any", id: "curve-right", value: String(curve.right), "aria-label": "Value at the right edge" });
    return element("form", { submit: (event) => {
      event.preventDefault();
      document.activeElement.blur();
      if (name.value.trim() !== curve.name) tools.commit({ do: "rename", curve: curve.id, name: name.value.trim() });
      const scale = { left: Number(left.value), right: Number(right.value) };
      if (left.value === "" || right.value === "") tools.say("A scale needs two numbers.");
      else if (scale.left !== curve.left || scale.right !== curve.right) tools.commit({ do: "scale", curve: curve.id, ...scale });
      tools.changed(false);
    } },
    element("label", { for: "curve-name" }, "Name"), name,
    element("label", { for: "curve-left" }, "Scale"), element("span", { class: "both" }, left, right),
    element("span", {}), element("span", {}, element("button", { type: "submit" }, "Change")));
  }

  header() {
    const { base } = this.tools.review;
    const rows = (entries) => element("table", {}, ...entries.map(([name, value]) => element("tr", {}, element("th", {}, name), element("td", {}, value))));
    const record = base.record;
    const well = Object.entries(base.well).filter((entry) => entry[1] !== "");
    const parts = [element("h2", {}, "Well"), well.length ? rows(well) : element("p", {}, "The header names nothing.")];
    parts.push(element("h2", {}, "Status"), element("p", {}, record.status));
    for (const reason of record.reasons) parts.push(element("p", { class: "remark" }, element("bdi", {}, reason)));
    parts.push(element("h2", {}, "Made from"));
    const made = (record.scans || []).map((scan) => ["scan", scan.file]);
    if (record.model) made.push(["model", record.model.name || ""]);
    made.push(["version", record.version || ""]);
    for (const one of (record.review && record.review.decisions) || []) made.push(["review", one.file + " (" + one.count + ")"]);
    parts.push(rows(made));
    if (base.remarks.length > 0) parts.push(element("h2", {}, "Remarks"));
    parts.push(...base.remarks.map((line) => element("p", { class: "remark" }, line)));
    fill(byId("panel-header"), ...parts);
  }

  decisions() {
    const { review } = this.tools;
    const file = element("input", { type: "file", accept: ".json,application/json", hidden: true, id: "load-file", change: async (event) => {
      const [picked] = event.target.files;
      if (!picked) return;
      const error = review.load(await picked.text());
      this.tools.say(error || "Loaded " + review.list.length + " decisions.");
      this.tools.changed(true);
    } });
    const items = review.list.map((decision) => element("li", { class: "remark" }, describe(decision)));
    fill(byId("panel-decisions"),
      element("p", {}, review.list.length === 0 ? "None yet. What you change or accept is listed here and saved as a file." : "In this order; undo takes the last one back."),
      element("div", { class: "row" },
        element("button", { class: "strong", disabled: review.list.length === 0, click: () => this.tools.save() }, "Save the decisions"),
        element("button", { click: () => file.click() }, "Go on from a file"), file),
      element("ol", {}, ...items),
      element("h2", {}, "Then"),
      element("p", { class: "remark" }, "logdigitise review --decisions " + review.base.file.replace(/\.[^.]*$/, "") + ".decisions.json " + review.base.file));
  }

  keys() {
    const rows = KEYS.map(([keys, what]) => element("tr", {}, element("td", {}, element("kbd", {}, keys)), element("td", {}, what)));
    fill(byId("panel-keys"), element("table", {}, ...rows));
  }
}
