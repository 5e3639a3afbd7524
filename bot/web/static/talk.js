// One conversation on the screen. Words of people go in as text, never as markup.

const log = document.getElementById("log");
const hint = document.getElementById("hint");
const { edited: editedWord, reply: replyWord } = document.getElementById("chat").dataset;
const { zone: timeZone } = document.getElementById("chat").dataset;
const language = document.documentElement.lang;

const format = (options) => new Intl.DateTimeFormat(language, { timeZone, ...options });
const dayOf = format({ year: "numeric", month: "long", day: "numeric", weekday: "short" });
const timeOf = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const LIGHTS = ["🔴", "🟡", "🟢", "🔵", "⚪"];
const HEADING = /^【[^】\n]*】$/;
const STYLED = /(^【[^】\n]*】|🔴|🟡|🟢|🔵|⚪)/mu;
const PICTURE = /\.(png|jpe?g|gif|webp)$/i;

const shown = new Map(); // id -> { message, node }
let lastDay = "";

export function clear() {
  shown.clear();
  lastDay = "";
  log.replaceChildren(hint);
  hint.hidden = false;
}

// Puts messages in; `press` and `cite` are called with what the person chose.
export function show(messages, acts) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  for (const message of messages) put(message, acts);
  hint.hidden = shown.size > 0;
  const spoke = messages.some((message) => message.from !== "bot");
  if (messages.length && (atEnd || spoke)) log.scrollTop = log.scrollHeight;
}

export const firstLine = (id) => shown.get(id)?.message.text.split("\n")[0] ?? "";

function put(message, acts) {
  const before = shown.get(message.id);
  const node = build(message, acts);
  if (before) {
    node.classList.add("changed");
    before.node.replaceWith(node);
  } else {
    separate(message.at);
    log.append(node);
  }
  shown.set(message.id, { message, node });
}

function separate(at) {
  const day = dayOf.format(new Date(at));
  if (day !== lastDay) log.append(element("p", "day", day));
  lastDay = day;
}

function build(message, acts) {
  const node = element("article", message.from === "bot" ? "message" : "message own");
  node.dataset.id = message.id;
  node.append(bubble(message), meta(message, acts));
  if (message.buttons.length) node.insertBefore(choices(message, acts), node.lastChild);
  return node;
}

function bubble(message) {
  const node = element("div", "bubble");
  const cited = message.reply_to && firstLine(message.reply_to);
  if (cited) node.append(citation(message.reply_to, cited));
  node.append(...styled(message.text));
  if (message.file) node.append(attachment(message.file));
  return node;
}

// A line that opens with 【…】 has a heading; the lights are drawn by us, since not every machine
// has a font for them.
const styled = (text) => text.split(STYLED).map((piece) => {
  if (LIGHTS.includes(piece)) return element("span", `light l${LIGHTS.indexOf(piece)}`, piece);
  return HEADING.test(piece) ? element("b", "", piece) : piece;
});

function citation(id, text) {
  const node = element("button", "cited", text);
  node.type = "button";
  node.addEventListener("click", () => shown.get(id)?.node.scrollIntoView({ block: "center" }));
  return node;
}

function attachment(file) {
  const link = element("a", "file", file.name);
  link.href = file.url;
  link.target = "_blank";
  if (!PICTURE.test(file.name)) return link;
  const picture = element("img", "picture");
  picture.src = file.url;
  picture.alt = file.name;
  link.replaceChildren(picture);
  return link;
}

function choices(message, acts) {
  const node = element("div", "choices");
  for (const { key, label } of message.buttons) {
    const button = element("button", "", label);
    button.type = "button";
    button.addEventListener("click", async () => {
      button.disabled = true;
      await acts.press(message.id, key);
      button.disabled = false;
    });
    node.append(button);
  }
  return node;
}

function meta(message, acts) {
  const node = element("footer", "meta");
  const time = element("time", "", timeOf.format(new Date(message.at)));
  time.dateTime = message.at;
  node.append(time);
  if (message.edited) node.append(element("span", "edited", editedWord));
  if (message.from === "bot") {
    const reply = element("button", "", replyWord);
    reply.type = "button";
    reply.addEventListener("click", () => acts.cite(message.id));
    node.append(reply);
  }
  return node;
}

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}
