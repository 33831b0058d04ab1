import { spawn } from 'node:child_process';
import type { TestContext } from 'node:test';
import { freePort } from './free-port.ts';
import { findProgram } from './programs.ts';
import { until } from './until.ts';

const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** The key that WebDriver calls an element by (W3C WebDriver, section 12). */
type ElementRef = Readonly<Record<'element-6066-11e4-a52e-4f735466cecf', string>>;

export const tabKey = '\uE004';
export const enterKey = '\uE007';

/** WebKitGTK by the W3C WebDriver protocol. What is looked for is looked for in the widget's shadow root, or in a page that has none. */
export interface WebKit {
  goTo(url: string): Promise<void>;
  run<T>(script: string, ...values: readonly unknown[]): Promise<T>;
  /** Waits for the element of a selector that holds a text. */
  find(selector: string, text?: string): Promise<ElementRef>;
  click(selector: string, text?: string): Promise<void>;
  type(selector: string, keys: string): Promise<void>;
  /** To whatever has the focus. */
  press(keys: string): Promise<void>;
}

export async function webkit(test: TestContext): Promise<WebKit> {
  const ask = await driver(test);
  const browserOptions = { binary: miniBrowser, args: ['--automation'] };
  const capabilities = { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': browserOptions } };
  const { sessionId } = await ask<{ sessionId: string }>('POST', '/session', { capabilities });
  const session = <T>(method: string, path: string, body?: unknown) => ask<T>(method, `/session/${sessionId}${path}`, body);
  test.after(() => session('DELETE', '').catch(() => null));
  const run = <T>(script: string, ...args: readonly unknown[]) => session<T>('POST', '/execute/sync', { script, args });
  const find = async (selector: string, text = '') => {
    let found: ElementRef | null = null;
    await until(async () => {
      found = await run<ElementRef | null>(search, selector, text);
      return found !== null;
    });
    return found as unknown as ElementRef;
  };
  const press = (keys: string): Promise<void> => {
    const actions = [...keys].flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value })));
    return session('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  };
  // WebKitGTK's driver calls what stands in a shadow root not interactable.
  return {
    goTo: (url) => session('POST', '/url', { url }),
    run,
    find,
    click: async (selector, text) => run('arguments[0].click()', await find(selector, text)),
    type: async (selector, keys) => {
      await run('arguments[0].focus()', await find(selector));
      await press(keys);
    },
    press,
  };
}

const search = `const root = document.querySelector('backtalk-comments')?.shadowRoot ?? document;
return [...root.querySelectorAll(arguments[0])].find((one) => one.textContent.includes(arguments[1]) && one.checkVisibility()) ?? null;`;

async function driver(test: TestContext) {
  const port = await freePort();
  const child = spawn('xvfb-run', ['-a', findProgram('WebKitWebDriver') ?? '', `--port=${port}`], {
    stdio: 'ignore',
    detached: true,
  });
  test.after(() => {
    // The whole group: xvfb-run leaves its screen behind when it alone is ended.
    if (child.pid) process.kill(-child.pid, 'SIGTERM');
  });
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...sent });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${path}: ${value.error} ${value.message}`);
    return value;
  };
  await until(() =>
    ask<{ ready: boolean }>('GET', '/status').then(
      () => true,
      () => false,
    ),
  );
  return ask;
}
