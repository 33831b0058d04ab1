import { Eta } from 'eta/core';
import { cut, oneLine, plainName, type Sender } from './address.ts';
import type { Message } from './email.ts';
import type { Letter, LetterPart } from './letter.ts';
import { htmlTemplate, textTemplate } from './letter-templates.ts';
import type { Mail } from './mail.ts';

const plain = new Eta({ autoEscape: false, autoTrim: [false, 'nl'] });
const markup = new Eta({ autoEscape: true, autoTrim: [false, 'nl'] });
plain.loadTemplate('@letter', textTemplate);
markup.loadTemplate('@letter', htmlTemplate);

const longestSubject = 150;
const longestLine = 1_000;
/** Of somebody's words; the rest stands in the dashboard. */
const longestQuote = 10_000;

/** Puts a letter into both its forms. What came from outside is stripped of what would move the text around it. */
export function render(letter: Letter, mail: Pick<Mail, 'messageId'>, from: Sender): Omit<Message, 'date'> {
  const subject = oneLine(letter.subject, longestSubject);
  const shown = { lang: letter.lang, dir: letter.dir, subject, linesOf, parts: letter.parts.map(made) };
  const domain = mail.messageId.slice(mail.messageId.lastIndexOf('@') + 1);
  return {
    from: { name: plainName(letter.fromName) || from.name, address: from.address },
    to: letter.to,
    subject,
    text: plain.render('@letter', shown).trim().concat('\n'),
    html: markup.render('@letter', shown),
    messageId: mail.messageId,
    references: letter.thread.map((name) => `<${name}@${domain}`),
    headers: letter.unsubscribeUrl === undefined ? {} : unsubscribing(letter.unsubscribeUrl),
  };
}

/** RFC 8058, section 3.1. */
function unsubscribing(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

function made(part: LetterPart): LetterPart {
  switch (part.kind) {
    case 'quote':
      return { ...part, text: cut(manyLines(part.text), longestQuote) };
    case 'facts':
      return {
        ...part,
        facts: part.facts.map(({ name, value, url }) => ({ name, value: oneLine(value, longestLine), url: webUrl(url ?? '') })),
      };
    case 'links':
      return { ...part, links: part.links.map(({ text, url }) => ({ text, url: webUrl(url) ?? '' })) };
    default:
      return { ...part, text: oneLine(part.text, longestLine) };
  }
}

/** Written out anew, so that nothing of it ends the line or the angle brackets that it stands in. */
function webUrl(url: string): string | null {
  return /^https?:/i.test(url) && URL.canParse(url) ? new URL(url).href : null;
}

/** Every kind of line end is one, so that no line of a quote stands outside of it. */
function manyLines(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}

function linesOf(text: string): readonly string[] {
  return text.split('\n');
}
