// Coming in: by password, passkey, link or another provider; with a second factor where there is one.
import {after, agreed, ask, at, does, say, step, wrong} from "/web/ask.js";
import {able, conditional, get} from "/web/passkeys.js";
import {solve} from "/web/proof.js";
import {word} from "/web/words.js";
import {entered, factors, more} from "/web/factors.js";

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

// Where other providers send people back to, when there is more to do.
const back = new URLSearchParams(location.hash.slice(1));
history.replaceState(null, "", location.pathname + location.search);
if (back.get("next")) after(back.get("next"));
if (back.get("more")) {
  more(back.get("more"), back.get("factors").split(","));
} else if (back.get("problem")) {
  wrong(new Error(word("sso-problem") + " (" + back.get("problem") + ")"));
} else if (back.get("arrival")) {
  arrive().catch(wrong);
}

/** Somebody whom another provider knows, and no account here. */
async function arrive() {
  const news = (await ask("GET", "/v1/sign-in/arrival")).value;
  if (!news.mail) {
    wrong(new Error(word("sso-no-account")));
    return;
  }
  at("documents").replaceChildren(...news.toAgree.map(agreed));
  step("accept");
  does(at("accept-form"), async () => {
    const agreement = Object.fromEntries(news.toAgree.map(one => [one.kind, one.version]));
    const wanted = {...agreement, language: document.documentElement.lang};
    const accept = "/v1/sign-in/arrival/accept";
    try {
      entered(await ask("POST", accept, wanted));
    } catch (error) {
      if (error.code !== "proof_required") throw error;
      say(word("proving"));
      entered(await ask("POST", accept, {...wanted, proof: await solve(error.problem.challenge)}));
    }
  });
}

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
    button.textContent = one.title;
    does(button, async () => {
      const to = new URLSearchParams(location.search).get("next") || "/account";
      location.assign((await ask("POST", "/v1/sign-in/sso/" + one.provider, {next: to})).value.url);
    });
    at("others").append(button);
  }
} catch (error) {
  // No other providers here.
}
