import { deepEqual, equal, match } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { linking, queueOf, withOtherSite } from '../support/linkbacks.ts';
import { without } from '../support/programs.ts';
import { article } from '../support/reader.ts';

const run = promisify(execFile);

/** Each prints what it was answered: the text, or the fault's code. Given: endpoint, source, target. */
const clients: Readonly<Record<string, { readonly needs: readonly string[]; readonly command: readonly string[] }>> = {
  'Python, xmlrpc.client': {
    needs: ['python3'],
    command: [
      'python3',
      '-c',
      `import sys, xmlrpc.client
endpoint, source, target = sys.argv[1:]
try:
    print(xmlrpc.client.ServerProxy(endpoint).pingback.ping(source, target))
except xmlrpc.client.Fault as fault:
    print(fault.faultCode)`,
    ],
  },
  'Perl, RPC::XML::Client': {
    needs: ['perl', '/usr/share/perl5/RPC/XML/Client.pm'],
    command: [
      'perl',
      '-MRPC::XML::Client',
      '-e',
      `my ($endpoint, $source, $target) = @ARGV;
my $answer = RPC::XML::Client->new($endpoint)->send_request('pingback.ping', RPC::XML::string->new($source), RPC::XML::string->new($target));
die $answer unless ref $answer;
print $answer->is_fault ? $answer->code : $answer->value;`,
    ],
  },
  'PHP, xmlrpc': {
    needs: ['php', '/var/lib/dpkg/info/php-xmlrpc.list'],
    command: [
      'php',
      '-r',
      `[, $endpoint, $source, $target] = $argv;
$request = array('method' => 'POST', 'header' => 'Content-Type: text/xml', 'content' => xmlrpc_encode_request('pingback.ping', array($source, $target)));
$answer = xmlrpc_decode(file_get_contents($endpoint, false, stream_context_create(array('http' => $request))));
echo is_array($answer) && xmlrpc_is_fault($answer) ? $answer['faultCode'] : $answer;`,
    ],
  },
};

describe('XML-RPC clients of others', () => {
  for (const [name, { needs, command }] of Object.entries(clients)) {
    test(name, { skip: without(...needs) }, async (t) => {
      const { service, other } = await withOtherSite(t);
      const [program = '', ...words] = command;
      const ping = async (path: string, target = article) => {
        const separator = program === 'php' ? ['--'] : [];
        const given = [`${service.url}/pingback/blog`, `${other.url}${path}`, target];
        return (await run(program, [...words, ...separator, ...given])).stdout.trim();
      };
      other.answer('/a?b=1&c=%C3%A9', linking());
      // Those of Perl and PHP take letters for bytes.
      const source = program === 'python3' ? '/a?b=1&c=é' : '/a?b=1&c=%C3%A9';
      match(await ping(source), /registered\.$/);
      equal(await ping(source), '48');
      equal(await ping(source, 'https://elsewhere.example/'), '33');
      equal(await ping('/missing'), '16');
      deepEqual(
        (await queueOf(service)).map(({ type, source }) => [type, source]),
        [['pingback', `${other.url}/a?b=1&c=%C3%A9`]],
      );
    });
  }
});
