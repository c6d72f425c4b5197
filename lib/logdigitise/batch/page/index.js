// The table of a batch. Only the rows in sight are in the document; text from outside becomes text only.

const ROW_PX = 47;
const SPARE_ROWS = 12;
const COLUMNS = [
  { name: "curves, top to base", width: "11.2rem", plain: true }, { name: "log", width: "16%" }, { name: "status", width: "5.7rem" },
  { name: "reasons", width: "" }, { name: "scan", width: "14%" }, { name: "depths", width: "10rem" },
  { name: "curves", width: "4.7rem", numeric: true }, { name: "cover %", title: "Of the curve that covers least", width: "5.5rem", numeric: true },
  { name: "conf.", title: "Mean confidence of the least sure curve", width: "4.5rem", numeric: true }, { name: "look", width: "4.9rem" },
];
const STATUSES = ["ok", "review", "damaged", "refused", "failed"];
// Where a row of the data has what; its first eight entries are the columns after the picture.
const OUTPUT = 8;
const REVIEW = 9;
const SKETCH = 10;
const PICTURE = { width: 156, height: 38 };
const CURVES = ["#d55e00", "#0072b2", "#009e73", "#cc79a7"];
const DARK_CURVES = ["#ff8a3d", "#4fb3f0", "#2fd3a0", "#eda3cb"];
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const block = document.getElementById("data");
const data = JSON.parse(block.textContent);
block.textContent = "";
const words = data.rows.map((row) => (row[0] + "\n" + row[1] + "\n" + row[2] + "\n" + row[3]).toLowerCase());
const scroller = document.getElementById("scroller");
const body = document.getElementById("rows");
const state = { text: "", status: "", column: 1, down: false, shown: [] };

function cell(content, className) {
  const made = document.createElement("td");
  if (className) made.className = className;
  made.append(content);
  return made;
}

/// A file beside this page: never a scheme, never another folder.
function link(file, text) {
  const made = document.createElement("a");
  made.href = "./" + encodeURIComponent(file);
  made.textContent = text;
  return made;
}

const pictures = new Map();
const darkness = matchMedia("(prefers-color-scheme: dark)");

/// The curves of a log, a strip for each track, the top of the log at the left.
function paintSketch(canvas, sketch) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = PICTURE.width * ratio;
  canvas.height = PICTURE.height * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const tracks = sketch.split("/");
  const tall = PICTURE.height / tracks.length;
  const colours = darkness.matches ? DARK_CURVES : CURVES;
  context.lineJoin = "round";
  tracks.forEach((track, t) => {
    if (t > 0) {
      context.fillStyle = darkness.matches ? "#4a5158" : "#c6c8c2";
      context.fillRect(0, t * tall - 0.5, PICTURE.width, 1);
    }
    track.split(",").forEach((curve, c) => {
      context.strokeStyle = colours[c % colours.length];
      context.beginPath();
      let open = false;
      for (let k = 0; k < curve.length; k += 1) {
        const digit = DIGITS.indexOf(curve[k]);
        const x = ((k + 0.5) / curve.length) * PICTURE.width;
        const y = (t + 1) * tall - 1.5 - (digit / (DIGITS.length - 1)) * (tall - 3);
        if (digit >= 0 && !open) context.moveTo(x - 0.5, y);
        if (digit >= 0) context.lineTo(x, y);
        open = digit >= 0;
      }
      context.stroke();
    });
  });
}

/// Painted once while the row is anywhere near the window.
function picture(number) {
  const row = data.rows[number];
  if (!row[SKETCH]) return "";
  if (!pictures.has(number)) {
    if (pictures.size > 500) pictures.clear();
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "The curves of " + row[0]);
    paintSketch(canvas, row[SKETCH]);
    pictures.set(number, canvas);
  }
  const canvas = pictures.get(number);
  if (!row[REVIEW] && !row[OUTPUT]) return canvas;
  const made = link(row[REVIEW] || row[OUTPUT], "");
  made.tabIndex = -1;  // The row has links of its own to the same files.
  made.append(canvas);
  return made;
}

function rowOf(place) {
  const row = data.rows[state.shown[place]];
  const made = document.createElement("tr");
  made.setAttribute("aria-rowindex", String(place + 2));
  const name = cell(row[OUTPUT] ? link(row[OUTPUT], row[0]) : row[0]);
  name.title = row[0];
  const reasons = cell(row[2]);
  reasons.title = row[2];
  const scan = cell(row[3]);
  scan.title = row[3];
  made.append(cell(picture(state.shown[place]), "picture"), name, cell(row[1], "status" + (STATUSES.includes(row[1]) ? " " + row[1] : "")), reasons, scan, cell(row[4]));
  [5, 6, 7].forEach((k, decimals) => made.append(cell(row[k] === null ? "" : row[k].toFixed(decimals), "num")));
  made.append(cell(row[REVIEW] ? link(row[REVIEW], "review") : ""));
  return made;
}

function space(rows) {
  const made = document.createElement("tr");
  const td = cell("", "space");
  td.colSpan = COLUMNS.length;
  td.style.height = rows * ROW_PX + "px";
  made.append(td);
  return made;
}

function paint() {
  const first = Math.max(0, Math.floor(scroller.scrollTop / ROW_PX) - SPARE_ROWS);
  const last = Math.min(state.shown.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / ROW_PX) + SPARE_ROWS);
  const parts = [];
  if (first > 0) parts.push(space(first));
  for (let i = first; i < last; i += 1) parts.push(rowOf(i));
  if (last < state.shown.length) parts.push(space(state.shown.length - last));
  body.replaceChildren(...parts);
}

function compare(a, b) {
  const entry = state.column === COLUMNS.length - 1 ? REVIEW : state.column - 1;
  const x = data.rows[a][entry];
  const y = data.rows[b][entry];
  if (COLUMNS[state.column].numeric) return (x === null ? -1 : x) - (y === null ? -1 : y) || a - b;
  return x < y ? -1 : x > y ? 1 : a - b;
}

function refresh() {
  const text = state.text.trim().toLowerCase();
  state.shown = [];
  for (let i = 0; i < data.rows.length; i += 1) {
    if ((state.status === "" || data.rows[i][1] === state.status) && (text === "" || words[i].includes(text))) state.shown.push(i);
  }
  if (state.column > 1) state.shown.sort(compare);
  if (state.down) state.shown.reverse();
  document.getElementById("shown").textContent = state.shown.length + " of " + data.rows.length;
  document.querySelector("table").setAttribute("aria-rowcount", String(state.shown.length + 1));
  scroller.scrollTop = 0;
  paint();
}

function makeStatuses() {
  const box = document.getElementById("statuses");
  const add = (status, label, count) => {
    const button = document.createElement("button");
    button.textContent = label + " " + count;
    button.disabled = count === 0 && status !== "";
    button.setAttribute("aria-pressed", String(status === ""));
    button.addEventListener("click", () => {
      state.status = status;
      for (const one of box.children) one.setAttribute("aria-pressed", String(one === button));
      refresh();
    });
    box.append(button);
  };
  add("", "all", data.rows.length);
  for (const [status, count] of data.statuses) add(status, status, count);
}

function makeHeads() {
  const heads = document.getElementById("heads");
  COLUMNS.forEach((column, k) => {
    const head = document.createElement("th");
    head.style.width = column.width;
    if (column.numeric) head.className = "num";
    if (column.plain) {
      head.textContent = column.name;
      head.className = "plain";
      heads.append(head);
      return;
    }
    if (k === state.column) head.setAttribute("aria-sort", "ascending");
    const button = document.createElement("button");
    button.textContent = column.name;
    if (column.title) button.title = column.title;
    button.addEventListener("click", () => {
      state.down = state.column === k ? !state.down : false;
      state.column = k;
      for (const one of heads.children) one.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      refresh();
    });
    head.append(button);
    heads.append(head);
  });
}

makeStatuses();
makeHeads();
let waiting = false;
scroller.addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    paint();
  });
});
new ResizeObserver(paint).observe(scroller);
darkness.addEventListener("change", () => {
  pictures.clear();
  paint();
});
document.getElementById("text").addEventListener("input", (event) => {
  state.text = event.target.value;
  refresh();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input")) return;
  event.preventDefault();
  document.getElementById("text").focus();
});
refresh();
