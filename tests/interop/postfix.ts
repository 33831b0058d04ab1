import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../support/free-port.ts';
import { findProgram } from '../support/programs.ts';

const run = promisify(execFile);

/** Debian's Postfix on loopback, in a folder that goes afterwards. It knows `mod@blog.example` alone, and sends nothing on. */
export interface Postfix {
  readonly url: string;
  /** The mails that stand in the mailbox, as they were put there. */
  mailbox(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Why it cannot run here; false where it can. Postfix changes users, which is root's to do. */
export const cannotRun = (): string | false => (userInfo().uid === 0 ? false : 'Postfix starts as root only');

export async function startPostfix(): Promise<Postfix> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-postfix-'));
  const postfix = findProgram('postfix') ?? 'postfix';
  const port = await freePort();
  const [uid, gid] = await Promise.all([idOf('-u', 'postfix'), idOf('-g', 'postfix')]);
  await layOut(folder, { port, uid, gid });
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    ...keyFiles(folder),
  ]);
  await run(postfix, ['-c', join(folder, 'etc'), 'start']);
  return {
    url: `smtp://127.0.0.1:${port}`,
    mailbox: async () => {
      const box = join(folder, 'mail/inbox/new');
      const names = await readdir(box).catch(() => []);
      return Promise.all(names.sort().map((name) => readFile(join(box, name), 'utf8')));
    },
    stop: async () => {
      await run(postfix, ['-c', join(folder, 'etc'), 'stop']).catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const idOf = async (flag: string, user: string): Promise<number> => Number((await run('id', [flag, user])).stdout);
const keyFiles = (folder: string) => ['-keyout', join(folder, 'etc/key.pem'), '-out', join(folder, 'etc/cert.pem')];

interface Place {
  readonly port: number;
  readonly uid: number;
  readonly gid: number;
}

async function layOut(folder: string, { port, uid, gid }: Place): Promise<void> {
  await chmod(folder, 0o755);
  for (const name of ['etc', 'queue', 'data', 'mail']) await mkdir(join(folder, name));
  for (const name of ['data', 'mail']) await chown(join(folder, name), uid, gid);
  await writeFile(join(folder, 'etc/main.cf'), mainOf(folder, { port, uid, gid }));
  await writeFile(join(folder, 'etc/master.cf'), masterOf(port));
}

const mainOf = (folder: string, { uid, gid }: Place): string => `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${folder}/data/log
maillog_file_prefixes = ${folder}
myhostname = mail.blog.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
default_transport = error
virtual_mailbox_domains = blog.example
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = inline:{ { mod@blog.example = inbox/ } }
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${gid}
virtual_minimum_uid = 1
smtpd_recipient_restrictions = reject_unauth_destination
smtpd_tls_security_level = may
smtpd_tls_cert_file = ${folder}/etc/cert.pem
smtpd_tls_key_file = ${folder}/etc/key.pem
`;

const masterOf = (port: number): string =>
  [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'proxymap unix - - n - - proxymap',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'virtual unix - n n - - virtual',
    'anvil unix - - n - 1 anvil',
    'postlog unix-dgram n - n - 1 postlogd',
    '',
  ].join('\n');
