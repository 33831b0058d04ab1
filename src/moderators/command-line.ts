import type { Moderator } from './may.ts';

/** Whoever holds the command line holds the service. */
export const commandLine: Moderator = {
  actor: { kind: 'cli', id: null, name: 'command line' },
  publicName: null,
  role: 'operator',
  sites: null,
};
