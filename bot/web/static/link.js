// The live connection: what a person did waits here, and is sent again, until the server says it is stored.

const chat = document.body.dataset.chat;
const shelf = `unconfirmed:${chat}`;
const longestPause = 8000;

export class Link {
  constructor({ event, state }) {
    this.event = event;
    this.state = state;
    this.waiting = new Map(JSON.parse(sessionStorage.getItem(shelf) ?? "[]"));
    this.pause = 500;
    this.open();
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}/ws/${encodeURIComponent(chat)}`);
    this.socket.addEventListener("open", () => this.opened());
    this.socket.addEventListener("message", (message) => this.heard(JSON.parse(message.data)));
    this.socket.addEventListener("close", () => this.closed());
  }

  opened() {
    this.pause = 500;
    this.state("online");
    for (const action of this.waiting.values()) this.socket.send(JSON.stringify(action));
  }

  closed() {
    this.state("offline");
    setTimeout(() => this.open(), this.pause);
    this.pause = Math.min(this.pause * 2, longestPause);
  }

  heard(event) {
    if (event.type === "ack" || event.type === "refused") this.settle(event.id);
    if (event.type === "later") setTimeout(() => this.again(event.id), 2000);
    this.event(event);
  }

  again(id) {
    const action = this.waiting.get(id);
    if (action && this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(action));
  }

  settle(id) {
    this.waiting.delete(id);
    this.keep();
  }

  act(action) {
    const id = newId();
    this.waiting.set(id, { id, ...action });
    this.keep();
    this.again(id);
    return id;
  }

  keep() {
    sessionStorage.setItem(shelf, JSON.stringify([...this.waiting]));
  }
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
