import { createHash } from 'node:crypto';
import type { Lesson } from '../lesson.ts';
import { type Taught, teachable } from './classifier.ts';
import { type Features, tokenKinds } from './features.ts';
import type { Sample } from './reading.ts';

/** Of the tokens and of this form. What was taught in another form is not understood any more, and learned again as it comes. */
const form = 1;
const headerBytes = 12;

/** What a sample teaches, as a site keeps it: hashes of its tokens in base64, of which no text can be made again. */
export function contentOf(sample: Sample): Pick<Lesson, 'digest' | 'content'> {
  const { prior, flattery, features } = teachable(sample);
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16LE(form, 0);
  header.writeFloatLE(prior, 2);
  header.writeFloatLE(flattery, 6);
  header.writeUInt16LE(features.length, 10);
  const counts = Uint16Array.from(tokenKinds, (kind) => features[kind].length);
  const parts = [header, bytesOf(counts), ...tokenKinds.map((kind) => bytesOf(features[kind]))];
  const content = Buffer.concat(parts).toString('base64');
  return { content, digest: createHash('sha256').update(content).digest('base64url').slice(0, 22) };
}

function bytesOf(values: Uint16Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** Null for a lesson of another form. */
export function taughtBy({ isSpam, content }: Pick<Lesson, 'isSpam' | 'content'>): Taught | null {
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length < headerBytes || bytes.readUInt16LE(0) !== form) return null;
  const values = new Uint16Array(new Uint8Array(bytes.subarray(headerBytes)).buffer);
  let at: number = tokenKinds.length;
  const ofKind = tokenKinds.map((kind, index) => {
    const from = at;
    at += values[index] ?? 0;
    return [kind, values.subarray(from, at)] as const;
  });
  const features = { ...(Object.fromEntries(ofKind) as Omit<Features, 'length'>), length: bytes.readUInt16LE(10) } as Features;
  return { isSpam, prior: bytes.readFloatLE(2), flattery: bytes.readFloatLE(6), features };
}
