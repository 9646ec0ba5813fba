import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post } from '../../../functions/adapters/webhook-delivery/post.ts';
import { webhookSender } from '../../../functions/adapters/webhook-delivery/webhook-sender.ts';

const NAME = 'hooks.partner.example';
const usual = getCACertificates('default');
let folder: string;
let server: Server;
let port: number;
let authority: string;
let asked: (string | false | null)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Test CA',
    '-days',
    '2',
  );
  openssl('req', ...key, '-keyout', 'own.key', '-out', 'own.csr', '-subj', `/CN=${NAME}`);
  writeFileSync(join(folder, 'names'), `subjectAltName=DNS:${NAME}`);
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-days', '2'];
  openssl('x509', '-req', '-in', 'own.csr', ...signed, '-out', 'own.pem');
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  authority = read('ca.pem');
  server = createServer({ key: read('own.key'), cert: read('own.pem') }, (request, response) => {
    asked.push((request.socket as unknown as { servername: string | false }).servername);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  setDefaultCACertificates(usual);
  server?.close();
  rmSync(folder, { recursive: true });
});

/** Sends to a name that leads to this machine, at the port that is listened at. */
const sendTo = (name: string) => {
  asked = [];
  return webhookSender({
    resolve: async () => ['127.0.0.1'],
    allowLoopback: true,
    connect: (one) => post({ ...one, place: { ...one.place, url: new URL(`https://${name}:${port}/`) } }),
    clock: { now: () => 0 },
  }).send({ url: `https://${name}/`, id: 'evt_1', body: '{}', secrets: ['whsec_AAAA'] });
};

describe('a delivery over TLS [O2, C3]', () => {
  it('asks the address for the certificate of the name, and sends where that is one of it', async () => {
    setDefaultCACertificates([...usual, authority]);

    expect(await sendTo(NAME)).toEqual({ kind: 'answered', status: 204 });
    expect(asked).toEqual([NAME]);
  });

  it('sends nothing where the certificate is another name’s', async () => {
    setDefaultCACertificates([...usual, authority]);

    expect(await sendTo('other.partner.example')).toEqual({
      kind: 'unreachable',
      because: 'certificate_invalid',
    });
    expect(asked).toEqual([]);
  });

  it('sends nothing where nobody we trust has signed it', async () => {
    setDefaultCACertificates(usual);

    expect(await sendTo(NAME)).toEqual({ kind: 'unreachable', because: 'certificate_invalid' });
    expect(asked).toEqual([]);
  });
});
