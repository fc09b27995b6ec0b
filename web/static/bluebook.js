// What makes Bluebook quicker for those who have JavaScript. Every page works without it.
"use strict";

const box = document.querySelector("#_q") || document.querySelector(".box input[type=search]");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// --- completion: a combobox as the ARIA practices describe it -------------------------------------------------
function completion(input) {
  const list = document.createElement("ul");
  list.className = "completions";
  list.id = "_completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label"));
  list.hidden = true;
  input.closest("form").append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) input.setAttribute(name, value);
  let asked = 0, timer = 0, typed = input.value;

  const close = () => { list.hidden = true; list.replaceChildren(); input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const selected = () => list.querySelector("[aria-selected=true]");
  const take = (item) => { if (item.dataset.url) { location.href = item.dataset.url; } else { input.value = item.dataset.text; close(); input.form.requestSubmit(); } };
  const move = (step) => {
    const items = [...list.children], now = items.indexOf(selected()), next = now + step;
    if (now >= 0) items[now].setAttribute("aria-selected", "false");
    if (next < 0 || next >= items.length) { input.value = typed; input.removeAttribute("aria-activedescendant"); return; }
    items[next].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", items[next].id);
    input.value = items[next].dataset.text;
  };
  const show = (found) => {
    list.replaceChildren(...found.map((each, place) => {
      const item = document.createElement("li"), text = document.createElement("span");
      item.id = `_completion-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.text = each.text;
      if (each.url) item.dataset.url = each.url;
      text.textContent = each.label || each.text;
      item.append(text);
      if (each.detail) { const detail = document.createElement("span"); detail.className = "kind"; detail.textContent = each.detail; item.append(detail); }
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(item); });
      return item;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
  };
  const ask = async () => {
    const mine = ++asked;
    typed = input.value;
    if (typed.trim().length < 1) return close();
    try {
      const answer = await fetch(`/api/complete?q=${encodeURIComponent(typed)}`);
      if (answer.ok && mine === asked && document.activeElement === input) show((await answer.json()).completions.slice(0, 8));
    } catch { close(); }
  };
  input.addEventListener("input", (event) => { typed = input.value; if (!event.isComposing) { clearTimeout(timer); timer = setTimeout(ask, 90); } });
  input.addEventListener("compositionend", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && !list.hidden) { event.preventDefault(); move(1); }
    else if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); move(-1); }
    else if (event.key === "Escape") { if (list.hidden) input.blur(); else { input.value = typed; close(); } event.preventDefault(); }
    else if (event.key === "Enter" && selected()?.dataset.url) { event.preventDefault(); take(selected()); }
  });
}
if (box) completion(box);

// --- keyboard -------------------------------------------------------------------------------------------------
const hits = all(".hit"), marks = all(".text mark, .sheet mark, .sheet rect.mark");
let hit = -1, mark = -1;
const visit = (list, index) => { list.forEach((each, place) => each.classList.toggle("here", place === index)); list[index].scrollIntoView({ block: "center" }); };
const toHit = (step) => {
  if (!hits.length) return;
  hit = Math.min(hits.length - 1, Math.max(0, hit + step));
  hits.forEach((each, place) => each.classList.toggle("current", place === hit));
  hits[hit].querySelector("h2 a").focus({ preventScroll: true });
  hits[hit].scrollIntoView({ block: "nearest" });
};
const toMark = (step) => { if (marks.length) { mark = (mark + step + marks.length) % marks.length; visit(marks, mark); } };
hits.forEach((each, place) => each.addEventListener("focusin", () => { hit = place; }));
const help = document.querySelector("#_keys");
const actions = {
  "/": () => { box?.focus(); box?.select(); },
  j: () => toHit(1), k: () => toHit(-1), ArrowDown: () => toHit(1), ArrowUp: () => toHit(-1),
  n: () => toMark(1), p: () => toMark(-1),
  o: () => { const list = document.querySelector("#_outline details"); if (list) { list.open = true; document.querySelector("#_outline a[aria-current], #_outline a.near, #_outline li a")?.focus(); } },
  c: () => (hits[hit] || document).querySelector("a.cite, .out a[href*='/cite']")?.click(),
  "?": () => help.showModal(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest("input, textarea, select, dialog[open]")) return;
  if (event.key.startsWith("Arrow") && !hits.length) return;
  const action = Object.hasOwn(actions, event.key) && actions[event.key];
  if (action) { event.preventDefault(); action(); }
});

// --- previous and next match ----------------------------------------------------------------------------------
all(".steps").forEach((steps) => { steps.hidden = !marks.length; });
all("[data-step]").forEach((button) => button.addEventListener("click", () => toMark(Number(button.dataset.step))));

// --- folds: open where there is room --------------------------------------------------------------------------
const narrow = matchMedia("(max-width: 52rem)");
const fold = () => all("details.fold").forEach((each) => { each.open = !narrow.matches; });
fold();
narrow.addEventListener("change", fold);

// --- a section that the address names but this part does not hold ------------------------------------------------
const place = document.querySelector("link[rel=canonical]")?.getAttribute("href");
if (document.body.classList.contains("reading") && location.hash.length > 1) {
  const id = decodeURIComponent(location.hash.slice(1));
  if (!document.getElementById(id) && place && !place.includes("/sections/")) location.replace(`${place}/sections/${encodeURIComponent(id)}${location.search}${location.hash}`);
} else {
  document.querySelector("[data-asked]")?.scrollIntoView();
}

// --- the outline follows what is read ------------------------------------------------------------------------------
const entries = new Map(all("#_outline a[href^='#']").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
if (entries.size) {
  let near = null;
  const seen = new Set(), sections = all(".passage[id]");
  const follow = (changes) => {
    for (const change of changes) { if (change.isIntersecting) seen.add(change.target); else seen.delete(change.target); }
    const link = entries.get(sections.find((section) => seen.has(section) && entries.has(section.id))?.id);
    if (!link || link === near) return;
    near?.classList.remove("near");
    near = link;
    near.classList.add("near");
    const list = document.querySelector("#_outline");
    if (list.scrollHeight > list.clientHeight) list.scrollTo({ top: near.offsetTop - list.clientHeight / 2 });
  };
  const watcher = new IntersectionObserver(follow, { rootMargin: "-70px 0px -60% 0px" });
  sections.forEach((section) => watcher.observe(section));
}

// --- find in a long list of values -----------------------------------------------------------------------------
all(".rest").forEach((rest) => {
  const items = all("li", rest);
  if (items.length < 8) return;
  const input = document.createElement("input");
  input.className = "find";
  input.type = "search";
  input.placeholder = input.ariaLabel = document.body.dataset.find || "…";
  input.addEventListener("input", () => items.forEach((item) => { item.hidden = !item.textContent.toLowerCase().includes(input.value.toLowerCase()); }));
  rest.querySelector("summary").after(input);
});

// --- years chosen by dragging --------------------------------------------------------------------------------------
all(".years").forEach((years) => {
  const bars = all("a", years);
  let from = -1, to = -1;
  const under = (event) => bars.findIndex((bar) => { const reach = bar.querySelector(".reach").getBoundingClientRect(); return event.clientX <= reach.right; });
  const paint = () => bars.forEach((bar, place) => bar.classList.toggle("drag", from >= 0 && place >= Math.min(from, to) && place <= Math.max(from, to)));
  years.addEventListener("pointerdown", (event) => { from = to = under(event); if (from >= 0) { event.preventDefault(); years.setPointerCapture(event.pointerId); paint(); } });
  years.addEventListener("pointermove", (event) => { if (from >= 0) { const now = under(event); to = now < 0 ? bars.length - 1 : now; paint(); } });
  years.addEventListener("pointerup", () => {
    if (from < 0) return;
    if (from === to) { location.href = bars[from].getAttribute("href"); return; }
    const form = years.closest("details").querySelector(".span");
    form.elements.from.value = bars[Math.min(from, to)].dataset.year;
    form.elements.to.value = bars[Math.max(from, to)].dataset.year;
    form.requestSubmit();
  });
  years.addEventListener("click", (event) => event.preventDefault());
});

// --- copy a citation ------------------------------------------------------------------------------------------------
all("[data-copy]").forEach((button) => {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => { await navigator.clipboard.writeText(button.closest("section").querySelector("pre").textContent); button.textContent = button.dataset.copy; });
});
