// The line to write in: free text always, files with a caption, and the fixed menu under it.

import { element } from "./dom.js";
import { Tray } from "./files.js";
import { say } from "./words.js";

const part = (id) => document.getElementById(id);
const tallest = 132;

export class Composer {
  constructor(chat, act) {
    this.chat = chat;
    this.act = act;
    this.text = part("text");
    this.rows = "[]";
    this.folded = window.innerHeight < 560;
    this.chosen = false;
    this.homeHeight = 0;
    this.tray = new Tray(part("tray"), part("files"), part("problem"), () => this.filesChanged());
    part("composer").addEventListener("submit", (event) => this.submit(event));
    part("attach").addEventListener("click", act.choose);
    part("home-toggle").addEventListener("click", () => this.choose());
    this.text.addEventListener("input", () => this.grow());
    this.text.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("keydown", (event) => this.typedElsewhere(event));
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    part("composer").requestSubmit();
  }

  // Letters typed while a message has the focus go into the line, as in other chats.
  typedElsewhere(event) {
    const plain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && event.target.closest?.("article, .log") && !event.target.closest("input, button, a")) this.text.focus();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (this.tray.chosen.length) await this.sendFiles(text);
    else if (text) this.sendText(text);
    else this.text.focus();
  }

  sendText(text) {
    this.clear();
    this.act.text(text);
  }

  async sendFiles(text) {
    const send = part("send");
    if (send.disabled) return;
    send.disabled = true;
    part("composer").setAttribute("aria-busy", "true");
    const done = await this.tray.upload(this.chat);
    send.disabled = false;
    part("composer").removeAttribute("aria-busy");
    if (!done) return;
    this.clear();
    this.act.send({ kind: "media", text, media: done.media }, done.shown);
    this.translate();
  }

  clear() {
    this.text.value = "";
    this.grow();
  }

  filesChanged() {
    this.translate();
    this.text.focus();
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, tallest)}px`;
  }

  complain(text) {
    this.tray.complain(text);
  }

  follow(open) {
    this.text.inputMode = open === "integer" || open === "integers" ? "numeric" : "text";
  }

  showHome(rows) {
    if (JSON.stringify(rows) === this.rows) return;
    this.rows = JSON.stringify(rows);
    const home = part("home");
    home.replaceChildren(...rows.map((row) => element("div", { class: "row" }, ...row.map((label) => this.homeButton(label)))));
    this.fold(this.folded);
  }

  homeButton(label) {
    return element("button", { type: "button", onclick: () => this.act.text(label) }, label);
  }

  choose() {
    this.chosen = true;
    this.fold(!this.folded);
  }

  // The menu gives way to a message that would not fit above it, until the person says otherwise.
  makeRoom(height, space) {
    this.homeHeight = part("home").offsetHeight || this.homeHeight;
    const free = space + part("home").offsetHeight;
    if (!this.chosen && window.innerHeight >= 560) this.fold(height + this.homeHeight > free);
  }

  fold(folded) {
    this.folded = folded;
    const any = this.rows !== "[]";
    part("home").hidden = folded || !any;
    part("home-toggle").hidden = !any;
    part("home-toggle").setAttribute("aria-expanded", String(!folded));
    part("home-toggle").setAttribute("aria-label", say(folded ? "home.show" : "home.hide"));
  }

  translate() {
    const words = this.tray.chosen.length ? say("caption") : say("placeholder");
    this.text.placeholder = words;
    this.text.setAttribute("aria-label", words);
    part("send").setAttribute("aria-label", say("send"));
    part("attach").setAttribute("aria-label", say("attach"));
    part("home").setAttribute("aria-label", say("home"));
    this.fold(this.folded);
  }
}
