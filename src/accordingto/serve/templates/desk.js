// Keys and marking; every page works without.
"use strict";
const rows = [...document.querySelectorAll("[data-row]")];
const keys = document.getElementById("keys");
const help = document.querySelector("[data-help]");
let at = -1, going = false;

help.hidden = false;
help.addEventListener("click", () => keys.showModal());

function step(by) {
  if (!rows.length) return;
  at = Math.min(Math.max(at + by, 0), rows.length - 1);
  rows[at].tabIndex = -1;
  rows[at].focus();
  rows[at].scrollIntoView({ block: "nearest" });
}

function open() {
  const row = rows[at];
  const summary = row && row.querySelector("summary");
  const link = row && row.querySelector("a");
  if (summary) { summary.parentElement.open = true; row.querySelector("input")?.focus(); } else if (link) link.click();
}

// Offsets are counted in code points, as everywhere in a record.
function place(node, offset) {
  const piece = (node.nodeType === 3 ? node.parentElement : node).closest("[data-start]");
  if (!piece) return null;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, offset);
  return Number(piece.dataset.start) + [...range.toString()].length;
}

function take() {
  const form = document.querySelector("[data-missed]");
  const marked = getSelection();
  if (!form || marked.isCollapsed || !document.querySelector("[data-text]").contains(marked.anchorNode)) return;
  const range = marked.getRangeAt(0);
  const start = place(range.startContainer, range.startOffset);
  const words = range.toString();
  if (start === null || !words.trim()) return;
  form.elements.start.value = start + [...words].length - [...words.trimStart()].length;
  form.elements.words.value = words.trim();
  const number = words.replaceAll(",", "").match(/\d+/);
  if (number && !form.elements.low.value) form.elements.low.value = number[0];
  form.parentElement.open = true;
  form.elements.low.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || keys.open) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (going) {
    going = false;
    const to = { i: "/", c: "/queue", h: "/history" }[event.key];
    if (to) location.assign(to);
    return;
  }
  const does = {
    a: () => rows[at]?.querySelector("button[value=accept]")?.click(),
    j: () => step(1), k: () => step(-1), m: take, "?": () => keys.showModal(),
    g: () => { going = true; },
    "/": () => { const field = document.querySelector("[data-search]"); if (field) { field.focus(); } else location.assign("/"); },
    Enter: () => { if (rows[at] === document.activeElement) { event.preventDefault(); open(); } },
  }[event.key];
  if (!does) return;
  if (event.key !== "Enter") event.preventDefault(); // else the key is typed into what is focused
  does();
});

// Places of the gazetteer, as their name is typed.
const place_box = document.querySelector("[list=places]");
let asked = 0;
place_box?.addEventListener("input", () => {
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const words = place_box.value.trim();
    if (words.length < 3 || words.endsWith(")")) return;
    const answer = await fetch(`/api/places?words=${encodeURIComponent(words)}`);
    if (!answer.ok) return;
    const found = await answer.json();
    document.getElementById("places").replaceChildren(...found.map((each) => {
      const option = document.createElement("option");
      option.value = `${each.name} (${each.geonames_id})`;
      return option;
    }));
  }, 200);
});

// A form that was typed into is not left by accident.
let typed = false;
document.addEventListener("input", (event) => { if (event.target.closest("form[method=post]")) typed = true; });
document.addEventListener("submit", () => { typed = false; });
addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
