import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'تأیید کنید که نامه‌های پاسخ‌های {site} را می‌خواهید',
  confirmText:
    'کسی با نشانی ایمیل شما در این صفحه دیدگاهی گذاشته و خواسته از پاسخ‌ها باخبر شود. تا تأیید نکنید نامهٔ دیگری دریافت نمی‌کنید.',
  confirmLink: 'بله، مرا از پاسخ‌ها باخبر کن',
  confirmElse: 'اگر شما نبودید، کاری نکنید.',
  approvedSubject: 'دیدگاه شما دربارهٔ «{page}» منتشر شد',
  replySubject: '{name} در «{page}» به شما پاسخ داد',
  view: 'دیدن دیدگاه',
  because: 'این نامه را دریافت می‌کنید چون خواسته‌اید از پاسخ‌های {site} باخبر شوید.',
  leave: 'لغو اشتراک',
  manage: 'اشتراک‌های شما',
  withdraw: 'حذف دیدگاه شما',
  replies: 'پاسخ‌ها به دیدگاه من',
  thread: 'همهٔ دیدگاه‌های تازه',
  notConfirmed: 'هنوز تأیید نشده',
  none: 'اینجا اشتراکی ندارید.',
  leaveAll: 'لغو همهٔ اشتراک‌ها',
  left: 'اشتراک شما لغو شد.',
  authorBecause: 'این ایمیل را دریافت می‌کنید چون نویسندهٔ مقاله‌ای در {site} معرفی شده‌اید.',
  leaveArticle: 'دیگر ایمیلی دربارهٔ این مقاله نفرست',
  leaveSite: 'دیگر ایمیلی دربارهٔ مقاله‌های {site} نفرست',
  resume: 'دریافت دوبارهٔ این ایمیل‌ها',
};
