// All that needs a script: times in the reader's zone, lists that renew themselves, drawings that
// are walked with the arrow keys. Every page can be read without it.
"use strict";

const zoned = new Intl.DateTimeFormat(undefined, {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
});

function localTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const moment = new Date(time.dateTime);
    if (!Number.isNaN(moment.valueOf())) time.textContent = zoned.format(moment);
  }
}

// A list that renews itself: <p role="status" data-events="/events" data-event="shifts"
// data-list="shifts" data-noun="shift">, and in the list items with an id each. `data-event` may
// name several kinds of events.
function follow(status) {
  const { events: address, list: place = "shifts", event: kinds = "shifts", noun = "shift" } = status.dataset;
  const list = document.getElementById(place);
  if (!list || new URLSearchParams(location.search).has("cursor")) return;
  const items = (root) => [...root.children].filter((each) => each.id);
  const events = new EventSource(address);
  let waiting = false;

  function say(text, on) {
    status.textContent = text;
    status.classList.toggle("on", on);
  }

  async function renew() {
    waiting = false;
    let fresh;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(place);
    } catch {
      say(`The newest ${noun}s could not be fetched; reload the page`, false);
      return;
    }
    if (!fresh) return;
    const known = new Set(items(list).map((each) => each.id));
    const came = items(fresh).filter((each) => !known.has(each.id));
    for (const each of came) each.classList.add("new");
    localTimes(fresh);
    list.replaceChildren(...fresh.childNodes);
    say(came.length === 0 ? "Live" : `Live: ${came.length} new ${noun}${came.length === 1 ? "" : "s"}`, true);
  }

  // Whoever reads further down, or stands in the list with the keyboard, is not moved.
  const busy = () => window.scrollY > 300 || list.contains(document.activeElement);

  function changed() {
    if (!busy()) {
      // Several come together while a feed is read: one fetch is enough.
      if (!waiting) setTimeout(renew, 250);
      waiting = true;
      return;
    }
    const button = document.createElement("button");
    button.textContent = "Show what changed";
    button.addEventListener("click", () => { window.scrollTo(0, 0); renew(); });
    status.replaceChildren(button);
  }

  events.addEventListener("open", () => say("Live", true));
  events.addEventListener("error", () => say("Not live: the connection is lost, trying again", false));
  for (const kind of kinds.split(" ")) events.addEventListener(kind, changed);
  addEventListener("pagehide", () => events.close());
}

// In a drawing one link is in the order of Tab, and the arrow keys lead to the others.
function walk(drawing) {
  const links = [...drawing.querySelectorAll("a")];
  if (!links.length) return;
  const stand = (link) => {
    for (const each of links) each.setAttribute("tabindex", each === link ? "0" : "-1");
  };
  stand(links.at(-1));
  drawing.addEventListener("focusin", (event) => stand(event.target.closest("a")));
  drawing.addEventListener("keydown", (event) => {
    const here = links.indexOf(document.activeElement);
    const places = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: links.length - 1 };
    if (here < 0 || !(event.key in places)) return;
    event.preventDefault();
    links.at(Math.min(Math.max(places[event.key], 0), links.length - 1)).focus();
  });
}

// Beside a timeline's drawing stands the row of the point that is pointed at or has the focus.
function tell(drawing) {
  const place = drawing.querySelector("[data-telling]");
  if (!place) return;
  place.hidden = false;
  const instead = place.textContent;
  function show(event) {
    const link = event.target.closest("a[href^='#']");
    const row = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!row) return;
    place.replaceChildren(...[...row.childNodes].map((each) => each.cloneNode(true)));
  }
  drawing.addEventListener("pointerover", show);
  drawing.addEventListener("focusin", show);
  drawing.addEventListener("keydown", (event) => {
    if (event.key === "Escape") place.textContent = instead;
  });
}

// A statement may lie in several pieces: all of the one that the address leads to are marked.
function aim() {
  const number = document.querySelector(".place:target")?.dataset.statement;
  for (const piece of document.querySelectorAll(".said[data-statement]")) {
    piece.classList.toggle("aimed", piece.dataset.statement === number);
  }
}

addEventListener("hashchange", aim);
addEventListener("load", aim);

document.addEventListener("DOMContentLoaded", () => {
  localTimes(document);
  for (const zone of document.querySelectorAll(".zone")) zone.textContent = "Times are in your browser's zone.";
  for (const status of document.querySelectorAll("[data-events]")) follow(status);
  for (const drawing of document.querySelectorAll("[data-walk]")) { walk(drawing); tell(drawing); }
  if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches) {
    for (const fold of document.querySelectorAll(".fold")) fold.open = true;
  }
});
