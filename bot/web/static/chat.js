// The chat page: ties the people, the talk, the clock and the server together.

import * as clock from "./clock.js";
import * as people from "./people.js";
import * as talk from "./talk.js";
import * as wire from "./wire.js";

const EVERY = 1000; // milliseconds between two questions
const SOON = [60, 200, 500]; // after speaking, the answer is on its way

const page = document.getElementById("chat");
const byId = (id) => document.getElementById(id);
const [text, file, fault] = [byId("text"), byId("file"), byId("fault")];

let current = "";
let seen = 0; // the last number of this conversation
let citing = null;
let mark = crypto.randomUUID(); // of what is being written: sending it again is safe
let asking = Promise.resolve();
let waiting = 0;

const acts = {
  press: (id, key) => speak({ button: key, reply_to: id, id: crypto.randomUUID() }),
  cite(id) {
    citing = id;
    byId("quoted").textContent = talk.firstLine(id);
    byId("quote").hidden = false;
    text.focus();
  },
};

function turnTo(name) {
  const button = people.find(name);
  if (!button) return;
  current = name;
  seen = 0;
  uncite();
  talk.clear();
  page.classList.add("talking");
  byId("name").textContent = name;
  byId("role").textContent = button.dataset.role;
  people.choose(name);
  history.replaceState(null, "", `#${encodeURIComponent(name)}`);
  refresh();
}

// One question at a time, so that nothing is shown twice.
function refresh() {
  if (waiting < 2) {
    waiting += 1;
    asking = asking.then(ask);
  }
  return asking;
}

async function ask() {
  waiting -= 1;
  try {
    const found = await wire.news(people.newest());
    if (!people.hear(found, document.hidden ? "" : current)) restart();
    clock.set(found);
    await fetchTalk();
    if (fault.dataset.kind === "lost") complain("");
  } catch {
    complain(page.dataset.lost, "lost");
  }
}

async function fetchTalk() {
  if (!current) return;
  const name = current;
  const found = await wire.messages(name, seen);
  if (name !== current) return;
  if (!document.hidden) people.read(name);
  if (!found.length) return;
  seen = found.at(-1).seq;
  talk.show(found, acts);
}

function restart() {
  seen = 0;
  talk.clear();
}

async function speak(fields, attached) {
  try {
    await wire.say({ from: current, ...fields }, attached);
  } catch (error) {
    complain(error instanceof TypeError ? page.dataset.lost : error.message);
    return false;
  }
  complain("");
  for (const wait of SOON) setTimeout(refresh, wait);
  await refresh();
  return true;
}

function complain(sentence, kind = "") {
  fault.textContent = sentence;
  fault.hidden = !sentence;
  fault.dataset.kind = kind;
}

function uncite() {
  citing = null;
  byId("quote").hidden = true;
}

function detach() {
  file.value = "";
  byId("attached").hidden = true;
}

function fit() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

byId("compose").addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = text.value.trim();
  const attached = file.files[0];
  if (!current || !(words || attached)) return;
  const said = { text: words, reply_to: citing ?? undefined, id: mark };
  if (!(await speak(said, attached))) return;
  mark = crypto.randomUUID();
  text.value = "";
  fit();
  uncite();
  detach();
});

text.addEventListener("input", fit);
text.addEventListener("input", () => (mark = crypto.randomUUID()));
text.addEventListener("keydown", (event) => {
  if (event.key === "Escape") uncite();
  // While Chinese is being composed, Enter belongs to the input method.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("compose").requestSubmit();
});

file.addEventListener("change", () => {
  mark = crypto.randomUUID();
  byId("attachment").textContent = file.files[0]?.name ?? "";
  byId("attached").hidden = !file.files.length;
  text.focus();
});
byId("detach").addEventListener("click", detach);
byId("unquote").addEventListener("click", uncite);
byId("back").addEventListener("click", () => {
  page.classList.remove("talking");
  current = "";
  history.replaceState(null, "", location.pathname);
  people.choose("");
});

document.querySelector(".people nav").addEventListener("click", (event) => {
  const button = event.target.closest(".person");
  if (!button) return;
  turnTo(button.dataset.name);
  if (matchMedia("(min-width: 721px)").matches) text.focus();
});

document.addEventListener("keydown", (event) => {
  const step = event.altKey && { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = people.neighbour(current, step);
  if (next) turnTo(next.dataset.name);
});
document.addEventListener("visibilitychange", refresh);

clock.connect(refresh, (error) => complain(error.message));

const wanted = decodeURIComponent(location.hash.slice(1));
const wide = matchMedia("(min-width: 721px)").matches;
turnTo(people.find(wanted) ? wanted : (wide && people.first()?.dataset.name) || "");
refresh();
setInterval(refresh, EVERY);
