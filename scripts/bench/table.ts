import type { Figure } from './figure.ts';

const HEADINGS = ['what', 'value', 'beside', 'ratio', 'goal', '', 'spread'] as const;

const digits = (value: number): string => {
  if (value === 0) return '0';
  if (Number.isInteger(value) || Math.abs(value) >= 100) return String(Math.round(value));
  return Math.abs(value) >= 10 ? value.toFixed(1) : String(Number(value.toPrecision(3)));
};

const verdict = ({ goal, ok, explained }: Figure): string => {
  if (goal === null) return '';
  return ok ? 'ok' : explained ? `missed: ${explained}` : 'MISSED';
};

const cells = (figure: Figure): string[] => [
  figure.name,
  `${digits(figure.value)} ${figure.unit}`,
  figure.peer === null ? '' : digits(figure.peer),
  figure.ratio === null ? '' : figure.ratio.toFixed(2),
  figure.goal === null ? '' : `<= ${digits(figure.goal)}`,
  verdict(figure),
  figure.spread ? figure.spread.map(digits).join('..') : '',
];

/** The figures as lines for a person, as a Markdown table: it reads well in a terminal too. */
export const tableOf = (figures: readonly Figure[]): string => {
  const rows = [[...HEADINGS], ...figures.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 1));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...body.map(line)].join('\n');
};
