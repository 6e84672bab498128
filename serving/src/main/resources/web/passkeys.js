// The browser's half of passkeys.
export async function able() {
  return typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

export async function conditional() {
  return "isConditionalMediationAvailable" in PublicKeyCredential && (await PublicKeyCredential.isConditionalMediationAvailable());
}

export async function get(options, more = {}) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
  return (await navigator.credentials.get({publicKey, ...more})).toJSON();
}

export async function create(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey);
  return (await navigator.credentials.create({publicKey})).toJSON();
}
