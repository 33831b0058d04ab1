import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'أكّد أنك تريد رسائل عن الردود في {site}',
  confirmText: 'ترك أحدهم تعليقًا في هذه الصفحة بعنوان بريدك الإلكتروني وطلب إعلامه بالردود. لن تصلك رسالة أخرى ما لم تؤكد.',
  confirmLink: 'نعم، أعلمني بالردود',
  confirmElse: 'إن لم تكن أنت فلا تفعل شيئًا.',
  approvedSubject: 'نُشر تعليقك على «{page}»',
  replySubject: 'ردّ عليك {name} في «{page}»',
  view: 'عرض التعليق',
  because: 'تصلك هذه الرسالة لأنك طلبت إعلامك بالردود في {site}.',
  leave: 'إلغاء الاشتراك',
  manage: 'اشتراكاتك',
  withdraw: 'حذف تعليقك',
  replies: 'الردود على تعليقي',
  thread: 'كل التعليقات الجديدة',
  notConfirmed: 'لم يُؤكَّد بعد',
  none: 'ليس لديك اشتراكات هنا.',
  leaveAll: 'إلغاء كل الاشتراكات',
  left: 'أُلغي اشتراكك.',
};
