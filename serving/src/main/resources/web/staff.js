// Who works here; and the first admin, by the word that lies in the home.
import {ask, at, does, item, step, wrong} from "/web/ask.js";
import {word} from "/web/words.js";

const first = new URLSearchParams(location.hash.slice(1)).get("first");

async function show() {
  at("members").replaceChildren(...(await ask("GET", "/v1/staff")).value.items.map(one => item(one.name + " · " + one.role)));
  step("all");
}

does(at("form"), async () => {
  try {
    await ask("POST", "/v1/staff/first", {word: first, name: at("name").value});
  } catch (error) {
    throw error.code === "step_up_required" ? new Error(word("first-factor")) : error;
  }
  await show();
});

try {
  if (first) {
    await ask("GET", "/v1/account");
    step("first");
  } else {
    await show();
  }
} catch (error) {
  if (error.status === 401) location.assign("/sign-in#next=" + encodeURIComponent("/staff" + location.hash));
  else wrong(error);
}
