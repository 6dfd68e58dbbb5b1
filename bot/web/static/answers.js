// Real controls for an open question: number, several numbers, date, photos. They send what could be typed.

import { element } from "./dom.js";
import { say } from "./words.js";

export const real = new Set(["integer", "integers", "date", "media", "text", "place"]);

export function controls(message, question, act) {
  const make = { integer, integers, date, media }[message.input];
  return make ? make(message, question, act) : null;
}

function integer(message, question, act) {
  const field = numberField({ "aria-label": say("number"), "aria-describedby": question });
  return form([element("div", { class: "answer-line" }, field, sendButton())], () => act.text(field.value.trim()));
}

function integers(message, question, act) {
  const fields = message.parts.map(() => numberField({ "aria-describedby": question }));
  const labels = message.parts.map((part, at) =>
    element("label", { class: "part" }, element("span", {}, part), fields[at]),
  );
  return form([element("div", { class: "parts" }, ...labels), sendButton()], () =>
    act.text(fields.map((field) => field.value.trim()).join(" ")),
  );
}

function date(message, question, act) {
  const field = element("input", { type: "date", "aria-label": say("date"), "aria-describedby": question });
  return form([element("div", { class: "answer-line" }, field, sendButton())], () =>
    act.text(field.value.split("-").reverse().join(".")),
  );
}

function media(message, question, act) {
  const choose = element("button", { type: "button", class: "strong", "aria-describedby": question, onclick: act.choose });
  choose.append(say("photos"));
  return element("div", { class: "answer" }, choose);
}

function numberField(attributes) {
  return element("input", { type: "text", inputmode: "numeric", maxlength: 20, autocomplete: "off", ...attributes });
}

function sendButton() {
  return element("button", { type: "submit", class: "strong" }, say("send"));
}

function form(content, send) {
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const made = element("form", { class: "answer", novalidate: true, autocomplete: "off" }, ...content, problem);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = [...made.querySelectorAll("input")];
    const empty = fields.find((field) => !field.value.trim());
    for (const field of fields) field.setAttribute("aria-invalid", String(!field.value.trim()));
    problem.hidden = !empty;
    problem.textContent = empty ? say("fill") : "";
    if (empty) empty.focus();
    else send();
  });
  return made;
}
