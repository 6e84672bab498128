// Who watches: asked of who comes in where the owner's profile has a PIN.
import {after, ask, at, does, next, wrong} from "/web/ask.js";

const to = new URLSearchParams(location.hash.slice(1)).get("next");
history.replaceState(null, "", location.pathname + location.search);
if (to) after(to);

does(at("form"), async () => {
  const chosen = document.querySelector("input[name=profile]:checked").value;
  const pin = at("pin").value;
  await ask("POST", "/v1/profiles/" + chosen + "/enter", at("asked").hidden || !pin ? {} : {pin});
  next();
});

function choice(profile, index) {
  const label = document.createElement("label");
  label.className = "check";
  const radio = document.createElement("input");
  radio.type = "radio";
  radio.name = "profile";
  radio.value = profile.id;
  radio.checked = index === 0;
  const show = () => { at("asked").hidden = !profile.guarded; };
  radio.addEventListener("change", show);
  if (radio.checked) show();
  label.append(radio, profile.name);
  return label;
}

try {
  at("profiles").replaceChildren(...(await ask("GET", "/v1/profiles")).value.items.map(choice));
} catch (error) {
  if (error.status === 401) location.assign("/sign-in");
  else if (error.status === 403) next();
  else wrong(error);
}
