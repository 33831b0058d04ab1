/**
 * What passkeys need of a browser, which forms cannot do. The buttons are hidden until it runs, and the pages work without it. It fills
 * in no markup, and stands in the page under its hash.
 */
export const passkeyScript = `
const api = document.currentScript.dataset.api;
const say = (text) => { document.getElementById('passkey-note').textContent = text; };
const post = async (path, body) => {
  const answer = await fetch(api + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.errors?.[0]?.message ?? said.detail);
  return said;
};
const signIn = async () => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await post('/session/passkey/options'));
  const credential = await navigator.credentials.get({ publicKey });
  await post('/session/passkey', { credential: credential.toJSON() });
};
const add = async () => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await post('/account/passkey-options'));
  const credential = await navigator.credentials.create({ publicKey });
  const name = document.getElementById('passkey-name').value.trim() || 'Passkey';
  await post('/account/passkeys', { name, credential: credential.toJSON() });
};
const acts = { 'passkey-sign-in': signIn, 'passkey-add': add };
for (const [id, act] of Object.entries(acts)) {
  const button = document.getElementById(id);
  if (!button || !globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
  button.parentElement.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    say('');
    try {
      await act();
      location.reload();
    } catch (error) {
      say(error.name === 'NotAllowedError' ? 'That was cancelled, or took too long.' : error.message);
      button.disabled = false;
    }
  });
}
`;
