// The whole log in a strip: flags as ticks, what is in sight as a frame. Click or drag to go there.

class MiniMap {
  constructor(canvas, view, tiles, state) {
    this.canvas = canvas;
    this.view = view;
    this.tiles = tiles;
    this.state = state;
    this.context = canvas.getContext("2d");
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.go(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) this.go(event);
    });
  }

  go(event) {
    const share = event.offsetY / Math.max(1, this.canvas.clientHeight);
    this.view.top = share * this.view.model.height - (0.5 * this.view.height) / this.view.scale;
    this.view.clamp();
  }

  paint() {
    const { canvas, context, view } = this;
    const ratio = window.devicePixelRatio || 1;
    const wide = canvas.clientWidth;
    const tall = canvas.clientHeight;
    if (canvas.width !== Math.round(wide * ratio) || canvas.height !== Math.round(tall * ratio)) {
      canvas.width = Math.round(wide * ratio);
      canvas.height = Math.round(tall * ratio);
    }
    const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = dark ? "#0e1012" : "#e9e9e4";
    context.fillRect(0, 0, wide, tall);
    const scaleY = tall / view.model.height;
    const strip = wide - 16;
    for (const page of view.model.pages) {
      context.fillStyle = "#ffffff";
      context.fillRect(4, page.offset * scaleY, strip, page.height * scaleY);
      context.globalAlpha = 0.75;
      const coarsest = page.levels.length - 1;
      this.tiles.drawLevel(context, page, page.levels[coarsest], 4, page.offset * scaleY, strip / page.width, scaleY, tall);
      context.globalAlpha = 1;
      if (!this.state.invert) continue;
      context.globalCompositeOperation = "saturation";
      context.fillStyle = "#808080";
      context.fillRect(4, page.offset * scaleY, strip, page.height * scaleY);
      context.globalCompositeOperation = "difference";
      context.fillStyle = "#e6e6e6";
      context.fillRect(4, page.offset * scaleY, strip, page.height * scaleY);
      context.globalCompositeOperation = "source-over";
    }
    for (const curve of view.model.curves) {
      if (!this.state.shown[curve.index]) continue;
      for (const one of curve.flagged) {
        const y0 = view.model.worldOfDepth(one.from) * scaleY;
        const y1 = view.model.worldOfDepth(one.to) * scaleY;
        context.fillStyle = REASON_COLOURS[one.what] || curve.colour;
        context.fillRect(wide - 10, Math.min(y0, y1) - 0.5, 8, Math.max(1.5, Math.abs(y1 - y0)));
      }
    }
    const top = view.worldY(0) * scaleY;
    const height = Math.max(4, (view.height / view.scale) * scaleY);
    context.fillStyle = dark ? "#6cb4ee" : "#0b5fa5";
    context.globalAlpha = 0.22;
    context.fillRect(0, top, wide, height);
    context.globalAlpha = 1;
    context.strokeStyle = dark ? "#6cb4ee" : "#0b5fa5";
    context.lineWidth = 1.5;
    context.strokeRect(0.75, top, wide - 1.5, height);
  }
}
