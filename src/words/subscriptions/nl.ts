import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Bevestig dat je e-mails over reacties op {site} wilt',
  confirmText:
    'Iemand heeft op deze pagina met jouw e-mailadres gereageerd en wil van antwoorden horen. Zonder jouw bevestiging krijg je geen e-mail meer.',
  confirmLink: 'Ja, laat me van antwoorden weten',
  confirmElse: 'Was jij dat niet, doe dan niets.',
  approvedSubject: 'Je reactie op ‘{page}’ is gepubliceerd',
  replySubject: '{name} heeft je geantwoord bij ‘{page}’',
  view: 'Reactie bekijken',
  because: 'Je krijgt deze e-mail omdat je van antwoorden op {site} wilde horen.',
  leave: 'Afmelden',
  manage: 'Je abonnementen',
  withdraw: 'Je reactie verwijderen',
  replies: 'Antwoorden op mijn reactie',
  thread: 'Alle nieuwe reacties',
  notConfirmed: 'Nog niet bevestigd',
  none: 'Je hebt hier geen abonnementen.',
  leaveAll: 'Voor alles afmelden',
  left: 'Je bent afgemeld.',
  authorBecause: 'Je krijgt deze mail omdat je als auteur van een artikel op {site} wordt genoemd.',
  leaveArticle: 'Geen mails meer over dit artikel',
  leaveSite: 'Geen mails meer over artikelen op {site}',
  resume: 'Deze mails weer ontvangen',
};
