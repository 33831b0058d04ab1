import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Confirm that you want mails about replies on {site}',
  confirmText:
    'Somebody left a comment on this page with your email address and asked to hear of replies. You get no more mail unless you confirm.',
  confirmLink: 'Yes, tell me of replies',
  confirmElse: 'If that was not you, do nothing.',
  approvedSubject: 'Your comment on “{page}” was published',
  replySubject: '{name} replied to you on “{page}”',
  view: 'View the comment',
  because: 'You get this mail because you asked to hear of replies on {site}.',
  leave: 'Unsubscribe',
  manage: 'Your subscriptions',
  withdraw: 'Delete your comment',
  replies: 'Replies to my comment',
  thread: 'All new comments',
  notConfirmed: 'Not confirmed yet',
  none: 'You have no subscriptions here.',
  leaveAll: 'Unsubscribe from everything',
  left: 'You are unsubscribed.',
  authorBecause: 'You get this mail because you are named as the author of an article on {site}.',
  leaveArticle: 'No more mails about this article',
  leaveSite: 'No more mails about articles on {site}',
  resume: 'Get these mails again',
};
