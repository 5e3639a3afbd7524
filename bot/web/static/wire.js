// What the page asks of the server; a fault becomes an Error with the server's own sentence.

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `${response.status}`);
  return body;
}

const get = async (path, query) =>
  answer(await fetch(`${path}?${new URLSearchParams(query)}`, { cache: "no-store" }));

const post = async (path, body) =>
  answer(await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));

export const news = (after) => get("/chat/news", { after });

export const messages = async (name, after) =>
  (await get("/api/local/messages", { for: name, after })).messages;

export const move = (to) => post("/api/local/clock", { to });

export function say(fields, file) {
  if (!file) return post("/api/local/messages", fields);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  form.append("file", file);
  return fetch("/api/local/messages", { method: "POST", body: form }).then(answer);
}
