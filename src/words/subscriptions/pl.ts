import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Potwierdź, że chcesz dostawać wiadomości o odpowiedziach na {site}',
  confirmText:
    'Ktoś skomentował tę stronę, podając twój adres e-mail, i poprosił o wiadomości o odpowiedziach. Bez twojego potwierdzenia nie dostaniesz kolejnej wiadomości.',
  confirmLink: 'Tak, powiadamiaj mnie o odpowiedziach',
  confirmElse: 'Jeśli to nie ty, nic nie rób.',
  approvedSubject: 'Twój komentarz do „{page}” został opublikowany',
  replySubject: 'Nowa odpowiedź dla ciebie przy „{page}”: {name}',
  view: 'Zobacz komentarz',
  because: 'Otrzymujesz tę wiadomość, ponieważ chcesz wiedzieć o odpowiedziach na {site}.',
  leave: 'Wypisz się',
  manage: 'Twoje subskrypcje',
  withdraw: 'Usuń swój komentarz',
  replies: 'Odpowiedzi na mój komentarz',
  thread: 'Wszystkie nowe komentarze',
  notConfirmed: 'Jeszcze niepotwierdzona',
  none: 'Nie masz tu żadnych subskrypcji.',
  leaveAll: 'Wypisz się ze wszystkiego',
  left: 'Subskrypcja została zakończona.',
  authorBecause: 'Otrzymujesz tę wiadomość, ponieważ wskazano Cię jako autora artykułu w {site}.',
  leaveArticle: 'Nie wysyłaj więcej o tym artykule',
  leaveSite: 'Nie wysyłaj więcej o artykułach w {site}',
  resume: 'Otrzymuj te wiadomości znowu',
};
