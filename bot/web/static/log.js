// The conversation: order, which question is open, scrolling, and where the focus goes.

import { real } from "./answers.js";
import { drawn } from "./bubbles.js";
import { element } from "./dom.js";
import { day } from "./words.js";

const touch = matchMedia("(pointer: coarse)");

export class Log {
  constructor(box, down, act, line) {
    this.box = box;
    this.down = down;
    this.act = act;
    this.line = line;
    this.messages = new Map();
    this.pending = new Map();
    this.acted = "";
    this.following = true;
    this.placed = 0;
    down.addEventListener("click", () => this.toEnd());
    box.addEventListener("scroll", () => this.scrolled());
    box.addEventListener("load", () => this.settle(), true);
    new ResizeObserver(() => this.settle()).observe(box);
  }

  get empty() {
    return this.messages.size === 0 && this.pending.size === 0;
  }

  get sorted() {
    return [...this.messages.values()].sort((one, other) => Number(one.id) - Number(other.id));
  }

  // The last question with a real control that was not answered yet; a notice below does not close it.
  get question() {
    let open = null;
    let answered = false;
    for (const message of this.sorted) {
      if (message.who === "me") answered = true;
      else if (open === null || answered || real.has(message.input)) {
        open = real.has(message.input) ? message : null;
        answered = false;
      }
    }
    return open;
  }

  get open() {
    return this.question?.input ?? "none";
  }

  whole(messages) {
    this.box.setAttribute("aria-live", "off");
    this.messages = new Map(messages.map((message) => [message.id, message]));
    this.pending.clear();
    this.box.replaceChildren();
    const open = this.question;
    for (const message of this.sorted) this.box.append(drawn({ ...message, live: message === open }, this.act));
    this.days();
    this.toEnd();
    setTimeout(() => this.box.setAttribute("aria-live", "polite"), 300);
  }

  put(message) {
    const stay = this.following || this.acted !== "";
    const before = this.question;
    const known = this.messages.get(message.id);
    this.messages.set(message.id, message);
    this.pending.get(message.external)?.remove();
    this.pending.delete(message.external);
    this.draw(message);
    if (before && before.id !== message.id && before !== this.question) this.draw(before);
    this.days();
    if (message.who === "bot" && this.acted && !isShortened(message)) this.focus(message, known);
    if (stay) this.toEnd(message);
    else this.down.hidden = message.who === "me";
  }

  draw(message) {
    const next = drawn({ ...message, live: message === this.question }, this.act);
    const old = this.find(message.id);
    next.classList.toggle("fresh", !old);
    if (old) this.hadFocus = old.contains(document.activeElement) ? place(old) : -1;
    if (old) old.replaceWith(next);
    else this.box.insertBefore(next, this.after(message.id));
  }

  // A line with the date stands wherever the next message is of another day than the one before.
  days() {
    let before = "";
    for (const message of this.sorted) {
      const item = this.find(message.id);
      const today = day(message.at);
      const line = item.previousElementSibling?.matches(".day") ? item.previousElementSibling : null;
      const wanted = before !== "" && today !== before;
      if (wanted && line) line.textContent = today;
      else if (wanted) item.before(element("p", { class: "day" }, today));
      else line?.remove();
      before = today;
    }
  }

  // A new question takes the focus, but only after the person acted in this phone. On a touch screen a tap
  // does not bring up the keyboard over the buttons.
  focus(message, known) {
    const typed = this.acted === "typed";
    this.acted = "";
    const item = this.find(message.id);
    const buttons = item.querySelectorAll(".choice");
    const same = known?.key === message.key && known.rows.length === message.rows.length && buttons[this.hadFocus];
    const control = item.querySelector(".answer input") ?? item.querySelector(".answer button");
    const written = message.input === "text" || message.input === "place" ? this.line() : null;
    const ready = typed || !touch.matches ? control || written : null;
    (same || ready || item).focus({ preventScroll: true });
  }

  waiting(id, text, media) {
    const item = drawn({ who: "me", lines: text.split("\n"), media, language: document.documentElement.lang }, this.act);
    item.classList.add("waiting");
    this.pending.set(id, item);
    this.box.append(item);
    this.toEnd();
  }

  refuse(id) {
    this.pending.get(id)?.remove();
    this.pending.delete(id);
  }

  find(id) {
    return this.box.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  after(id) {
    return [...this.box.children].find((item) => Number(item.dataset.id) > Number(id) || item.classList.contains("waiting")) ?? null;
  }

  // Only the person's own scrolling leaves the end; a picture that loads or a menu that opens does not.
  scrolled() {
    if (this.atEnd()) this.down.hidden = true;
    if (Math.abs(this.box.scrollTop - this.placed) > 2) this.following = this.atEnd();
  }

  settle() {
    if (this.following) this.toEnd(this.newest);
  }

  // Height of a message and of the room for it, in pixels.
  measure(id) {
    return [this.find(id).offsetHeight + 24, this.box.clientHeight];
  }

  atEnd() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < 80;
  }

  // To the end, but never past the beginning of a message that is taller than the screen.
  toEnd(message) {
    this.down.hidden = true;
    this.box.scrollTop = this.box.scrollHeight;
    const item = message?.who === "bot" && this.find(message.id);
    if (item && item.offsetTop < this.box.scrollTop) this.box.scrollTop = item.offsetTop - 8;
    this.newest = message;
    this.following = true;
    this.placed = this.box.scrollTop;
  }
}

function isShortened(message) {
  return message.line !== null && message.line !== undefined;
}

function place(item) {
  return [...item.querySelectorAll(".choice")].indexOf(document.activeElement);
}
