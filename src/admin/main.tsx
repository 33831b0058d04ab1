import { render } from 'preact';
import { readAccount } from './account.ts';
import { Refused } from './ask.ts';
import { Shell } from './shell/shell.tsx';
import { dir, lang } from './words/words.ts';

const place = document.getElementById('dashboard');
if (!place) throw new Error('There is no place for the dashboard.');
document.documentElement.lang = lang;
document.documentElement.dir = dir;
place.replaceChildren();
render(<Shell />, place);
readAccount().catch((error: unknown) => {
  // Nobody is signed in: the same address is the way in.
  if (error instanceof Refused && error.code === 'unauthenticated') location.reload();
});
