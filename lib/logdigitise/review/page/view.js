// What part of the log is in sight: world px (scan pages laid one below the other) to CSS px.

const MOST_SCALE = 12;
const RULER_PX = 58;

class View {
  constructor(canvas, review, redraw) {
    this.canvas = canvas;
    this.review = review;
    this.scale = 1;
    this.left = 0;
    this.top = 0;
    this.width = 1;
    this.height = 1;
    this.redraw = redraw;
  }

  get model() { return this.review.model; }

  /// Takes the element's size; true if it changed.
  resize() {
    const ratio = window.devicePixelRatio || 1;
    const box = this.canvas.getBoundingClientRect();
    this.width = Math.max(1, box.width);
    this.height = Math.max(1, box.height);
    const wide = Math.round(this.width * ratio);
    const tall = Math.round(this.height * ratio);
    if (this.canvas.width === wide && this.canvas.height === tall) return false;
    this.canvas.width = wide;
    this.canvas.height = tall;
    return true;
  }

  x(worldX) { return (worldX - this.left) * this.scale + RULER_PX; }
  y(worldY) { return (worldY - this.top) * this.scale; }
  worldX(x) { return (x - RULER_PX) / this.scale + this.left; }
  worldY(y) { return y / this.scale + this.top; }

  fitScale() { return (this.width - RULER_PX) / this.model.width; }

  clamp() {
    const least = Math.min(0.25 * this.fitScale(), this.height / this.model.height);
    this.scale = Math.min(MOST_SCALE, Math.max(least, this.scale));
    const wide = (this.width - RULER_PX) / this.scale;
    const tall = this.height / this.scale;
    if (wide >= this.model.width) this.left = 0.5 * (this.model.width - wide);
    else this.left = Math.min(this.model.width - 0.9 * wide, Math.max(-0.1 * wide, this.left));
    if (tall >= this.model.height) this.top = 0.5 * (this.model.height - tall);
    else this.top = Math.min(this.model.height - 0.9 * tall, Math.max(-0.1 * tall, this.top));
    this.redraw();
  }

  fit() {
    this.scale = this.fitScale();
    this.left = 0;
    this.clamp();
  }

  pan(dx, dy) {
    this.left -= dx / this.scale;
    this.top -= dy / this.scale;
    this.clamp();
  }

  zoom(factor, x, y) {
    const wx = this.worldX(x);
    const wy = this.worldY(y);
    this.scale *= factor;
    this.clamp();
    this.left = wx - (x - RULER_PX) / this.scale;
    this.top = wy - y / this.scale;
    this.clamp();
  }

  /// Brings a stretch of a track into the middle, large enough to be worked on.
  show(from, to, track) {
    const y0 = this.model.worldOfDepth(from);
    const y1 = this.model.worldOfDepth(to);
    const tall = Math.abs(y1 - y0);
    const most = Math.max(this.fitScale(), 1);
    this.scale = Math.min(most, Math.max(0.6 * this.fitScale(), (0.6 * this.height) / Math.max(tall, 1)));
    this.top = 0.5 * (y0 + y1) - (0.5 * this.height) / this.scale;
    const middle = 0.5 * (y0 + y1);
    const page = this.model.pageAtWorld(middle);
    const edges = edgesAt(this.model.layout.tracks[track], page.page, middle - page.offset);
    const wide = (this.width - RULER_PX) / this.scale;
    if (edges && wide < this.model.width) {
      this.left = Math.min(this.model.width - wide, Math.max(0, 0.5 * (edges.left + edges.right) - 0.5 * wide));
    }
    this.clamp();
  }
}
