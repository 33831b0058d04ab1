import type { z } from 'zod';

/** One answer: a JSON body by its schema, or text of a media type, or of the other one where the request says so. */
export type Answer = { readonly json: z.ZodType } | { readonly type: string; readonly or?: string } | { readonly none: true };

/** One way in, as the OpenAPI document describes it. Paths are in its notation: `/feeds/{site}.atom`. */
export interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'delete' | 'put';
  readonly path: string;
  readonly summary: string;
  readonly for: 'readers' | 'moderators' | 'operators' | 'authors' | 'blog engines' | 'guests' | 'signed-in';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: { readonly type: 'application/json' | 'application/x-www-form-urlencoded'; readonly schema: z.ZodType };
  readonly answers: Readonly<Record<number, Answer>>;
}

export const json = (schema: z.ZodType): Answer => ({ json: schema });
export const jsonBody = (schema: z.ZodType) => ({ type: 'application/json', schema }) as const;
export const html: Answer = { type: 'text/html' };
export const none: Answer = { none: true };
