import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Conferma che vuoi email sulle risposte su {site}',
  confirmText:
    'Qualcuno ha lasciato un commento in questa pagina con il tuo indirizzo email e ha chiesto di sapere delle risposte. Non riceverai altre email se non confermi.',
  confirmLink: 'Sì, avvisami delle risposte',
  confirmElse: 'Se non sei stato tu, non fare nulla.',
  approvedSubject: 'Il tuo commento su “{page}” è stato pubblicato',
  replySubject: '{name} ti ha risposto su “{page}”',
  view: 'Vedi il commento',
  because: 'Ricevi questa email perché hai chiesto di sapere delle risposte su {site}.',
  leave: 'Annulla l’iscrizione',
  manage: 'Le tue iscrizioni',
  withdraw: 'Elimina il tuo commento',
  replies: 'Risposte al mio commento',
  thread: 'Tutti i nuovi commenti',
  notConfirmed: 'Non ancora confermata',
  none: 'Non hai iscrizioni qui.',
  leaveAll: 'Annulla tutte le iscrizioni',
  left: 'L’iscrizione è annullata.',
  authorBecause: 'Ricevi questa email perché sei indicato come autore di un articolo su {site}.',
  leaveArticle: 'Niente più email su questo articolo',
  leaveSite: 'Niente più email sugli articoli di {site}',
  resume: 'Ricevi di nuovo queste email',
};
