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
    for (let l = page.levels.length - 1; l >= wanted; l -= 1) {
      // The coarsest is a backdrop; between it and the wanted one nothing need be fetched.
      if (l !== wanted && l !== page.levels.length - 1) continue;
      this.drawLevel(context, page, page.levels[l], left, top, scale, scaleY, height);
    }
  }

  levelFor(page, scale) {
    const ratio = window.devicePixelRatio || 1;
    for (let l = page.levels.length - 1; l > 0; l -= 1) {
      if (page.levels[l].factor * scale * ratio <= 1.25) return l;
    }
    return 0;
  }

  drawLevel(context, page, level, left, top, scale, scaleY, height) {
    const tall = level.tileRows * level.factor * scaleY;
    const first = Math.max(0, Math.floor(-top / tall));
    const last = Math.min(level.tiles.length - 1, Math.floor((height - top) / tall));
    for (let i = first; i <= last; i += 1) {
      const picture = this.get(level, i);
      if (!picture) continue;
      const y0 = top + i * tall;
      context.drawImage(picture, left, y0, picture.width * level.factor * scale, picture.height * level.factor * scaleY);
    }
  }
}
