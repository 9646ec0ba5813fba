import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLING, LAMBDA_CREDENTIALS_ONLY } from '../../lib/constructs/bundling.ts';
import { ensureAssembly } from '../../scripts/local/assembly/ensure-assembly.ts';
import type { Template } from '../../scripts/local/assembly/read-assembly.ts';

/** What stands in the place of a text that occurs in a source file. */
export type Edit = readonly [from: string, to: string];

export type ChangedAssembly = {
  /** For a world to run. */
  readonly directory: string;
  /** Bundles a handler anew from sources with these edits, by path; the checkout stays as it is. */
  rebuild(handler: string, edits: Readonly<Record<string, readonly Edit[]>>): Promise<void>;
  /** Takes an action out of every statement of the policies whose logical id begins so. */
  revoke(idStart: string, action: string): void;
  /** Changes what every function is told by that variable. */
  tell(variable: string, value: string): void;
  remove(): void;
};

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Throws for an edit that finds nothing to change: whoever changed the source has to look at the mistake planted in it. */
const edited = (text: string, edits: readonly Edit[], where: string): string =>
  edits.reduce((so, [from, to]) => {
    if (!so.includes(from)) throw new Error(`${where} has no ${from}`);
    return so.replaceAll(from, to);
  }, text);

/** A copy of the assembly of stage local for tests to plant mistakes in that could be deployed. */
export const changedAssembly = async (): Promise<ChangedAssembly> => {
  const directory = mkdtempSync(join(tmpdir(), 'cloudgreet-changed-'));
  cpSync(await ensureAssembly(root), directory, { recursive: true });
  const paths = readdirSync(directory)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => join(directory, name));
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Template;
  const resources = () => paths.flatMap((path) => Object.values(read(path).Resources ?? {}));

  return {
    directory,
    async rebuild(handler, edits) {
      const asset = resources().find(({ Metadata }) => Metadata?.['cloudgreet:handler'] === handler);
      const used = new Set<string>();
      await build({
        absWorkingDir: root,
        entryPoints: [`functions/handlers/${handler}.ts`],
        outfile: join(directory, String(asset?.Metadata?.['aws:asset:path']), 'index.js'),
        ...BUNDLING,
        alias: LAMBDA_CREDENTIALS_ONLY,
        logLevel: 'error',
        plugins: [
          {
            name: 'edits',
            setup: ({ onLoad }) =>
              onLoad({ filter: /functions\/.*\.ts$/ }, ({ path }) => {
                const source = relative(root, path);
                used.add(source);
                const contents = edited(readFileSync(path, 'utf8'), edits[source] ?? [], source);
                return { contents, loader: 'ts', resolveDir: dirname(path) };
              }),
          },
        ],
      });
      const unused = Object.keys(edits).filter((source) => !used.has(source));
      if (unused.length > 0) throw new Error(`${handler} is not made of ${unused.join(', ')}`);
    },
    revoke(idStart, action) {
      let revoked = 0;
      for (const path of paths) {
        const template = read(path);
        for (const [id, { Type, Properties }] of Object.entries(template.Resources ?? {})) {
          if (Type !== 'AWS::IAM::Policy' || !id.startsWith(idStart)) continue;
          const document = (Properties as { PolicyDocument: { Statement: { Action: string | string[] }[] } })
            .PolicyDocument;
          const before = document.Statement.flatMap(({ Action }) => Action).length;
          document.Statement = document.Statement.map((statement) => ({
            ...statement,
            Action: [statement.Action].flat().filter((one) => one !== action),
          })).filter(({ Action }) => Action.length > 0);
          revoked += before - document.Statement.flatMap(({ Action }) => Action).length;
        }
        writeFileSync(path, JSON.stringify(template));
      }
      if (revoked === 0) throw new Error(`no policy that begins with ${idStart} allows ${action}`);
    },
    tell(variable, value) {
      let told = 0;
      for (const path of paths) {
        const template = read(path);
        for (const { Type, Properties } of Object.values(template.Resources ?? {})) {
          if (Type !== 'AWS::Lambda::Function') continue;
          const variables = (Properties as { Environment?: { Variables?: Record<string, unknown> } })
            .Environment?.Variables;
          if (variables?.[variable] === undefined) continue;
          variables[variable] = value;
          told += 1;
        }
        writeFileSync(path, JSON.stringify(template));
      }
      if (told === 0) throw new Error(`no function is told ${variable}`);
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
};
