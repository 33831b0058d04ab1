import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Bestätige, dass du E-Mails über Antworten auf {site} möchtest',
  confirmText:
    'Jemand hat auf dieser Seite mit deiner E-Mail-Adresse kommentiert und möchte von Antworten erfahren. Ohne deine Bestätigung bekommst du keine weitere E-Mail.',
  confirmLink: 'Ja, über Antworten benachrichtigen',
  confirmElse: 'Wenn du das nicht warst, tu nichts.',
  approvedSubject: 'Dein Kommentar zu „{page}“ ist veröffentlicht',
  replySubject: '{name} hat dir bei „{page}“ geantwortet',
  view: 'Kommentar ansehen',
  because: 'Du bekommst diese E-Mail, weil du von Antworten auf {site} erfahren wolltest.',
  leave: 'Abbestellen',
  manage: 'Deine Abonnements',
  withdraw: 'Deinen Kommentar löschen',
  replies: 'Antworten auf meinen Kommentar',
  thread: 'Alle neuen Kommentare',
  notConfirmed: 'Noch nicht bestätigt',
  none: 'Du hast hier keine Abonnements.',
  leaveAll: 'Alles abbestellen',
  left: 'Du bekommst dazu keine E-Mails mehr.',
  authorBecause: 'Du bekommst diese E-Mail, weil du als Autor eines Artikels auf {site} genannt bist.',
  leaveArticle: 'Keine E-Mails mehr zu diesem Artikel',
  leaveSite: 'Keine E-Mails mehr zu Artikeln auf {site}',
  resume: 'Diese E-Mails wieder bekommen',
};
