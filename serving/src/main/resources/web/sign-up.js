// Registration: fill in, verify, accept.
import {agreed, ask, at, does, next, say, step} from "/web/ask.js";
import {solve} from "/web/proof.js";
import {word} from "/web/words.js";

let signUp;
let judgement;
let documents;
const query = new URLSearchParams(location.search);

does(at("form"), async () => {
  const wanted = {
    address: at("address").value,
    password: at("password").value,
    language: document.documentElement.lang,
  };
  if (query.get("channel")) wanted.channel = query.get("channel");
  if (query.get("country")) wanted.country = query.get("country");
  if (query.get("campaign")) wanted.campaign = query.get("campaign");
  try {
    await begin(wanted);
  } catch (error) {
    if (error.code === "proof_required") {
      say(word("proving"));
      await begin({...wanted, proof: await solve(error.problem.challenge)});
    } else if (error.code === "sign_up_refused") {
      judgement = error.problem.judgement;
      step("appeal");
    } else {
      throw error;
    }
  }
});

async function begin(wanted) {
  signUp = "/v1/sign-up/" + (await ask("POST", "/v1/sign-up", wanted)).value.id;
  say("");
  step("verify");
}

does(at("appeal-form"), async () => {
  await ask("POST", "/v1/sign-up/appeals", {judgement, address: at("address").value, statement: at("statement").value});
  at("appeal-form").hidden = true;
  say(word("appealed"));
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

does(at("accept-form"), async () => {
  await ask("POST", signUp + "/accept", Object.fromEntries(documents.map(one => [one.kind, one.version])));
  next();
});
