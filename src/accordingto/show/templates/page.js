"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const report = byId("report"), record = byId("record"), dock = byId("dock");
  if (!report) return;
  document.documentElement.classList.add("js");

  // Which segments show a mark, and which entries rest on it.
  const segments = new Map(), entries = new Map();
  const list = (text) => (text ? text.split(" ") : []);
  const put = (map, key, item) => (map.get(key) || map.set(key, []).get(key)).push(item);
  for (const segment of report.querySelectorAll(".mark"))
    for (const mark of list(segment.dataset.marks)) put(segments, mark, segment);
  for (const entry of record.querySelectorAll(".entry"))
    for (const mark of [...list(entry.dataset.marks), ...list(entry.dataset.also)]) put(entries, mark, entry);

  const unique = (items) => [...new Set(items)];
  const entriesOf = (segment) => unique(list(segment.dataset.marks).flatMap((mark) => entries.get(mark) || []));
  const segmentsOf = (entry) => unique([...list(entry.dataset.marks), ...list(entry.dataset.also)].flatMap((mark) => segments.get(mark) || []));

  // One side at a time on narrow screens.
  const setPane = (name) => {
    document.body.dataset.pane = name;
    for (const tab of document.querySelectorAll(".tabs button")) tab.setAttribute("aria-pressed", String(tab.dataset.pane === name));
  };
  const scrolls = { record: 0, report: 0 };
  const narrow = matchMedia("(max-width: 899px)");
  const turnTo = (name) => {
    if (!narrow.matches || document.body.dataset.pane === name) return;
    scrolls[document.body.dataset.pane] = scrollY;
    setPane(name);
    scrollTo(0, scrolls[name]);
  };
  setPane("record");
  for (const tab of document.querySelectorAll(".tabs button")) tab.addEventListener("click", () => turnTo(tab.dataset.pane));

  // Where the last click led: `stops` to go through, and where it came from.
  let stops = [], at = 0, origin = null;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const wipe = (...names) => { for (const name of names) for (const lit of document.querySelectorAll("." + name)) lit.classList.remove(name); };
  const sideOf = (element) => (report.contains(element) ? "report" : "record");

  function go(to) {
    at = to;
    const { target, lights, label } = stops[at];
    wipe("lit", "hint");
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    turnTo(sideOf(target));
    for (const light of lights) light.classList.add("lit");
    if (origin) for (const light of sideOf(origin) === "report" ? [origin] : [origin.closest(".entry") || origin]) light.classList.add("lit");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    const place = stops.length > 1 ? `${at + 1} of ${stops.length}` : "";
    byId("place").textContent = place;
    byId("told").textContent = label;
    byId("live").textContent = `${place} ${label}`;
    byId("next").hidden = stops.length < 2;
    byId("back").textContent = sideOf(target) === "report" ? "Back to the record" : "Back to the report";
    dock.classList.toggle("single", stops.length < 2);
    dock.hidden = false;
  }

  function lead(from, found, first) {
    if (!found.length) return;
    const again = origin === from && stops.length === found.length && first === null;
    stops = found;
    origin = from;
    go(again ? (at + 1) % stops.length : first || 0);
  }

  function clear() {
    wipe("lit", "hint");
    dock.hidden = true;
    byId("live").textContent = "";
    const from = origin;
    stops = [];
    origin = null;
    return from;
  }

  function back() {
    const from = clear();
    if (!from) return;
    turnTo(sideOf(from));
    from.focus({ preventScroll: true });
    from.scrollIntoView({ block: "center", behavior: "auto" });
  }

  const followed = (event) => event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  const selecting = () => String(getSelection()).trim() !== "";

  report.addEventListener("click", (event) => {
    const segment = event.target.closest(".mark");
    if (!segment || followed(event)) return;
    event.preventDefault();
    if (selecting()) return;
    lead(segment, entriesOf(segment).map((entry) => ({ target: entry, lights: [entry], label: entry.dataset.label })), null);
  });

  record.addEventListener("click", (event) => {
    if (followed(event)) return;
    const strip = event.target.closest(".strip a");
    const entry = strip ? byId(strip.hash.slice(1)) : event.target.closest(".entry");
    if (!entry || !entry.classList.contains("entry")) return;
    const words = event.target.closest("a[data-mark]");
    if (words || strip) event.preventDefault();
    if (selecting()) return;
    const marks = list(entry.dataset.marks).filter((mark) => segments.has(mark));
    const all = segmentsOf(entry);
    const found = marks.map((mark) => ({ target: segments.get(mark)[0], lights: marks.length > 1 ? segments.get(mark) : all, label: `“${segments.get(mark).map((part) => part.textContent).join("").trim()}”` }));
    lead(strip || words || entry, found, words ? Math.max(0, marks.indexOf(words.dataset.mark)) : null);
  });

  // A pointer over one side hints at the other.
  const hint = (event) => {
    wipe("hint");
    const over = event.target.closest(".mark, .entry");
    if (over) for (const other of report.contains(over) ? entriesOf(over) : segmentsOf(over)) other.classList.add("hint");
  };
  if (matchMedia("(hover: hover)").matches) for (const pane of [report, record]) {
    pane.addEventListener("pointerover", hint);
    pane.addEventListener("pointerleave", () => wipe("hint"));
  }

  byId("next").addEventListener("click", () => go((at + 1) % stops.length));
  byId("back").addEventListener("click", back);
  byId("close").addEventListener("click", clear);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && stops.length) back(); });

  // A part that is led to opens; on paper all are open.
  const unfold = (fold) => { if (fold && fold.matches("details")) fold.open = true; };
  for (const link of document.querySelectorAll(".jump a")) link.addEventListener("click", () => unfold(byId(link.hash.slice(1))));
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(unfold));

  for (const toggle of document.querySelectorAll(".legend button")) toggle.addEventListener("click", () => {
    const shown = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", String(shown));
    report.classList.toggle("no-" + toggle.dataset.kind, !shown);
  });
})();
