// A new password by a code that is sent; what else lets in is told then.
import {ask, at, does, item, say, step} from "/web/ask.js";
import {word} from "/web/words.js";

does(at("form"), async () => {
  await ask("POST", "/v1/password-resets", {address: at("address").value});
  say(word("reset-sent"));
  step("new");
});

does(at("new-form"), async () => {
  const left = (await ask("POST", "/v1/password-resets/confirm", {
    address: at("address").value,
    code: at("code").value,
    password: at("password").value,
  })).value.left;
  at("left").replaceChildren(...Object.entries(left).map(([kind, many]) => item(word("way." + kind) + ": " + many)));
  step("done");
  say(word(Object.keys(left).length ? "reset-look" : "reset-done"));
});
