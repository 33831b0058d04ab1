import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: '{site}의 답글 알림 메일을 원하는지 확인해 주세요',
  confirmText:
    '누군가 이 페이지에 회원님의 이메일 주소로 댓글을 남기고 답글 알림을 요청했습니다. 확인하지 않으면 더 이상 메일을 보내지 않습니다.',
  confirmLink: '네, 답글을 알려 주세요',
  confirmElse: '본인이 아니라면 아무것도 하지 마세요.',
  approvedSubject: '“{page}”에 남긴 댓글이 게시되었습니다',
  replySubject: '“{page}”에서 {name} 님이 답글을 남겼습니다',
  view: '댓글 보기',
  because: '{site}의 답글 알림을 요청하여 이 메일을 받았습니다.',
  leave: '구독 취소',
  manage: '내 구독',
  withdraw: '내 댓글 삭제',
  replies: '내 댓글에 달린 답글',
  thread: '모든 새 댓글',
  notConfirmed: '아직 확인되지 않음',
  none: '이곳에 구독이 없습니다.',
  leaveAll: '모든 구독 취소',
  left: '구독이 취소되었습니다.',
  authorBecause: '{site}에 있는 글의 작성자로 지정되어 있어 이 메일을 보내드립니다.',
  leaveArticle: '이 글에 대한 메일 그만 받기',
  leaveSite: '{site}의 글에 대한 메일 모두 그만 받기',
  resume: '이 메일 다시 받기',
};
