import { useSignal } from '@preact/signals';
import { account } from '../account.ts';
import { askPlainly } from '../ask.ts';
import { waiting } from '../signing-in.ts';
import { words } from '../words/words.ts';
import { Dialog } from './dialog.tsx';
import { sentenceOf } from './loaded.tsx';

/** Stands over the screen when the session has ended; whatever was typed below stays. */
export function SigningInAgain() {
  if (!waiting.value) return null;
  return (
    <Dialog title={words.signIn.title} onClose={waiting.value.end}>
      <p>{words.signIn.why}</p>
      <SignInForm done={waiting.value.end} />
    </Dialog>
  );
}

function SignInForm({ done }: { readonly done: () => void }) {
  const problem = useSignal('');
  const isBusy = useSignal(false);
  const email = account.value?.person.email ?? '';
  const attempt = async (signIn: () => Promise<unknown>) => {
    isBusy.value = true;
    problem.value = '';
    await signIn().then(done, (error: unknown) => {
      problem.value = isCancelled(error) ? words.signIn.cancelled : sentenceOf(error);
    });
    isBusy.value = false;
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement);
    const code = String(typed.get('code') ?? '').trim();
    void attempt(() => askPlainly('session', { body: { email, password: typed.get('password'), ...(code && { code }) } }));
  };
  return (
    <form onSubmit={submit}>
      {problem.value && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <Fields email={email} />
      <p class="acts">
        <button type="submit" class="main" disabled={isBusy}>
          {words.signIn.submit}
        </button>
        {hasPasskeys() && (
          <button type="button" disabled={isBusy} onClick={() => void attempt(byPasskey)}>
            {words.signIn.passkey}
          </button>
        )}
      </p>
    </form>
  );
}

function Fields({ email }: { readonly email: string }) {
  return (
    <>
      <label>
        {words.signIn.email}
        <input type="email" name="email" value={email} autocomplete="username" readOnly />
      </label>
      <label>
        {words.signIn.password}
        <input type="password" name="password" data-first required maxLength={256} autocomplete="current-password" />
      </label>
      <label>
        {words.signIn.code}
        <input type="text" name="code" maxLength={40} autocomplete="one-time-code" aria-describedby="code-hint" />
      </label>
      <p class="hint" id="code-hint">
        {words.signIn.codeHint}
      </p>
    </>
  );
}

const hasPasskeys = (): boolean =>
  'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential && isSecureContext;

async function byPasskey(): Promise<void> {
  const options = await askPlainly<PublicKeyCredentialRequestOptionsJSON>('session/passkey/options', { method: 'POST' });
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
  await askPlainly('session/passkey', { body: { credential: credential?.toJSON() } });
}

const isCancelled = (error: unknown): boolean => error instanceof DOMException;
