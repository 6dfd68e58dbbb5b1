// The demo's clock: what time it is there, setting it forward, and what was sent on the way.

import { element } from "./dom.js";
import { language, say } from "./words.js";

const part = (id) => document.getElementById(id);
const often = 300;
const seldom = 5000;

let timer = 0;
let state = null;

async function ask(order) {
  const sent = order && { method: "POST", body: JSON.stringify(order), headers: { "content-type": "application/json" } };
  try {
    const response = await fetch(`/clock?l=${language}`, sent);
    if (response.status === 400) return tell(say("clock.forward"));
    show(await response.json());
    if (response.status === 409) tell(say("clock.busy"));
  } catch {
    tell(say("clock.lost"));
  }
  clearTimeout(timer);
  timer = setTimeout(ask, state?.moving ? often : seldom);
}

function show(next) {
  const before = state;
  state = next;
  part("clock").hidden = false;
  part("clock-now").dateTime = state.now;
  part("clock-now").textContent = `${withYear(state)}, ${state.hour}`;
  part("clock-date").min = state.today;
  part("clock-gone").value = state.gone;
  part("clock-gone").hidden = !state.moving;
  document.querySelector("[data-by=halt]").hidden = !state.moving;
  for (const button of document.querySelectorAll("[data-by]:not(.halt), #clock-form button")) button.setAttribute("aria-disabled", String(state.moving));
  if (state.moving && !before?.moving) tell(say("clock.moving"));
  if (!state.moving && (before?.moving || (!before && state.moved))) tell(state.sent ? say("clock.sent").replace("{n}", state.sent) : say("clock.none"));
  if (newest(before) !== newest(state)) list(state.news);
}

function withYear({ day, year }) {
  return day.endsWith(` ${year}`) ? day : `${day} ${year}`;
}

function newest(one) {
  return `${one?.news.length ?? 0}:${one?.news[0]?.id ?? ""}`;
}

function list(news) {
  part("clock-news").hidden = news.length === 0;
  part("clock-count").textContent = news.length;
  part("clock-list").replaceChildren(...news.map(told));
}

function told({ at, to, line, why, language: spoken }) {
  return element(
    "li",
    {},
    element("p", { class: "news-head" }, element("b", {}, at), ` · ${to}`),
    element("p", { lang: spoken }, line),
    element("p", { class: "news-why" }, `${say("clock.why")}: ${why}`),
  );
}

function tell(words) {
  part("clock-says").textContent = words;
}

function order(given) {
  if (state?.moving && given.by !== "halt") tell(say("clock.busy"));
  else ask(given);
}

for (const button of document.querySelectorAll("[data-by]")) button.addEventListener("click", () => order({ by: button.dataset.by }));
part("clock-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (part("clock-date").value) order({ to: part("clock-date").value });
  else tell(say("clock.forward"));
});
part("clock-toggle").addEventListener("click", () => {
  const open = part("clock").classList.toggle("open");
  part("clock-toggle").setAttribute("aria-expanded", String(open));
  part("clock-toggle").textContent = say(open ? "clock.hide" : "clock.show");
});
ask();
