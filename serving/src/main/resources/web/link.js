// Coming in by a link: what lets one in stands after the #, and is used when the reader says so.
import {ask, at, does, step, wrong} from "/web/ask.js";
import {word} from "/web/words.js";
import {entered, factors} from "/web/factors.js";

const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
factors();
does(at("confirm"), async () => entered(await ask("POST", "/v1/sign-in/link/confirm", {token})));
if (token) {
  try {
    const whose = (await ask("POST", "/v1/sign-in/link/look", {token})).value;
    at("confirm").textContent = word("link-whose") + whose.hint;
    step("who");
  } catch (error) {
    wrong(error);
  }
} else {
  wrong(new Error(word("link-none")));
}
