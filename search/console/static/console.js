// All that needs a script: times in the reader's zone, the live list, open facets where there is room.
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

function idsIn(root) {
  return [...root.querySelectorAll("[data-shift]")].map((card) => card.dataset.shift);
}

async function freshList() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("shifts");
}

function follow(status) {
  const list = document.getElementById("shifts");
  if (!list || new URLSearchParams(location.search).has("cursor")) return;
  const events = new EventSource(status.dataset.events);
  let waiting = false;

  function say(text, on) {
    status.textContent = text;
    status.classList.toggle("on", on);
  }

  async function renew() {
    waiting = false;
    let fresh;
    try {
      fresh = await freshList();
    } catch {
      say("The newest shifts could not be fetched; reload the page", false);
      return;
    }
    if (!fresh) return;
    const known = new Set(idsIn(list));
    const came = idsIn(fresh).filter((id) => !known.has(id));
    localTimes(fresh);
    list.replaceChildren(...fresh.childNodes);
    for (const card of list.querySelectorAll("[data-shift]")) {
      if (came.includes(card.dataset.shift)) card.classList.add("new");
    }
    say(came.length === 0 ? "Live" : came.length === 1 ? "Live: 1 new shift" : `Live: ${came.length} new shifts`, true);
  }

  // Whoever reads further down, or stands in the list with the keyboard, is not moved.
  const busy = () => window.scrollY > 300 || list.contains(document.activeElement);

  events.addEventListener("open", () => say("Live", true));
  events.addEventListener("error", () => say("Not live: the connection is lost, trying again", false));
  events.addEventListener("shifts", () => {
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
  });
  addEventListener("pagehide", () => events.close());
}

document.addEventListener("DOMContentLoaded", () => {
  localTimes(document);
  const status = document.querySelector("[data-events]");
  if (status) follow(status);
  const facets = document.querySelector("[data-wide-open]");
  if (facets && matchMedia("(min-width: 60rem)").matches) facets.open = true;
});
