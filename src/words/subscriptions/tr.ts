import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: '{site} sitesindeki yanıtlarla ilgili e-posta istediğinizi onaylayın',
  confirmText:
    'Birisi bu sayfaya sizin e-posta adresinizle yorum yaptı ve yanıtlardan haberdar olmak istedi. Onaylamazsanız başka e-posta almazsınız.',
  confirmLink: 'Evet, yanıtlardan haberdar et',
  confirmElse: 'Bu siz değilseniz hiçbir şey yapmayın.',
  approvedSubject: '“{page}” sayfasındaki yorumunuz yayımlandı',
  replySubject: '{name} “{page}” sayfasında size yanıt verdi',
  view: 'Yorumu görüntüle',
  because: 'Bu e-postayı {site} sitesindeki yanıtlardan haberdar olmak istediğiniz için alıyorsunuz.',
  leave: 'Abonelikten çık',
  manage: 'Abonelikleriniz',
  withdraw: 'Yorumunuzu silin',
  replies: 'Yorumuma gelen yanıtlar',
  thread: 'Tüm yeni yorumlar',
  notConfirmed: 'Henüz onaylanmadı',
  none: 'Burada aboneliğiniz yok.',
  leaveAll: 'Tüm aboneliklerden çık',
  left: 'Abonelikten çıktınız.',
  authorBecause: 'Bu e-postayı {site} sitesindeki bir yazının yazarı olarak gösterildiğiniz için alıyorsunuz.',
  leaveArticle: 'Bu yazıyla ilgili e-posta gönderme',
  leaveSite: '{site} yazılarıyla ilgili e-posta gönderme',
  resume: 'Bu e-postaları yeniden al',
};
