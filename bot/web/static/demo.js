// The page with the phones: which tab is open, and which phone has something new.

const tabs = [...document.querySelectorAll("[role=tab]")];

function open(tab) {
  for (const other of tabs) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).classList.toggle("chosen", chosen);
  }
  tab.querySelector(".unread").hidden = true;
}

function step(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const next = tabs[(tabs.indexOf(event.currentTarget) + by + tabs.length) % tabs.length];
  open(next);
  next.focus();
}

function arrived(event) {
  if (event.origin !== location.origin || event.data?.type !== "arrived") return;
  const tab = tabs.find((each) => each.dataset.chat === event.data.chat);
  if (tab && tab.getAttribute("aria-selected") === "false") tab.querySelector(".unread").hidden = false;
}

for (const tab of tabs) {
  tab.addEventListener("click", () => open(tab));
  tab.addEventListener("keydown", step);
}
window.addEventListener("message", arrived);
