// One's own account: who watches, passkeys, and where one is signed in.
import {ask, at, does, item, say, step, wrong} from "/web/ask.js";
import {review} from "/web/review.js";
import {create} from "/web/passkeys.js";
import {word} from "/web/words.js";

const nothing = {value: {items: []}};

/** Who works here does not watch by the same session. */
function notTheirs(error) {
  if (error.status !== 403) throw error;
  return nothing;
}

async function show() {
  const own = (await ask("GET", "/v1/account")).value;
  at("address").textContent = own.addresses.map(one => one.value).join(", ");
  if (!own.person && !own.staff) {
    location.assign("/choose#next=/account");
    return;
  }
  await review(own, show);
  const [sessions, passkeys, profiles, entitlement] = await Promise.all([
    ask("GET", "/v1/sessions"),
    ask("GET", "/v1/passkeys"),
    ask("GET", "/v1/profiles").catch(notTheirs),
    own.person ? ask("GET", "/v1/people/" + own.person + "/entitlement").catch(notTheirs) : nothing,
  ]);
  at("plan").textContent = entitlement.value.plan ? entitlement.value.plan + " · " + entitlement.value.state : word("none-yet");
  at("profiles").replaceChildren(...profiles.value.items.map(one => item(one.name + (one.mostAge === undefined ? "" : " (≤ " + one.mostAge + ")"))));
  at("passkeys").replaceChildren(
    ...passkeys.value.items.map(one =>
      item(one.name + " · " + one.created.slice(0, 10), word("remove"), async () => {
        await ask("DELETE", "/v1/passkeys/" + one.id);
        await show();
      })));
  at("sessions").replaceChildren(
    ...sessions.value.items.map(one =>
      one.current
        ? item(one.agent + " · " + word("this-one"))
        : item(one.agent + " · " + one.network, word("end"), async () => {
            await ask("DELETE", "/v1/sessions/" + one.id);
            await show();
          })));
}

does(at("add"), async () => {
  const begun = (await ask("POST", "/v1/passkeys/begin")).value;
  const credential = await create(begun.options);
  await ask("POST", "/v1/passkeys", {id: begun.id, name: word("passkey-name"), credential});
  await show();
  say(word("passkey-added"));
});

does(at("out"), async () => {
  await ask("POST", "/v1/sign-out");
  location.assign("/sign-in");
});

try {
  await show();
  step("own");
} catch (error) {
  if (error.status === 401) location.assign("/sign-in?next=/account");
  else wrong(error);
}
