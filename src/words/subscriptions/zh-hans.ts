import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: '请确认您要接收 {site} 的回复通知',
  confirmText: '有人用您的邮箱地址在此页面发表了评论，并希望收到回复通知。除非您确认，否则不会再向您发送邮件。',
  confirmLink: '是的，通知我回复',
  confirmElse: '如果不是您本人，无需任何操作。',
  approvedSubject: '您在“{page}”的评论已发布',
  replySubject: '{name} 在“{page}”回复了您',
  view: '查看评论',
  because: '您收到此邮件是因为您要求接收 {site} 的回复通知。',
  leave: '退订',
  manage: '您的订阅',
  withdraw: '删除您的评论',
  replies: '对我评论的回复',
  thread: '所有新评论',
  notConfirmed: '尚未确认',
  none: '您在这里没有订阅。',
  leaveAll: '全部退订',
  left: '您已退订。',
};
