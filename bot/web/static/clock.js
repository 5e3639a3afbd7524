// The rehearsal clock: what it shows, and moving it.

import * as wire from "./wire.js";

const face = document.getElementById("now");
const moves = document.querySelectorAll(".clock-moves button");
const moving = document.getElementById("moving");
const dates = document.getElementById("dates");
const to = document.getElementById("to");
const { zone: timeZone } = document.getElementById("chat").dataset;

let known = {};

export function set(found) {
  known = found;
  face.textContent = found.shown;
  face.dateTime = found.now;
}

// `after` runs when the clock has arrived, `fault` with the sentence when it may not go there.
export function connect(after, fault) {
  async function go(instant) {
    busy(true);
    try {
      await wire.move(instant);
    } catch (error) {
      fault(error);
    }
    busy(false);
    await after();
  }
  for (const button of moves) {
    if (button.dataset.move) button.addEventListener("click", () => go(known[button.dataset.move]));
  }
  document.getElementById("pick")?.addEventListener("click", () => {
    to.min = known.now.slice(0, 16);
    to.value = to.min;
    dates.showModal();
  });
  document.getElementById("cancel")?.addEventListener("click", () => dates.close());
  document.getElementById("go")?.addEventListener("submit", () => go(withOffset(to.value)));
}

function busy(is) {
  moving.hidden = !is;
  for (const button of moves) button.disabled = is;
}

// "2018-03-09T18:00" in the house's zone, with the offset that the zone has then.
function withOffset(local) {
  const named = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const parts = named.formatToParts(new Date(`${local}Z`));
  const offset = parts.find((part) => part.type === "timeZoneName").value.slice("GMT".length);
  return `${local}:00${offset || "+00:00"}`;
}
