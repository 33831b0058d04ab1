import type { StoredComment } from '../comments/comment.ts';
import type { ComposeNeeds } from './compose.ts';
import { changed, type Mail, type NewMail } from './mail.ts';
import { type WriteMailNeeds, writeMail } from './write-mail.ts';

type Digest = Pick<NewMail, 'siteId' | 'recipientId' | 'subjectId'> & {
  readonly kind: 'comment-digest' | 'author-digest';
  /** Of whom it is for; the end of its hour or day comes behind it. */
  readonly key: string;
  readonly everyMs: number;
};

interface Joining {
  readonly commentId: string;
  /** When it came to be told: the same whenever the job that asks is done again, so that it is found where it is already. */
  readonly since: number;
}

/** Of more, the first ones: whoever gets so many reads on in the queue, or in the thread. */
const mostInOne = 500;

/** Puts a comment into the digest of the hour or day that runs, once: it tells what is in it, whenever it goes out. */
export async function joinDigest(needs: WriteMailNeeds, digest: Digest, joining: Joining): Promise<void> {
  let end = Math.floor(joining.since / digest.everyMs) * digest.everyMs;
  do end += digest.everyMs;
  while (!(await isIn(needs, { ...digest, end }, joining.commentId)));
}

/** Whether the digest that ends then has the comment, or has it now; over, or on its way, it takes no more. */
async function isIn(
  needs: WriteMailNeeds,
  { key: of, everyMs, end, ...about }: Digest & { readonly end: number },
  commentId: string,
): Promise<boolean> {
  const key = `${of}:${end}`;
  for (;;) {
    const mail = await needs.store.mails.byKey(about.siteId, key);
    const comments = mail?.comments ?? [];
    if (comments.includes(commentId)) return true;
    if (end <= needs.now() || mail?.isClosed) return false;
    if (comments.length >= mostInOne) return true;
    const joined = [...comments, commentId];
    if (mail) await needs.store.mails.change(changed(mail, { comments: joined }, needs.now()), { jobs: [], log: null });
    else await writeMail(needs, { ...about, key, comments: joined, sendAt: end });
  }
}

/** Oldest first. */
export async function commentsIn({ store }: ComposeNeeds, { comments = [] }: Mail): Promise<readonly StoredComment[]> {
  const found = await store.comments.byIds(comments);
  return found.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}
