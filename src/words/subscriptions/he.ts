import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'אישור קבלת הודעות על תשובות באתר {site}',
  confirmText: 'מישהו השאיר בעמוד זה תגובה עם כתובת האימייל שלך וביקש לדעת על תשובות. ללא אישור לא יישלחו אליך עוד הודעות.',
  confirmLink: 'כן, לעדכן אותי בתשובות',
  confirmElse: 'אם לא ביקשת זאת, אין צורך לעשות דבר.',
  approvedSubject: 'התגובה שלך על ״{page}״ פורסמה',
  replySubject: 'תשובה חדשה עבורך על ״{page}״ מאת {name}',
  view: 'הצגת התגובה',
  because: 'הודעה זו נשלחה אליך כי ביקשת לדעת על תשובות באתר {site}.',
  leave: 'ביטול המינוי',
  manage: 'המינויים שלך',
  withdraw: 'מחיקת התגובה שלך',
  replies: 'תשובות לתגובה שלי',
  thread: 'כל התגובות החדשות',
  notConfirmed: 'טרם אושר',
  none: 'אין לך מינויים כאן.',
  leaveAll: 'ביטול כל המינויים',
  left: 'המינוי בוטל.',
};
