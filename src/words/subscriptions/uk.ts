import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Підтвердьте, що хочете отримувати листи про відповіді на {site}',
  confirmText:
    'Хтось залишив на цій сторінці коментар із вашою адресою та попросив повідомляти про відповіді. Без вашого підтвердження листів більше не буде.',
  confirmLink: 'Так, повідомляти мене про відповіді',
  confirmElse: 'Якщо це були не ви, нічого не робіть.',
  approvedSubject: 'Ваш коментар до «{page}» опубліковано',
  replySubject: '{name}: відповідь вам до «{page}»',
  view: 'Переглянути коментар',
  because: 'Ви отримали цей лист, бо хотіли дізнаватися про відповіді на {site}.',
  leave: 'Відписатися',
  manage: 'Ваші підписки',
  withdraw: 'Видалити ваш коментар',
  replies: 'Відповіді на мій коментар',
  thread: 'Усі нові коментарі',
  notConfirmed: 'Ще не підтверджено',
  none: 'Підписок тут у вас немає.',
  leaveAll: 'Відписатися від усього',
  left: 'Вас відписано.',
};
