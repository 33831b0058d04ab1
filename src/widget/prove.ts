import type { SubmitAnswer } from '../wire/comments.ts';
import { send } from './asking.ts';
import type { Live } from './live.ts';
import { solve } from './proof-of-work.ts';
import type { Scene } from './scene.ts';

/**
 * Does the work that the answer to a comment asks for, and hands it in: a second of this browser may release what waits. Where it does
 * not, the comment simply waits. @throws Refused
 */
export async function prove(
  scene: Scene,
  { comment: { id }, editToken, proofOfWork }: SubmitAnswer,
  live: Pick<Live, 'hear'>,
): Promise<void> {
  if (!proofOfWork) return;
  const body = { nonce: await solve(proofOfWork) };
  const headers = { Authorization: `Bearer ${editToken}` };
  const { comment } = await send<SubmitAnswer>(scene.place, `comments/${id}/proof`, { body, headers });
  if (comment.status !== 'approved') return;
  live.hear(comment);
  scene.say(scene.words.posted);
}
