import { numbers, textOf } from './texts.ts';

/** A thread's JSON of about so many bytes, its texts as unlike each other as words are; always the same. */
export function threadOfSize(bytes: number): Buffer {
  const next = numbers(1);
  const comments: object[] = [];
  for (let length = 0; length < bytes; length += JSON.stringify(comments.at(-1)).length + 1) comments.push(comment(next));
  return Buffer.from(
    JSON.stringify({ page: { url: 'https://blog.example/', title: 'An article', open: true }, count: comments.length, comments }),
  );
}

function comment(next: () => number) {
  return {
    id: `01JD${(next() * 97).toString(36).toUpperCase().padStart(22, '0')}`,
    type: 'comment',
    parent: null,
    status: 'approved',
    author: {
      name: `Reader ${next() % 1_000}`,
      url: null,
      avatar: `https://comments.example/avatar/${next().toString(16)}.svg`,
      moderator: false,
    },
    html: `<p>${textOf(next())}</p>`,
    date: '2026-11-24T12:00:00.000Z',
    edited: null,
    source: null,
    replies: [],
    moreReplies: null,
  };
}
