const passed = ['PATH', 'NODE_COMPILE_CACHE'] as const;

/** What a process of ours gets of this one's environment: where programs are, and where compiled sources are kept. */
export function bareEnv(): Record<string, string> {
  return Object.fromEntries(passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
