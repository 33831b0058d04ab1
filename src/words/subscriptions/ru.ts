import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Подтвердите, что хотите получать письма об ответах на {site}',
  confirmText:
    'Кто-то оставил на этой странице комментарий с вашим адресом и попросил сообщать об ответах. Без вашего подтверждения писем больше не будет.',
  confirmLink: 'Да, сообщать мне об ответах',
  confirmElse: 'Если это были не вы, ничего не делайте.',
  approvedSubject: 'Ваш комментарий к «{page}» опубликован',
  replySubject: '{name}: ответ вам к «{page}»',
  view: 'Посмотреть комментарий',
  because: 'Вы получили это письмо, потому что хотели узнавать об ответах на {site}.',
  leave: 'Отписаться',
  manage: 'Ваши подписки',
  withdraw: 'Удалить ваш комментарий',
  replies: 'Ответы на мой комментарий',
  thread: 'Все новые комментарии',
  notConfirmed: 'Ещё не подтверждена',
  none: 'Подписок здесь у вас нет.',
  leaveAll: 'Отписаться от всего',
  left: 'Вы отписаны.',
};
