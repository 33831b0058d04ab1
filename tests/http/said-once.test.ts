import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { problemOf } from '../../src/http/problem.ts';
import { commentText, emailAddress, textLimits } from '../../src/wire/text.ts';

const messages = ({ error }: ReturnType<typeof emailAddress.safeParse>) =>
  error && problemOf(error).errors?.map(({ message }) => message);

test('what is wrong with a field in two ways of one meaning is said once', () => {
  deepEqual(messages(emailAddress.safeParse('ann@b c')), ['Please enter a valid email address.']);
  deepEqual(messages(commentText.safeParse('x'.repeat(textLimits.text + 1))), ['This comment is too long.']);
});

test('a text is still measured in bytes', () => {
  deepEqual(messages(commentText.safeParse('é'.repeat(textLimits.text / 2 + 1))), ['This comment is too long.']);
});
