// Coming in: by password, passkey, link or another provider; with a second factor where there is one.
import {ask, at, does, say, wrong} from "/web/ask.js";
import {able, conditional, get} from "/web/passkeys.js";
import {word} from "/web/words.js";
import {entered, factors} from "/web/factors.js";

let waiting = new AbortController();

does(at("form"), async () => {
  waiting.abort();
  entered(await ask("POST", "/v1/sign-in/password", {address: at("address").value, password: at("password").value}));
});

does(at("link"), async () => {
  const wanted = {address: at("address").value, language: document.documentElement.lang};
  const to = new URLSearchParams(location.search).get("next");
  if (to) wanted.next = to;
  await ask("POST", "/v1/sign-in/link", wanted);
  say(word("link-sent"));
});

does(at("passkey"), async () => {
  waiting.abort();
  await come();
});

async function come(options) {
  const begun = (await ask("POST", "/v1/sign-in/passkey/begin")).value;
  const credential = await get(begun.options, options);
  entered(await ask("POST", "/v1/sign-in/passkey", {id: begun.id, credential}));
}

factors();

if (await able()) {
  at("passkey").hidden = false;
  if (await conditional()) {
    come({mediation: "conditional", signal: waiting.signal}).catch(error => {
      if (error.name !== "AbortError") wrong(error);
    });
  }
}

try {
  for (const one of (await ask("GET", "/v1/sign-in/sso")).value.items) {
    const button = document.createElement("button");
    button.className = "plain";
    button.textContent = one.name;
    does(button, async () => {
      const to = new URLSearchParams(location.search).get("next") || "/account";
      location.assign((await ask("POST", "/v1/sign-in/sso/" + one.id, {next: to})).value.url);
    });
    at("others").append(button);
  }
} catch (error) {
  // No other providers here.
}
