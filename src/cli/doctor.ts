import { examine } from '../operating/doctor.ts';
import type { Command } from './command.ts';

export const doctor: Command = {
  usage: 'doctor',
  about: 'Looks at everything that goes wrong with a service of one’s own.',
  options: {},
  words: [0, 0],
  run: async (service) => {
    const { config, publicUrl } = service;
    const diagnosis = await examine({
      ...service,
      isPublicUrlGiven: config.publicUrl !== null,
      secretLength: config.secret?.length ?? null,
      fetchAllow: config.fetchAllow,
      trustProxy: config.trustProxy === false ? null : String(config.trustProxy),
    });
    const lines = diagnosis.checks.map((check) => `${check.ok ? 'ok  ' : 'BAD '} ${check.name}: ${check.text}`);
    return { json: diagnosis, text: [...lines, `Service: ${publicUrl}`].join('\n') };
  },
};
