// The second step of coming in, whichever way the first was.
import {ask, at, does, next, say, step, wanted, wrong} from "/web/ask.js";
import {word} from "/web/words.js";

let half;

/** Goes on with who has come in, or asks for more. */
export function entered({value, next: path}) {
  if (value.state === "in") {
    next(path);
    return;
  }
  if (value.state === "choose") {
    location.assign("/choose#next=" + encodeURIComponent(wanted(path)));
    return;
  }
  more(value.signIn, value.factors);
}

/** Asks for one of these. */
export function more(signIn, named) {
  half = signIn;
  at("factors").replaceChildren(...named.map(choice));
  step("more");
}

function choice(factor, index) {
  const label = document.createElement("label");
  label.className = "check";
  const radio = document.createElement("input");
  radio.type = "radio";
  radio.name = "factor";
  radio.value = factor;
  radio.checked = index === 0;
  if (factor === "sms") {
    const send = () => ask("POST", "/v1/sign-in/" + half + "/sms/send").catch(wrong);
    radio.addEventListener("change", send);
    if (radio.checked) send();
  }
  label.append(radio, word("factor." + factor));
  return label;
}

/** Has the form of the second step work. */
export function factors() {
  if (at("lost-form")) {
    does(at("lost-form"), async () => {
      const begun = (await ask("POST", "/v1/recoveries", {signIn: half, statement: at("statement").value})).value;
      say(word("lost-kept", location.origin + "/recovery#ticket=" + begun.ticket));
    });
  }
  does(at("factor-form"), async () => {
    const chosen = document.querySelector("input[name=factor]:checked").value;
    entered(await ask("POST", "/v1/sign-in/" + half + "/" + chosen, {
      code: at("code").value.trim(),
      trust: at("trust").checked,
    }));
  });
}
