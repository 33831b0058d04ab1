import type { Html } from '../html.ts';
import { refuseField } from '../refusal.ts';
import type { AccountForm } from '../wire/account.ts';
import { changeName, changePassword, signOutEverywhere } from './account.ts';
import { recoveryPage, totpPage } from './account-page.ts';
import { endSession } from './end-session.ts';
import { type PasskeyNeeds, removePasskey } from './passkey.ts';
import { offerAgain, offerTotp, removeTotp, renewRecoveryCodes, takeTotp } from './second-factors.ts';
import type { SignedIn, Started, Visit } from './start-session.ts';

/** What a form leads to: a session anew, the end of the one there is, or a page of its own. */
export interface FormOutcome {
  readonly started?: Started;
  readonly isSignedOut?: true;
  readonly page?: Html;
  /** The page says what was wrong with the form. */
  readonly isRefused?: true;
}

interface Asked<C extends AccountForm['change']> {
  readonly form: Extract<AccountForm, { readonly change: C }>;
  readonly signedIn: SignedIn;
  readonly visit: Visit;
}

type Answers = {
  readonly [C in AccountForm['change']]: (needs: PasskeyNeeds, asked: Asked<C>) => Promise<FormOutcome>;
};

/** Does what a form of the account's page asks for. */
export function answerForm(needs: PasskeyNeeds, asked: Asked<AccountForm['change']>): Promise<FormOutcome> {
  const answer = answers[asked.form.change] as (needs: PasskeyNeeds, asked: Asked<AccountForm['change']>) => Promise<FormOutcome>;
  return answer(needs, asked);
}

const answers: Answers = {
  'sign-out': async (needs, { signedIn: { session } }) => {
    await needs.store.sessions.end(session.id);
    return { isSignedOut: true };
  },
  'sign-out-everywhere': async (needs, { signedIn }) => {
    await signOutEverywhere(needs, signedIn);
    return { isSignedOut: true };
  },
  'end-session': async (needs, { signedIn, form }) => {
    await endSession(needs, signedIn, form.id);
    return {};
  },
  name: async (needs, { signedIn, form }) => {
    await changeName(needs, signedIn, form.name ?? null);
    return {};
  },
  password: async (needs, { signedIn, form, visit }) => ({
    started: await changePassword(needs, signedIn, { current: form.current, password: form.password, visit }),
  }),
  'offer-authenticator': async (needs, { signedIn }) => ({
    page: totpPage({ publicUrl: needs.publicUrl, offer: offerTotp(needs, signedIn), problem: null }),
  }),
  'take-authenticator': async (needs, { signedIn, form: { offer, code }, visit }) => {
    const taken = await takeTotp(needs, signedIn, { offer, code, visit });
    if (taken !== 'wrong-code')
      return { started: taken.started, page: recoveryPage({ publicUrl: needs.publicUrl, codes: taken.recoveryCodes }) };
    const again = offerAgain(needs, signedIn, offer) ?? refuseField('offer', 'over', 'This is over. Begin once more.');
    return {
      isRefused: true,
      page: totpPage({ publicUrl: needs.publicUrl, offer: again, problem: 'This is not the code that your app shows now.' }),
    };
  },
  'remove-authenticator': async (needs, { signedIn, visit }) => ({ started: await removeTotp(needs, signedIn, visit) }),
  'recovery-codes': async (needs, { signedIn, visit }) => {
    const { started, recoveryCodes: codes } = await renewRecoveryCodes(needs, signedIn, visit);
    return { started, page: recoveryPage({ publicUrl: needs.publicUrl, codes }) };
  },
  'remove-passkey': async (needs, { signedIn, form: { id }, visit }) => ({
    started: await removePasskey(needs, signedIn, { id, visit }),
  }),
};
