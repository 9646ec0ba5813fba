import { describe, expect, it } from 'vitest';
import { broken } from '../../scripts/lint/limits.ts';

const lines = (count: number) =>
  `${Array.from({ length: count }, (_, index) => `const a${index} = 1;`).join('\n')}\n`;

describe('limits', () => {
  it('allows a file of 250 lines and names one of 251', () => {
    expect(broken({ path: 'lib/a.ts', text: lines(250) })).toEqual([]);
    expect(broken({ path: 'lib/a.ts', text: lines(251) })).toEqual(['lib/a.ts: 251 lines, at most 250']);
  });

  it('counts a handler from below its imports', () => {
    const imports = "import { a } from './a.ts';\nimport {\n  b,\n  c,\n} from './b.ts';\n\n";

    expect(broken({ path: 'functions/handlers/a/b.ts', text: imports + lines(25) })).toEqual([]);
    expect(broken({ path: 'functions/handlers/a/b.ts', text: imports + lines(26) })).toHaveLength(1);
  });

  it('finds a handler that decides', () => {
    const text = 'export const handler = () => {\n  if (true) return;\n};\n';

    expect(broken({ path: 'functions/handlers/a/b.ts', text })).toHaveLength(1);
    expect(broken({ path: 'functions/domain/a/b.ts', text })).toEqual([]);
  });

  it('finds the import of zod that bundles all of it', () => {
    expect(broken({ path: 'lib/a.ts', text: "import { z } from 'zod';\n" })).toHaveLength(1);
    expect(broken({ path: 'lib/a.ts', text: "import * as z from 'zod';\n" })).toEqual([]);
  });
});
