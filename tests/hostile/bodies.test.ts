import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { requireRefused } from '../support/refused.ts';
import { type Sound, send, soundRequests } from '../support/requests.ts';
import { running } from '../support/running.ts';
import { storedIn } from '../support/stored.ts';

/** One spoilt body, as it goes over the wire, and the field that the refusal must name. */
interface Spoilt {
  readonly what: string;
  readonly body: string;
  readonly field: string;
}

const nul = '\\u0000';
const halves = ['\\ud800', 'x\\udfffy'];
const deep = `${'['.repeat(1_000)}${']'.repeat(1_000)}`;

/** Raw JSON that no field of that kind may hold. */
const wrong: Readonly<Record<string, readonly string[]>> = {
  object: ['{"$gt":""}', '{"$ne":null}', '{"toString":1}', deep],
  text: ['7', 'true', '["a"]', `"a${nul}b"`, ...halves.map((half) => `"${half}"`)],
  number: ['"7"', 'true', '1e400', '-1e308', '9007199254740993', '1.5e300', '[1]', '"NaN"'],
  truth: ['"true"', '1', '[]'],
  list: ['"a"', '7', '{"0":"a"}', '[{"$gt":""}]', '[null]', `["a${nul}"]`],
};

type Shape = {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
};

const shapeOf = ({ operation }: Sound): Shape =>
  z.toJSONSchema(operation.body?.schema ?? z.object({}), { io: 'input', unrepresentable: 'any' }) as Shape;
const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'truth',
  array: 'list',
};
const kindsOf = (shape: Shape): string[] =>
  (shape.anyOf ?? [shape]).flatMap(({ type }) => [type ?? []].flat().map((name) => kinds[name] ?? name));

/** JSON text in which one field has a value of raw text. */
function withField(body: object, field: string, raw: string): string {
  const rest = Object.entries(body).filter(([name]) => name !== field);
  return `{${[...rest.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`), `${JSON.stringify(field)}:${raw}`].join(',')}}`;
}

function spoiltFields(sound: Sound): Spoilt[] {
  const { properties = {}, required = [] } = shapeOf(sound);
  const body = sound.body ?? {};
  return Object.entries(properties).flatMap(([field, shape]) => {
    const own = kindsOf(shape);
    const values = [
      ...(wrong['object'] ?? []),
      ...own.flatMap((kind) => wrong[kind] ?? []),
      ...(own.includes('null') ? [] : ['null']),
    ];
    const long = own.includes('text') ? [JSON.stringify('ä'.repeat(60_000))] : [];
    const missing = required.includes(field)
      ? [{ what: `${field} missing`, body: JSON.stringify({ ...body, [field]: undefined }), field }]
      : [];
    return [
      ...[...values, ...long].map((raw) => ({ what: `${field}: ${raw.slice(0, 40)}`, body: withField(body, field, raw), field })),
      ...missing,
    ];
  });
}

function spoiltWholes(sound: Sound): Spoilt[] {
  const body = sound.body ?? {};
  const extra = ['isAdmin', 'status', 'constructor', '$where', 'ID'].map((field) => ({
    what: `${field} beside`,
    body: withField(body, field, '1'),
    field,
  }));
  const others = ['{', '[]', '"text"', '7', 'null', '', `${JSON.stringify(body)},`, deep].map((raw) => ({
    what: raw.slice(0, 20) || 'nothing',
    body: raw,
    field: '',
  }));
  return [...extra, { what: '__proto__', body: withField(body, '__proto__', '{"admin":true}'), field: '' }, ...others];
}

test('every operation that takes JSON refuses every bad field by name, and keeps nothing', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false, editMinutes: 1_440 } });
  const taking = (await soundRequests(service)).filter(({ operation }) => operation.body?.type === 'application/json');
  const before = await storedIn(service);
  let asked = 0;
  for (const sound of taking) {
    for (const spoilt of [...spoiltFields(sound), ...spoiltWholes(sound)]) {
      const refused = { status: 400, code: 'invalid', field: spoilt.field } as const;
      await requireRefused(await send(service, sound, { body: spoilt.body }), refused, `${sound.label}: ${spoilt.what}`);
      asked += 1;
    }
  }
  ok(asked > 500, `${asked} bodies`);
  deepEqual(await storedIn(service), before);
});
