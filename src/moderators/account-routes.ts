import { refuseField } from '../refusal.ts';
import { AddPasskeyRequest, ByCredentialId, NameRequest, PasswordRequest, TotpRequest } from '../wire/account.ts';
import { changeName, changePassword } from './account.ts';
import { addPasskey, offerPasskey, removePasskey } from './passkey.ts';
import { offerTotp, removeTotp, renewRecoveryCodes, takeTotp } from './second-factors.ts';
import { giveCookies, signedIn, visitOf } from './session-routes.ts';
import { accountView } from './session-view.ts';

export const changeNameRoute = signedIn(async (needs, { signedIn: { person, session }, request }) => {
  const { name } = NameRequest.parse(request.body);
  return accountView(needs, { person: await changeName(needs, { person, session }, name), session });
});

export const changePasswordRoute = signedIn(async (needs, asked) => {
  const { current, password } = PasswordRequest.parse(asked.request.body);
  const started = await changePassword(needs, asked.signedIn, { current, password, visit: visitOf(needs, asked.request) });
  giveCookies(needs, asked.response, started);
  return accountView(needs, started);
});

export const offerTotpRoute = signedIn(async (needs, asked) => offerTotp(needs, asked.signedIn));

export const takeTotpRoute = signedIn(async (needs, asked) => {
  const { offer, code } = TotpRequest.parse(asked.request.body);
  const taken = await takeTotp(needs, asked.signedIn, { offer, code, visit: visitOf(needs, asked.request) });
  if (taken === 'wrong-code') return refuseField('code', 'wrong', 'This is not the code that your app shows now.');
  giveCookies(needs, asked.response.status(201), taken.started);
  return { recoveryCodes: taken.recoveryCodes };
});

export const removeTotpRoute = signedIn(async (needs, asked) => {
  giveCookies(needs, asked.response, await removeTotp(needs, asked.signedIn, visitOf(needs, asked.request)));
});

export const recoveryCodesRoute = signedIn(async (needs, asked) => {
  const { started, recoveryCodes } = await renewRecoveryCodes(needs, asked.signedIn, visitOf(needs, asked.request));
  giveCookies(needs, asked.response.status(201), started);
  return { recoveryCodes };
});

export const offerPasskeyRoute = signedIn((needs, asked) => offerPasskey(needs, asked.signedIn));

export const addPasskeyRoute = signedIn(async (needs, asked) => {
  const { name, credential } = AddPasskeyRequest.parse(asked.request.body);
  const started = await addPasskey(needs, asked.signedIn, { name, credential, visit: visitOf(needs, asked.request) });
  giveCookies(needs, asked.response.status(201), started);
  return accountView(needs, started);
});

export const removePasskeyRoute = signedIn(async (needs, asked) => {
  const { id } = ByCredentialId.parse(asked.request.params);
  const started = await removePasskey(needs, asked.signedIn, { id, visit: visitOf(needs, asked.request) });
  giveCookies(needs, asked.response, started);
});
