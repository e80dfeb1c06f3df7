// A passkey's button works once its script is here: pressed before, on a slow line, it would do nothing.
// Loaded after allauth's scripts, so that theirs have taken hold when this is called.
addEventListener("DOMContentLoaded", () => {
  "use strict";
  for (const one of document.querySelectorAll("#passkey_login, #mfa_webauthn_add, #mfa_webauthn_authenticate"))
    one.disabled = false;
});
