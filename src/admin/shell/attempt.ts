import { sentenceOf } from './loaded.tsx';
import { toast } from './toasts.tsx';

/** Does it and says what came of it; answers whether it was done. */
export async function attempt(act: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await act();
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'alarm' });
    return false;
  }
  if (done !== undefined) toast({ text: done });
  return true;
}

/** What stands in the fields of a form that is sent, by their names. */
export function typedIn(event: Event): Readonly<Record<string, string>> {
  event.preventDefault();
  const fields = new FormData(event.currentTarget as HTMLFormElement);
  return Object.fromEntries([...fields].map(([name, value]) => [name, String(value).trim()]));
}
