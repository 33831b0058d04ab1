import { z } from 'zod';
import { authorName, emailAddress } from './text.ts';

const setUpToken = z.string().min(1).max(200);
const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value);

export const SetUpQuery = z.strictObject({ token: setUpToken });

export const SetUpForm = z.strictObject({
  token: setUpToken,
  email: z.preprocess(blankIsAbsent, emailAddress.optional()),
  name: z.preprocess(blankIsAbsent, authorName.optional()),
  password: z.string().min(1).max(256),
});
