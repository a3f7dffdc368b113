"use strict";
// Without this script the words lead to their place further down; with it they open beside the value.
(() => {
  let open = null;
  let from = null;
  const close = () => {
    if (!open) return;
    open.classList.remove("open");
    open.querySelector(".close").hidden = true;
    for (const lit of open.querySelectorAll(".lit")) lit.classList.remove("lit");
    open = null;
    if (from) from.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.words");
    if (event.target.closest(".close")) return close();
    if (!link) {
      if (open && !event.target.closest(".report.open")) close();
      return;
    }
    const mark = document.getElementById(link.hash.slice(1));
    const report = mark && mark.closest(".report");
    if (!report) return;
    event.preventDefault();
    close();
    from = link;
    open = report;
    report.classList.add("open");
    report.querySelector(".close").hidden = false;
    mark.classList.add("lit");
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
})();
