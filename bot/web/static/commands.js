// The menu of commands at the top: what can be asked for at any moment.

import { element } from "./dom.js";
import { say } from "./words.js";

export class Commands {
  constructor(toggle, list, act) {
    this.toggle = toggle;
    this.list = list;
    this.act = act;
    toggle.addEventListener("click", () => this.open(this.list.hidden));
    document.addEventListener("keydown", (event) => event.key === "Escape" && !list.hidden && this.close());
  }

  show(commands) {
    this.toggle.hidden = !commands.length;
    this.list.replaceChildren(...commands.map(([name, words]) => this.command(`/${name.replace("/", "")}`, words)));
    this.open(false);
  }

  command(name, words) {
    const made = element("button", { type: "button" }, element("b", {}, name), element("span", {}, words));
    made.addEventListener("click", () => {
      this.open(false);
      this.act.text(name);
    });
    return made;
  }

  close() {
    this.open(false);
    this.toggle.focus();
  }

  open(open) {
    this.list.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  translate() {
    this.toggle.setAttribute("aria-label", say("commands"));
    this.list.setAttribute("aria-label", say("commands"));
  }
}
