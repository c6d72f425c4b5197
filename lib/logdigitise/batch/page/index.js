// The table of a batch. Only the rows in sight are in the document; text from outside becomes text only.

const ROW_PX = 33;
const SPARE_ROWS = 12;
const COLUMNS = [
  { name: "log", width: "21%" }, { name: "status", width: "6.2rem" }, { name: "reasons", width: "" }, { name: "scan", width: "20%" },
  { name: "depths", width: "11rem" }, { name: "curves", width: "5.2rem", numeric: true }, { name: "least cover %", width: "8rem", numeric: true },
  { name: "least conf.", width: "6.8rem", numeric: true }, { name: "look", width: "5.5rem" },
];
const STATUSES = ["ok", "review", "damaged", "refused", "failed"];
const OUTPUT = 8;
const REVIEW = 9;

const block = document.getElementById("data");
const data = JSON.parse(block.textContent);
block.textContent = "";
const words = data.rows.map((row) => (row[0] + "\n" + row[1] + "\n" + row[2] + "\n" + row[3]).toLowerCase());
const scroller = document.getElementById("scroller");
const body = document.getElementById("rows");
const state = { text: "", status: "", column: 0, down: false, shown: [] };

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
  made.append(name, cell(row[1], "status" + (STATUSES.includes(row[1]) ? " " + row[1] : "")), reasons, scan, cell(row[4]));
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
  const x = data.rows[a][state.column === 8 ? REVIEW : state.column];
  const y = data.rows[b][state.column === 8 ? REVIEW : state.column];
  if (COLUMNS[state.column].numeric) return (x === null ? -1 : x) - (y === null ? -1 : y) || a - b;
  return x < y ? -1 : x > y ? 1 : a - b;
}

function refresh() {
  const text = state.text.trim().toLowerCase();
  state.shown = [];
  for (let i = 0; i < data.rows.length; i += 1) {
    if ((state.status === "" || data.rows[i][1] === state.status) && (text === "" || words[i].includes(text))) state.shown.push(i);
  }
  if (state.column > 0) state.shown.sort(compare);
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
    if (k === 0) head.setAttribute("aria-sort", "ascending");
    const button = document.createElement("button");
    button.textContent = column.name;
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
