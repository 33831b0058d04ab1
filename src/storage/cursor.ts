import { refuseField } from '../refusal.ts';
import type { Position } from './position.ts';

/** A place in an order by (createdAt, id) and the side of it that is meant. */
export interface Cursor extends Position {
  readonly side: 'after' | 'before';
}

const sides = { a: 'after', b: 'before' } as const;
const form = /^([ab])(\d{1,15})\.([0-9A-HJKMNP-TV-Z]{26})$/;

/** Opaque outside, so that what it is made of may change. */
export function encodeCursor({ createdAt, id, side }: Cursor): string {
  return Buffer.from(`${side === 'after' ? 'a' : 'b'}${createdAt}.${id}`).toString('base64url');
}

/** @throws Refusal `invalid` */
export function decodeCursor(text: string): Cursor {
  const [, side, createdAt, id] = form.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (side === undefined || id === undefined) return refuseField('cursor', 'invalid', 'This is no cursor.');
  return { createdAt: Number(createdAt), id, side: sides[side as keyof typeof sides] };
}
