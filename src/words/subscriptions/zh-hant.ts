import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: '請確認您要接收 {site} 的回覆通知',
  confirmText: '有人以您的電子郵件地址在此頁面留言，並希望收到回覆通知。除非您確認，否則不會再寄郵件給您。',
  confirmLink: '是的，通知我回覆',
  confirmElse: '如果不是您本人，無需任何操作。',
  approvedSubject: '您在「{page}」的留言已發佈',
  replySubject: '{name} 在「{page}」回覆了您',
  view: '檢視留言',
  because: '您收到此郵件是因為您要求接收 {site} 的回覆通知。',
  leave: '取消訂閱',
  manage: '您的訂閱',
  withdraw: '刪除您的留言',
  replies: '對我留言的回覆',
  thread: '所有新留言',
  notConfirmed: '尚未確認',
  none: '您在這裡沒有訂閱。',
  leaveAll: '取消所有訂閱',
  left: '您已取消訂閱。',
};
