// Registration: fill in, verify, accept.
import {ask, at, does, next, say, step} from "/web/ask.js";
import {word} from "/web/words.js";

let signUp;
let documents;
const query = new URLSearchParams(location.search);

does(at("form"), async () => {
  const wanted = {
    address: at("address").value,
    password: at("password").value,
    language: document.documentElement.lang,
  };
  if (query.get("channel")) wanted.channel = query.get("channel");
  if (query.get("campaign")) wanted.campaign = query.get("campaign");
  signUp = "/v1/sign-up/" + (await ask("POST", "/v1/sign-up", wanted)).value.id;
  step("verify");
});

does(at("again"), async () => {
  await ask("POST", signUp + "/code");
  say(word("sent-again"));
});

does(at("code-form"), async () => {
  documents = (await ask("POST", signUp + "/verify", {code: at("code").value})).value.items;
  at("documents").replaceChildren(...documents.map(agreed));
  step("accept");
});

function agreed(one) {
  const label = document.createElement("label");
  label.className = "check";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.required = true;
  box.id = one.kind;
  label.append(box, word("agree") + one.title + " (" + one.version + ")");
  return label;
}

does(at("accept-form"), async () => {
  await ask("POST", signUp + "/accept", Object.fromEntries(documents.map(one => [one.kind, one.version])));
  next();
});
