// After a new password: what else lets in is looked at, and what is ticked goes.
import {ask, at, does} from "/web/ask.js";
import {word} from "/web/words.js";

let then = () => {};

does(at("review-form"), async () => {
  const remove = [...document.querySelectorAll("#ways input:checked")].map(box => ({kind: box.dataset.kind, id: box.value}));
  await ask("POST", "/v1/account/ways-in/review", {remove});
  await then();
});

/** Shows what lets in, if its owner is to look. */
export async function review(own, show) {
  then = show;
  at("review").hidden = own.review === undefined;
  if (own.review === undefined) return;
  const all = (await ask("GET", "/v1/account/ways-in")).value.items;
  const sessions = (await ask("GET", "/v1/sessions")).value.items;
  const current = sessions.find(one => one.current);
  at("ways").replaceChildren(...all.filter(way => way.id !== current.id && way.id !== current.device).map(choice));
}

function choice(way) {
  const label = document.createElement("label");
  label.className = "check";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.value = way.id;
  box.dataset.kind = way.kind;
  label.append(box, word("way." + way.kind) + ": " + way.name + " · " + way.since.slice(0, 10));
  return label;
}
