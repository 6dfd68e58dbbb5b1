// Files on their way: chosen, looked at, taken out again, uploaded.

import { element, icon } from "./dom.js";
import { say } from "./words.js";

const most = 10;
const largest = 20_000_000;
const removeIcon = "M7 7l10 10M17 7L7 17";

export class Tray {
  constructor(list, picker, problem, changed) {
    this.list = list;
    this.picker = picker;
    this.problem = problem;
    this.changed = changed;
    this.chosen = [];
    picker.addEventListener("change", () => this.add([...picker.files]));
  }

  add(files) {
    this.complain("");
    const large = files.find((file) => file.size > largest);
    if (large) this.complain(say("file.size", large.name));
    const fitting = files.filter((file) => file.size <= largest);
    if (this.chosen.length + fitting.length > most) this.complain(say("file.count"));
    for (const file of fitting.slice(0, most - this.chosen.length)) {
      this.chosen.push({ file, url: URL.createObjectURL(file), picture: /^image\/(jpeg|png|webp)$/.test(file.type) });
    }
    this.picker.value = "";
    this.draw();
    this.changed();
  }

  complain(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }

  draw() {
    this.list.hidden = !this.chosen.length;
    this.list.setAttribute("aria-label", say("chosen"));
    this.list.replaceChildren(...this.chosen.map((each) => this.preview(each)));
  }

  preview(each) {
    const face = each.picture ? element("img", { src: each.url, alt: each.file.name }) : element("span", { class: "paper" }, each.file.name);
    const remove = element("button", { type: "button", class: "remove", "aria-label": say("remove", each.file.name) }, icon(removeIcon));
    remove.addEventListener("click", () => this.remove(each));
    return element("li", {}, face, remove);
  }

  remove(each) {
    this.chosen = this.chosen.filter((other) => other !== each);
    this.draw();
    this.changed();
  }

  // Returns our names of the files and how to show them meanwhile, or null when they were not taken.
  async upload(chat) {
    this.complain("");
    const body = new FormData();
    for (const { file } of this.chosen) body.append("files", file);
    const answer = await fetch(`/upload/${encodeURIComponent(chat)}`, { method: "POST", body }).catch(() => null);
    const said = answer ? await answer.json().catch(() => ({})) : {};
    if (!answer?.ok) {
      this.complain(say(`file.${said.why ?? "failed"}`, said.name));
      return null;
    }
    const shown = this.chosen.map(({ file, url, picture }) => ({ url, name: file.name, alt: "", picture, local: true }));
    this.chosen = [];
    this.draw();
    return { media: said.files, shown };
  }
}
