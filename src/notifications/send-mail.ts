import type { Job } from '../jobs/job.ts';
import type { Also } from '../storage/also.ts';
import type { Store } from '../storage/store.ts';
import { isPlainAddress } from './address.ts';
import { addressKey } from './address-key.ts';
import type { ComposeNeeds } from './compose.ts';
import type { Delivery, Mailer, Message } from './email.ts';
import { mailKinds } from './kinds.ts';
import { changed, type Mail } from './mail.ts';
import type { MailGate } from './mail-gate.ts';
import { render } from './render.ts';

export interface SendNeeds extends Omit<ComposeNeeds, 'store'> {
  readonly store: ComposeNeeds['store'] & Pick<Store, 'limits'>;
  readonly mailer: Mailer;
  readonly mailGate: MailGate;
  /** Mails of one site in a day. */
  readonly mailsPerDay: number;
  /** Hears what became of a mail: its kind and id, no address. */
  readonly onMail: (mail: Pick<Mail, 'id' | 'kind' | 'state' | 'answer'>) => void;
}

type Again = { readonly againAt: number } | null;

const minute = 60_000;
const dayMs = 24 * 60 * minute;
/** Long enough for a weekend without anybody who looks after the mail server. */
const giveUpMs = 3 * dayMs;
/** Greylisting lets a mail in after some minutes. Waits between tries, in minutes; the last one from then on. */
const waitsInMinutes = [1, 5, 10, 20, 40, 60, 120, 240];
const mostRefusals = 3;
const nothing: Also = { jobs: [], log: null };

/**
 * Sends a mail that waits, written from the state it finds. Done twice, because a process died between the server's yes and our note of it,
 * the second copy has the same Message-ID.
 */
export async function sendMail(needs: SendNeeds, { subjectId }: Pick<Job, 'subjectId'>): Promise<Again> {
  const found = await needs.store.mails.byId(subjectId);
  if (found?.state !== 'waiting') return null;
  const mail = await closed(needs, found);
  if (!mail) return { againAt: needs.now() };
  if (!needs.mailer.isOn) return end(needs, mail, { state: 'not-delivered', answer: 'No mail server is set (SMTP_URL).' });
  if (needs.now() - mail.since > giveUpMs) return end(needs, mail, { state: 'failed' });
  const message = await write(needs, mail);
  if (!message) return end(needs, mail, { state: 'needless', answer: null });
  const group = addressKey(needs.keys, message.to);
  if (!isPlainAddress(message.to)) return end(needs, mail, { state: 'failed', answer: notPlain, group });
  const left = mostRefusals - (await refusalsInARow(needs, group));
  return left === 0
    ? end(needs, mail, { state: 'failed', answer: stopped, group })
    : hand(needs, { ...mail, group }, { message, left });
}

/** What comes from now on goes into the next digest; null where something came into this one at the same time. */
async function closed({ store, now }: SendNeeds, mail: Mail): Promise<Mail | null> {
  if (!mail.comments || mail.isClosed) return mail;
  const shut = changed(mail, { isClosed: true }, now());
  return (await store.mails.change(shut, nothing)) ? shut : null;
}

/** The mail as it would go out now; null when there is nothing to say any more. */
export async function write(
  needs: ComposeNeeds & { readonly mailer: Pick<Mailer, 'from'> },
  mail: Mail,
): Promise<Message | null> {
  const letter = await mailKinds[mail.kind](needs, mail);
  return letter && { ...render(letter, mail, needs.mailer.from), date: needs.now() };
}

const notPlain = 'The address is none that mail is sent to.';
const stopped = 'The last three mails to this address were refused. Sending one of those again lifts this.';

async function refusalsInARow({ store }: SendNeeds, group: string): Promise<number> {
  const last = await store.mails.lastStates(group, ['sent', 'refused'], mostRefusals);
  const taken = last.indexOf('sent');
  return taken < 0 ? last.length : taken;
}

/** No more at once than may still be refused. */
async function hand(
  needs: SendNeeds,
  mail: Mail,
  { message, left }: { readonly message: Message; readonly left: number },
): Promise<Again> {
  const turn = needs.mailGate.enter(mail.group, left, needs.now());
  if (turn !== null) return { againAt: turn };
  let delivery: Delivery = { outcome: 'later', answer: '' };
  try {
    const fullUntil = await fullDayUntil(needs, mail);
    if (fullUntil !== null)
      return await wait(needs, mail, { answer: "The site's mails of this day are spent.", againAt: fullUntil });
    delivery = await needs.mailer.deliver(message);
  } finally {
    needs.mailGate.leave(mail.group, delivery.outcome, needs.now());
  }
  return settle(needs, { ...mail, attempts: mail.attempts + 1 }, delivery);
}

async function fullDayUntil({ store, now, mailsPerDay }: SendNeeds, { siteId }: Mail): Promise<number | null> {
  if (siteId === '') return null;
  const { hits, resetAt } = await store.limits.hit(`mails ${siteId}`, dayMs, now());
  return hits > mailsPerDay ? resetAt : null;
}

function settle(needs: SendNeeds, mail: Mail, { outcome, answer }: Delivery): Promise<Again> {
  switch (outcome) {
    case 'sent':
      return end(needs, mail, { state: 'sent', answer, sentAt: needs.now() });
    case 'refused':
      return end(needs, mail, { state: 'refused', answer });
    case 'later':
      return wait(needs, mail, { answer, againAt: needs.now() + waitAfter(mail.attempts) });
    // The gate knows when the server is tried again.
    case 'away':
      return wait(needs, mail, { answer, againAt: needs.now() + 1_000 });
  }
}

function waitAfter(attempts: number): number {
  return (waitsInMinutes[attempts - 1] ?? waitsInMinutes.at(-1) ?? 0) * minute;
}

async function wait(
  needs: SendNeeds,
  mail: Mail,
  { answer, againAt }: { readonly answer: string; readonly againAt: number },
): Promise<Again> {
  await note(needs, changed(mail, { answer }, needs.now()));
  return { againAt };
}

async function end(
  needs: SendNeeds,
  mail: Mail,
  to: Partial<Pick<Mail, 'answer' | 'sentAt' | 'group'>> & Pick<Mail, 'state'>,
): Promise<null> {
  await note(needs, changed(mail, to, needs.now()));
  return null;
}

/** One who changed it meanwhile asked for something else. */
async function note(needs: SendNeeds, mail: Mail): Promise<void> {
  if (await needs.store.mails.change(mail, nothing)) needs.onMail(mail);
}
