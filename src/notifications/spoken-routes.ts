import type { Request, Response } from 'express';
import { type Html, html } from '../html.ts';
import { sendPage } from '../http/send-page.ts';
import { type MailSpeech, mailSpeechIn } from './mail-speech.ts';

interface Needs {
  readonly publicUrl: string;
}

interface Spoken {
  readonly speech: MailSpeech;
  readonly title: string;
  readonly body: Html;
}

/** A page behind a link of a mail, in the language of the mail. */
export function sendSpoken({ publicUrl }: Needs, response: Response, { speech, title, body }: Spoken): void {
  sendPage(response, { title, lang: speech.lang, dir: speech.words.dir, body }, { publicUrl });
}

/** One and the same refusal for each and every reason. */
export function sendLinkOver(needs: Needs, request: Request, response: Response): void {
  const speech = mailSpeechIn(request.acceptsLanguages()[0] ?? 'en');
  const { linkOver } = speech.mail;
  sendSpoken(needs, response.status(403), { speech, title: linkOver, body: html`<h1>${linkOver}</h1>` });
}
