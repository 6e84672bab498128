// All second factors are lost: what stops it stands in a letter, what completes it with whoever asked.
import {ask, at, does, say, step, wrong} from "/web/ask.js";
import {word} from "/web/words.js";

const told = new URLSearchParams(location.hash.slice(1));
const stop = told.get("stop");
const ticket = told.get("ticket");

does(at("no"), async () => {
  await ask("POST", "/v1/recoveries/stop", {stop});
  step("done");
  say(word("stopped"));
});

does(at("form"), async () => {
  await ask("POST", "/v1/recoveries/complete", {ticket, password: at("password").value});
  step("done");
  say(word("recovered"));
});

if (stop) {
  step("stop");
} else if (ticket) {
  try {
    const standing = (await ask("POST", "/v1/recoveries/look", {ticket})).value;
    at("standing").textContent = word(standing.ready ? "recovery-ready" : "recovery-waits", standing.due, standing.agreed);
    at("form").hidden = !standing.ready;
    step("complete");
  } catch (error) {
    wrong(error);
  }
}
