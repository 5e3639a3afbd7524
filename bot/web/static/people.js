// The list of people: who is being played, who has news, and finding one of them.

const KEPT = "duban-chat";
const search = document.getElementById("search");
const buttons = [...document.querySelectorAll(".person")];
const title = document.getElementById("chat").dataset.title;

let kept = { newest: 0, unread: {} };
try {
  kept = JSON.parse(localStorage.getItem(KEPT)) ?? kept;
} catch {
  localStorage.removeItem(KEPT);
}

export const newest = () => kept.newest;
export const find = (name) => buttons.find((button) => button.dataset.name === name);
export const first = () => buttons[0];

// Takes in what the server tells; a server that counts from the beginning again has a new database.
export function hear(found, current) {
  if (found.newest < kept.newest) {
    kept = { newest: 0, unread: {} };
    return false;
  }
  for (const { chat, edited } of found.news) {
    if (chat !== current && !edited) kept.unread[chat] = (kept.unread[chat] ?? 0) + 1;
  }
  kept.newest = found.newest;
  keep();
  return true;
}

export function choose(name) {
  for (const button of buttons) button.setAttribute("aria-current", button.dataset.name === name);
  read(name);
}

export function read(name) {
  if (!(name in kept.unread)) return;
  delete kept.unread[name];
  keep();
}

export function neighbour(name, step) {
  const visible = buttons.filter((button) => !button.parentElement.hidden);
  const at = visible.findIndex((button) => button.dataset.name === name);
  return visible[Math.min(Math.max(at + step, 0), visible.length - 1)];
}

function keep() {
  localStorage.setItem(KEPT, JSON.stringify(kept));
  let all = 0;
  for (const button of buttons) {
    const count = kept.unread[button.dataset.name] ?? 0;
    const badge = button.querySelector(".unread");
    badge.hidden = !count;
    badge.textContent = count > 99 ? "99+" : count;
    all += count;
  }
  document.title = all ? `(${all}) ${title}` : title;
}

keep();

search.addEventListener("input", () => {
  const words = search.value.trim().toLowerCase();
  for (const button of buttons) {
    const item = button.parentElement;
    item.hidden = !item.dataset.search.includes(words);
  }
});

search.addEventListener("keydown", (event) => {
  const found = buttons.find((button) => !button.parentElement.hidden);
  if (event.key === "Enter" && found) found.click();
});

document.querySelector(".people nav").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const from = event.target.closest(".person");
  if (!step || !from) return;
  event.preventDefault();
  neighbour(from.dataset.name, step)?.focus();
});
