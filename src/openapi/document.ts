import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { Answer, Operation } from '../wire/operation.ts';
import { operations } from '../wire/operations.ts';
import { Problem } from '../wire/problem.ts';

/** The whole contract as OpenAPI 3.1, made from the very schemas that judge requests. */
export function openApiDocument(publicUrl: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Backtalk', version: '1', description: 'Comments and linkbacks for any page.' },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'backtalk-session',
          description:
            'Who signed in; over https its name begins with __Host-. What changes something must come from our own pages',
        },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A moderator’s token, or an edit token where one’s own comment is meant',
        },
      },
    },
  });
}

function described(operation: Operation): ZodOpenApiOperationObject {
  const { params, query, headers, body } = operation;
  return {
    summary: operation.summary,
    tags: [operation.for],
    ...securityOf(operation),
    requestParams: { ...(params && { path: params }), ...(query && { query }), ...(headers && { header: headers }) },
    ...(body && { requestBody: { required: true, content: { [body.type]: { schema: body.schema } } } }),
    responses: responsesOf(operation),
  };
}

const bearer = { bearer: [] };
const session = { session: [] };

function securityOf({ for: audience }: Operation): Pick<ZodOpenApiOperationObject, 'security'> {
  if (audience === 'authors') return { security: [bearer] };
  if (audience === 'moderators') return { security: [bearer, session] };
  return audience === 'signed-in' ? { security: [session] } : {};
}

const problem = { 'application/problem+json': { schema: Problem } };
const refusal = { description: 'A refusal, with its `code`', content: problem };

function responsesOf({ answers }: Operation): ZodOpenApiResponsesObject {
  const named = Object.entries(answers).map(([status, answer]) => [
    status,
    // A page that says what is wrong can be shown only where the request is good enough to tell which; else the problem itself is.
    { description: descriptionOf(Number(status)), ...contentOf(answer, Number(status) < 400 ? {} : problem) },
  ]);
  return { ...Object.fromEntries(named), '4XX': refusal, '503': refusal };
}

function contentOf(answer: Answer, besides: object) {
  if ('none' in answer) return {};
  const own =
    'json' in answer
      ? { 'application/json': { schema: answer.json } }
      : Object.fromEntries(
          [answer.type, answer.or ?? answer.type].map((type) => [type, { schema: { type: 'string' as const } }]),
        );
  return { content: { ...own, ...besides } };
}

function descriptionOf(status: number): string {
  const known: Readonly<Record<number, string>> = {
    201: 'Visible',
    202: 'Waiting for a moderator, or taken',
    204: 'Gone',
    303: 'Back to the page',
    304: 'Unchanged',
  };
  return known[status] ?? (status < 300 ? 'The answer' : 'What is wrong, as a page');
}
