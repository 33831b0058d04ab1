import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: '{site}での返信のお知らせを希望することをご確認ください',
  confirmText:
    'あなたのメールアドレスでこのページにコメントが投稿され、返信のお知らせが希望されました。確認されない限り、これ以上メールは届きません。',
  confirmLink: '返信のお知らせを受け取る',
  confirmElse: '心当たりがない場合は、何もしないでください。',
  approvedSubject: '「{page}」へのコメントが公開されました',
  replySubject: '「{page}」で{name}さんから返信がありました',
  view: 'コメントを見る',
  because: '{site}での返信のお知らせを希望されたため、このメールが届いています。',
  leave: '配信を停止',
  manage: 'お知らせの設定',
  withdraw: 'コメントを削除',
  replies: '自分のコメントへの返信',
  thread: 'すべての新しいコメント',
  notConfirmed: '未確認',
  none: 'ここで受け取るお知らせはありません。',
  leaveAll: 'すべての配信を停止',
  left: '配信を停止しました。',
  authorBecause: '{site}の記事の著者として登録されているため、このメールが届いています。',
  leaveArticle: 'この記事についてのメールを停止',
  leaveSite: '{site}の記事についてのメールをすべて停止',
  resume: 'メールの受信を再開',
};
