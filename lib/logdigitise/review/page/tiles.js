// The scan's pictures: decoded when they come into sight, the oldest given back.

const MOST_TILES = 48;

class TileCache {
  constructor(redraw) {
    this.redraw = redraw;
    this.held = new Map();
    this.waiting = new Set();
  }

  /// The picture, or null while it is being decoded.
  get(level, index) {
    const key = level.key + ":" + index;
    const held = this.held.get(key);
    if (held) {
      this.held.delete(key);
      this.held.set(key, held);
      return held;
    }
    if (!this.waiting.has(key)) {
      this.waiting.add(key);
      this.decode(level, index, key);
    }
    return null;
  }

  async decode(level, index, key) {
    const blob = new Blob([bytesFromBase64(level.tiles[index])], { type: level.type });
    try {
      const picture = await createImageBitmap(blob);
      this.held.set(key, picture);
      while (this.held.size > MOST_TILES) {
        const oldest = this.held.keys().next().value;
        this.held.get(oldest).close();
        this.held.delete(oldest);
      }
      this.redraw();
    } finally {
      this.waiting.delete(key);
    }
  }

  /// Draws a page so that scan px (x, y) comes to (x * scale + left, y * scaleY + top); coarse pictures stand in
  /// for fine ones that are not there yet.
  drawPage(context, page, left, top, scale, scaleY, height) {
    const wanted = this.levelFor(page, Math.max(scale, scaleY));
    const missing = this.drawLevel(context, page, page.levels[wanted], left, top, scale, scaleY, height);
    const coarsest = page.levels[page.levels.length - 1];
    if (page.levels[wanted] === coarsest) return;
    for (const [y0, y1] of missing) {
      context.save();
      context.beginPath();
      context.rect(left, y0, page.width * scale, y1 - y0);
      context.clip();
      this.drawLevel(context, page, coarsest, left, top, scale, scaleY, height);
      context.restore();
    }
  }

  levelFor(page, scale) {
    const ratio = window.devicePixelRatio || 1;
    for (let l = page.levels.length - 1; l > 0; l -= 1) {
      if (page.levels[l].factor * scale * ratio <= 1.25) return l;
    }
    return 0;
  }

  /// Draws what is there of a level; the spans (in CSS px) of what is not.
  drawLevel(context, page, level, left, top, scale, scaleY, height) {
    const tall = level.tileRows * level.factor * scaleY;
    const first = Math.max(0, Math.floor(-top / tall));
    const last = Math.min(level.tiles.length - 1, Math.floor((height - top) / tall));
    const missing = [];
    for (let i = first; i <= last; i += 1) {
      const picture = this.get(level, i);
      const y0 = top + i * tall;
      if (!picture) {
        missing.push([y0, y0 + tall]);
        continue;
      }
      context.drawImage(picture, left, y0, picture.width * level.factor * scale, picture.height * level.factor * scaleY);
    }
    return missing;
  }
}
