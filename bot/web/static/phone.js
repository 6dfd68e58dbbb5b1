// One phone: puts the connection, the conversation and the line to write in together.

import { Commands } from "./commands.js";
import { Composer } from "./composer.js";
import { Link } from "./link.js";
import { Log } from "./log.js";
import { say, speak } from "./words.js";

const chat = document.body.dataset.chat;
const part = (id) => document.getElementById(id);

const act = {
  text(text) {
    if (text) act.send({ kind: "text", text }, []);
  },
  tap(message, data) {
    const at = data.lastIndexOf(":");
    log.acted = "tapped";
    link.act({ kind: "tap", message, handle: data.slice(0, at), index: Number(data.slice(at + 1)) });
  },
  send(action, shown) {
    log.acted = "typed";
    log.waiting(link.act(action), action.text ?? "", shown);
  },
  choose: () => part("files").click(),
};

const log = new Log(part("log"), part("down"), act, () => composer.text);
const composer = new Composer(chat, act);
const commands = new Commands(part("commands-toggle"), part("commands"), act);
const link = new Link({ event: happened, state: showState });

function happened(event) {
  if (event.type === "whole") whole(event);
  if (event.type === "message") changed(event);
  if (event.type === "menu") commands.show(event.commands);
  if (event.type === "refused") {
    log.refuse(event.id);
    composer.complain(say("refused"));
  }
}

function whole(event) {
  translate(event.language);
  log.whole(event.messages);
  for (const [id, action] of link.waiting) {
    if (action.kind !== "tap") log.waiting(id, action.text ?? "", []);
  }
  part("start").hidden = !log.empty;
  composer.showHome(event.home);
  commands.show(event.commands);
  const last = event.messages.at(-1);
  if (last) composer.makeRoom(...log.measure(last.id));
}

function changed(event) {
  if (event.message.who === "bot") translate(event.message.language);
  log.put(event.message);
  part("start").hidden = true;
  composer.showHome(event.home);
  composer.follow(log.open);
  if (event.message.who === "bot") composer.makeRoom(...log.measure(event.message.id));
  if (event.message.who === "bot") parent.postMessage({ type: "arrived", chat }, location.origin);
}

function translate(language) {
  speak(language);
  part("log").setAttribute("aria-label", say("log"));
  part("start-hint").textContent = say("start.hint");
  part("start-button").textContent = say("start");
  part("down").querySelector("span").textContent = say("down");
  document.querySelector("[data-word=bot]").textContent = say("bot");
  showState();
  composer.translate();
  commands.translate();
}

function showState(next = document.body.dataset.state ?? "connecting") {
  document.body.dataset.state = next;
  part("state-text").textContent = next === "online" ? say("online") : say("connecting");
  part("offline").hidden = next !== "offline";
  part("offline").textContent = next === "offline" ? say("offline") : "";
}

part("start-button").addEventListener("click", () => act.text(document.body.dataset.start));
translate(document.documentElement.lang);
