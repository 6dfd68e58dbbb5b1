// Drawing one message of the conversation.

import { controls } from "./answers.js";
import { element, icon } from "./dom.js";
import { clock, say } from "./words.js";

const documentIcon = "M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h5";
const doneIcon = "M5 12.5l4.5 4.5L19 7.5";

export function drawn(message, act) {
  const own = message.who === "me";
  const item = element("article", { class: `message ${own ? "own" : "theirs"}`, lang: message.language, tabindex: "-1" });
  item.dataset.id = message.id ?? "";
  if (message.line !== null && message.line !== undefined) {
    item.classList.add("done");
    item.append(element("p", { class: "bubble" }, icon(doneIcon), element("span", {}, message.line)));
    return item;
  }
  const question = `question-${message.id}`;
  const bubble = element("div", { class: "bubble" }, own ? element("span", { class: "hidden-text" }, `${say("me")}: `) : null);
  bubble.append(...files(message), words(message, question));
  if (message.live) bubble.append(...[controls(message, question, act)].filter(Boolean));
  bubble.append(stamp(message));
  item.append(bubble);
  item.classList.toggle("asks", Boolean(message.rows?.length) || bubble.querySelector(".answer") !== null);
  if (message.rows?.length) item.append(choices(message, act));
  return item;
}

function words(message, question) {
  const text = element("div", { class: "words", id: question });
  if (message.error) text.append(element("p", { class: "error" }, message.error));
  if (message.head) text.append(element("p", { class: "head" }, message.head));
  for (const line of message.lines) text.append(element("p", {}, line));
  return text;
}

function stamp(message) {
  if (!message.at) return element("span", { class: "stamp" }, say("sending"));
  return element("time", { class: "stamp", datetime: message.at }, clock(message.at));
}

function files(message) {
  const pictures = message.media.filter((file) => file.picture);
  const others = message.media.filter((file) => !file.picture);
  const album = element("div", { class: `album of-${Math.min(pictures.length, 4)}` }, ...pictures.map(picture));
  return [...(pictures.length ? [album] : []), ...others.map(attachment)];
}

function picture(file) {
  const shown = element("img", { src: file.url, alt: file.alt || say("picture", file.name) });
  return file.local ? shown : element("a", { href: file.url, target: "_blank", rel: "noopener" }, shown);
}

function attachment(file) {
  const ending = file.name.includes(".") ? file.name.split(".").pop().toUpperCase() : "";
  const text = element("span", { class: "file-text" }, element("span", {}, file.name), element("small", {}, ending));
  if (file.local) return element("span", { class: "file" }, icon(documentIcon), text);
  return element("a", { class: "file", href: file.url, download: file.name, "aria-label": say("download", file.name) }, icon(documentIcon), text);
}

function choices(message, act) {
  const group = element("div", { class: "choices", role: "group", "aria-label": say("choices"), "aria-describedby": `question-${message.id}` });
  for (const row of message.rows) {
    group.append(element("div", { class: "row" }, ...row.map((button) => choice(message, button, act))));
  }
  return group;
}

function choice(message, button, act) {
  const look = `choice ${button.role}`;
  if (button.url) return element("a", { class: look, href: button.url, target: "_blank", rel: "noopener" }, button.label);
  const made = element("button", { type: "button", class: look }, button.label);
  made.addEventListener("click", () => {
    made.classList.add("pressed");
    act.tap(message.id, button.data);
  });
  return made;
}
