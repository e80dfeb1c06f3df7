// The device's part: make a passkey, and have one sign. The challenge is computed here, from the text itself.

const fromBase64Url = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

async function signText(text, key) {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: await sha256(toUtf8(text)),
      rpId: key.rp,
      allowCredentials: [{ type: "public-key", id: fromBase64Url(key.credential) }],
      userVerification: "required",
      timeout: 120000,
    },
  });
  const { authenticatorData, clientDataJSON, signature } = credential.response;
  return {
    authenticatorData: toBase64Url(new Uint8Array(authenticatorData)),
    clientDataJSON: toBase64Url(new Uint8Array(clientDataJSON)),
    signature: toBase64Url(new Uint8Array(signature)),
  };
}

async function makePasskey({ rp, challenge, user, name }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      rp: { id: rp, name: "Undersigned" },
      user: { id: fromBase64Url(user), name, displayName: name },
      challenge: fromBase64Url(challenge),
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      attestation: "direct",
      timeout: 120000,
    },
  });
  const { clientDataJSON, attestationObject } = credential.response;
  return {
    clientDataJSON: toBase64Url(new Uint8Array(clientDataJSON)),
    attestationObject: toBase64Url(new Uint8Array(attestationObject)),
  };
}
