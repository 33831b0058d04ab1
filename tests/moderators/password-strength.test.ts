import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { requireStrong, weaknessOf } from '../../src/moderators/password-strength.ts';
import { Refusal } from '../../src/refusal.ts';
import { running } from '../support/running.ts';

const isStrong = async (password: string, own: readonly string[] = []) => (await weaknessOf(password, own)) === null;
const strongOf = async (passwords: readonly string[], own: readonly string[] = []) => {
  const strong = await Promise.all(passwords.map((password) => isStrong(password, own)));
  return passwords.filter((_, at) => strong[at]);
};

test('strong are ten characters, counted as people do, up to 256', async () => {
  const sound = ['wire 12 in', '🐛🦋🐌🐝🐞🐜🪲🪳🕷🦂', 'the wire was 12 inches long '.repeat(9)];
  deepEqual(await strongOf([...sound, 'wire 12in', '🐛🦋🐌🐝🐞', 'the wire was 12 inches long '.repeat(10)]), sound);
});

test('what guessers try early is not, however long and dressed, in any case, width and spelling', async () => {
  const early = `password123 PassWord123 ｑｗｅｒｔｙｕｉｏｐ 1q2w3e4r5t password1234567 12345678901234 iloveyou1234567 qwerty12345678
    abcdefghijklmn Password@123456 p@ssw0rd1234567 Summer2031!! !!!charlie9 password-2099 qwertyuiop.7 12chocolate34 drowssap1234567
    1qaz2wsx3edc4rfv asdfghjkl;zxcvbnm letmeinplease Administrator2026 Passwort2026! hunter2hunter2 aaaaaaaaaaaaaaaa abababababababab
    passwordpasswordpassword 24.12.1990 ${'password1'.repeat(28)}`;
  deepEqual(await strongOf(early.split(/\s+/)), []);
});

test('a common word among others does no harm', async () => {
  const sound = [
    'charlie and the summer',
    'my summer hat',
    '83920174summer57',
    'summerhouse roof',
    'correct horse battery staple',
  ];
  deepEqual(await strongOf(sound), sound);
});

test('what belongs to the person or the place counts for nothing', async () => {
  const own = ['Grace.Hopper@ministry-of-wires.example', 'Amazing Grace', 'backtalk', 'Nanosecond Gazette'];
  const near = `grace.hopper@MINISTRY-of-wires.example GRACE.HOPPER1 gracehopper2026 amazinggrace12 backtalk12345678
    nanosecondgazette1 gazette123456! ministryofwires1`;
  deepEqual(await strongOf(near.split(/\s+/), own), []);
});

test('what is wrong is said in words, with what would do', async () => {
  for (const [password, says] of [
    ['wire', /^This has fewer than 10 characters\. Three or four words .* would do\.$/],
    ['x'.repeat(257), /^This has more than 256 characters\.$/],
    ['iloveyou1234567', /^This is guessed early: it is made of common passwords or words\. Three or four words/],
    ['backtalk19991999', /made of your own address or name, or a name of this place, and of the same thing over and over\./],
    ['letmein24.12.1990', /made of common passwords or words, and of a date\./],
    ['abcdefghijklmn', /made of letters or digits in a row\./],
    ['zxczxczxczxc', /made of the same thing over and over\./],
    ['xkcdqjtuvw', /^This is guessed early: it is made of letters or digits in a row\./],
  ] as const)
    match((await weaknessOf(password, ['backtalk'])) ?? '', says, password);
});

test('it is judged by the names of the sites, their hosts and the person, and refused as a field', async (t) => {
  const { service, set } = await running(t);
  await set({ name: 'Nanosecond Gazette', hosts: ['ministry-of-wires.example'] });
  const grace = { email: 'mo@example.org', name: 'Grace Hopper', sites: [(await service.sites.bySlug('blog')).id] };
  for (const weak of ['gracehopper2026', 'nanosecondgazette1', 'ministry-of-wires.example1', 'backtalk12345678'])
    await rejects(
      () => requireStrong(service, weak, grace),
      (error) =>
        error instanceof Refusal && error.details.errors?.[0]?.field === 'password' && error.details.errors[0].code === 'weak',
      weak,
    );
  equal(await requireStrong(service, 'a nanosecond of copper', grace), undefined);
});
