// The depth map: how the paper departs from an even scale, and the ties that say so.

class DepthPanel {
  constructor(tools) {
    this.tools = tools;
  }

  refresh(data) {
    const panel = byId("panel-depth");
    if (!data && panel.firstChild) {
      this.markTie();
      return;
    }
    const { model } = this.tools;
    const canvas = element("canvas", { id: "stretch", role: "img", "aria-label": "Departure of the ties from an even depth scale" });
    const rows = model.ties.map((tie, i) => this.tieRow(tie, i));
    fill(panel, element("h2", {}, "Departure from an even scale (px)"), canvas,
      element("p", {}, "Paper stretches smoothly. A point that stands out alone is a wrong tie."),
      element("h2", {}, "Ties"),
      element("table", {}, element("tr", {}, ...["", "depth " + model.unit, "height px", "off px"].map((text) => element("th", {}, text))), ...rows));
    this.paint(canvas);
    this.markTie();
  }

  markTie() {
    document.querySelectorAll("#panel-depth [data-tie]").forEach((row) => {
      row.setAttribute("aria-current", String(Number(row.dataset.tie) === this.tools.state.tie));
    });
  }

  tieRow(tie, i) {
    const { tools } = this;
    const page = tools.model.pages.find((one) => one.page === (tie.page || 1));
    const input = (value, label) => element("input", { type: "number", step: "any", value: String(value), "aria-label": label + " of tie " + (i + 1), change: () => {
      const [depth, y] = row.querySelectorAll("input");
      tools.changeTie(i, Number(y.value), Number(depth.value));
      this.refresh(true);
    } });
    const go = element("button", { title: "Go there", "aria-label": "Go to tie " + (i + 1), click: () => {
      tools.state.tie = i;
      tools.view.show(tie.depth, tie.depth, 0);
      tools.changed(false);
    } }, String(i + 1));
    const row = element("tr", { "data-tie": String(i) }, element("td", {}, go), element("td", {}, input(tie.depth, "Depth")),
      element("td", {}, input(tie.y, "Height")), element("td", { class: "num" }, page.map.residual(tie).toFixed(2)));
    return row;
  }

  /// Each knot's distance from the straight line through all of its page.
  departures() {
    const points = [];
    for (const page of this.tools.model.pages) {
      const { knots } = page.map;
      const y = mean(knots, (knot) => knot.y);
      const depth = mean(knots, (knot) => knot.depth);
      let dd = 0;
      let dy = 0;
      for (const knot of knots) {
        dd += (knot.depth - depth) * (knot.depth - depth);
        dy += (knot.depth - depth) * (knot.y - y);
      }
      for (const knot of knots) points.push({ depth: knot.depth, off: knot.y - y - (dy / dd) * (knot.depth - depth) });
    }
    return points;
  }

  paint(canvas) {
    const ratio = window.devicePixelRatio || 1;
    const wide = canvas.clientWidth || 300;
    const tall = canvas.clientHeight || 190;
    canvas.width = wide * ratio;
    canvas.height = tall * ratio;
    const context = canvas.getContext("2d");
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const points = this.departures();
    const most = Math.max(2, ...points.map((point) => Math.abs(point.off))) * 1.15;
    const depths = points.map((point) => point.depth);
    const least = Math.min(...depths);
    const span = Math.max(...depths) - least || 1;
    const x = (off) => 58 + ((off + most) / (2 * most)) * (wide - 72);
    const y = (depth) => 12 + ((depth - least) / span) * (tall - 34);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = "11px system-ui, sans-serif";
    context.fillStyle = colour("--soft");
    context.strokeStyle = colour("--line");
    context.textAlign = "center";
    for (const off of [-most / 1.15, 0, most / 1.15]) {
      context.beginPath();
      context.moveTo(x(off), 6);
      context.lineTo(x(off), tall - 18);
      context.stroke();
      context.fillText(off.toFixed(1), x(off), tall - 5);
    }
    context.textAlign = "right";
    for (const depth of [least, least + span]) context.fillText(formatDepth(depth), 54, y(depth) + 4);
    context.strokeStyle = colour("--strong");
    context.fillStyle = colour("--strong");
    context.lineWidth = 1.5;
    context.beginPath();
    for (const point of points) context.lineTo(x(point.off), y(point.depth));
    context.stroke();
    for (const point of points) {
      context.beginPath();
      context.arc(x(point.off), y(point.depth), 2.6, 0, 2 * Math.PI);
      context.fill();
    }
  }
}
