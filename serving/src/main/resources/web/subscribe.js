// Subscribing: a plan, a way to pay, and what comes of it. The card's number is entered at its provider's.
import {ask, at, does, say, step, wrong} from "/web/ask.js";
import {word} from "/web/words.js";

const kept = JSON.parse(sessionStorage.getItem("subscribe") || "{}");
const back = new URLSearchParams(location.hash.slice(1));
history.replaceState(null, "", location.pathname);
let own;

function radio(group, value, text, chosen) {
  const label = document.createElement("label");
  label.className = "check";
  const input = document.createElement("input");
  input.type = "radio";
  input.name = group;
  input.value = value;
  input.required = true;
  input.checked = chosen;
  label.append(input, text);
  return label;
}

const chosen = group => document.querySelector(`input[name=${group}]:checked`)?.value;

async function plans() {
  const country = at("country").value;
  const zh = document.documentElement.lang === "zh";
  const items = (await ask("GET", "/v1/plans?country=" + country)).value.items;
  at("plans").replaceChildren(
    ...items.map(plan => {
      const price = plan.prices[0].amount;
      const text = `${zh ? plan.nameZh : plan.nameEn}: ${price.amount} ${price.currency} / ${plan.termMonths} ${word("months")}`;
      return radio("plan", plan.id, text, plan.id === kept.plan);
    }));
}

function pays(token, label) {
  kept.token = token;
  kept.label = label;
  at("methods").replaceChildren(radio("method", "card", label, true));
}

async function methods() {
  if (back.get("token")) {
    pays(back.get("token"), back.get("label"));
    return;
  }
  const ways = (await ask("GET", "/v1/payment-channels")).value.items.filter(way => way.page);
  at("methods").replaceChildren(
    ...ways.map(way => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = word("enter." + way.channel);
      does(button, async () => {
        sessionStorage.setItem("subscribe", JSON.stringify({plan: chosen("plan"), country: at("country").value}));
        location.assign(way.page + "?return=" + encodeURIComponent(location.origin + "/subscribe"));
      });
      return button;
    }));
}

does(at("form"), async () => {
  if (!kept.token) throw new Error(word("choose-method"));
  await ask("PUT", "/v1/people/" + own.person + "/payment-method", {channel: "card", token: kept.token, label: kept.label});
  const begun = (await ask("POST", "/v1/subscriptions", {plan: chosen("plan"), country: at("country").value})).value;
  sessionStorage.removeItem("subscribe");
  step("waits");
  await told(begun);
});

/** Looks until it is known what became of the payment. */
async function told(begun) {
  for (let tries = 0; tries < 120; tries++) {
    const now = (await ask("GET", "/v1/subscriptions/" + begun.id)).value;
    if (now.state === "active" || now.state === "trial") {
      say(word(now.state));
      at("news").textContent = word("renews", now.termUntil.slice(0, 10));
      return;
    }
    const payment = (await ask("GET", "/v1/subscriptions/" + begun.id + "/payments")).value.items[0];
    if (payment?.state === "requires_action" && payment.redirect) {
      location.assign(payment.redirect);
      return;
    }
    if (payment?.code) {
      wrong(new Error(word("declined") + " (" + payment.code + ")"));
      return;
    }
    say(word("waiting"));
    await new Promise(done => setTimeout(done, 500));
  }
}

at("country").addEventListener("change", () => plans().catch(wrong));
try {
  own = (await ask("GET", "/v1/account")).value;
  if (kept.country) at("country").value = kept.country;
  await plans();
  await methods();
  step("choose");
} catch (error) {
  if (error.status === 401) location.assign("/sign-in?next=/subscribe");
  else wrong(error);
}
