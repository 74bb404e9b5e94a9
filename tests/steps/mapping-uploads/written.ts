/**
 * The same mapping as many programs, machines and tired people would hand it in, and as nobody should: each with what must become of it.
 * The same for the same seed.
 */
import { columns, type Column, type Row } from '../../../src/steps/users/mapping/row.js';
import { archiveOf } from '../../documents/support/archive.js';
import { encode } from '../../world/support/encode.js';

/** read: row by row what was meant · faults: that row is named · refused: as a whole, by that refusal */
export type Wanted =
  | { readonly outcome: 'read' }
  | { readonly outcome: 'faults'; readonly row: number; readonly code: string }
  | { readonly outcome: 'refused'; readonly code: RegExp };

export interface Upload {
  readonly name: string;
  readonly how: string;
  readonly content: Buffer;
  readonly wanted: Wanted;
  /** What has no letter in its code page, or no column, is not expected back. */
  readonly without: readonly Column[];
}

type Random = () => number;
type Grid = readonly (readonly string[])[];

/** https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const cellOf: Readonly<Record<Column, (row: Row) => string>> = {
  'Source Email': ({ source }) => source,
  'Destination Email': ({ target }) => target,
  Action: ({ action }) => action,
  Wave: ({ wave }) => wave,
  Licence: ({ licence }) => licence,
  Kind: ({ kind }) => kind,
  Name: ({ name }) => name,
  'How sure': ({ sure }) => sure,
  'Source Object Id': ({ sourceId }) => sourceId,
  'Destination Object Id': ({ targetId }) => targetId,
};

const encodings = ['utf-8', 'utf-8 with its mark', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252'] as const;
type Encoding = (typeof encodings)[number];

export function upload(rows: readonly Row[], random: Random): Upload {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const shown = shape(rows, random, pick);
  return random() < 0.35 ? spoiled(shown, rows, random, pick) : written(shown, random, pick);
}

interface Shape {
  readonly grid: Grid;
  readonly how: readonly string[];
  readonly without: readonly Column[];
  /** Where the column stands. */
  readonly place: (column: Column) => number;
}

type Pick = <T>(from: readonly T[]) => T;

/** Which columns, in which order, headed how, with what beside them. */
function shape(rows: readonly Row[], random: Random, pick: Pick): Shape {
  const how: string[] = [];
  let shown: readonly Column[] = columns;
  if (random() < 0.2) {
    how.push('two columns only');
    shown = columns.slice(0, 2);
  }
  if (random() < 0.4) {
    how.push('columns moved');
    shown = [...shown].sort(() => random() - 0.5);
  }
  const headed = pick<(text: string) => string>([
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => ` ${text.replace(/ /g, '\u00a0')} `,
    (text) => text.replace(/ /g, '  '),
  ]);
  const beside = random() < 0.3;
  if (beside) how.push('a column of their own');
  const cells = (row: Row): readonly string[] => [
    ...shown.map((column) => cellOf[column](row)),
    ...(beside ? [pick(['', 'asked; waits', 'see "Anna", 2nd floor', 'да, 1 января'])] : []),
  ];
  return {
    grid: [[...shown.map(headed), ...(beside ? ['Our remark'] : [])], ...rows.map(cells)],
    how,
    without: columns.filter((column) => !shown.includes(column)),
    place: (column) => shown.indexOf(column),
  };
}

function written(shown: Shape, random: Random, pick: Pick): Upload {
  const { grid, how, without } = shown;
  const read = { outcome: 'read' } as const;
  if (random() < 0.35) {
    const texts = pick(['in the cell', 'shared', 'as the value of a formula'] as const);
    return {
      name: 'mapping.xlsx',
      how: [...how, `Excel, texts ${texts}`].join(', '),
      content: sheet(grid, texts),
      wanted: read,
      without,
    };
  }
  const { content, how: asCsv, encoding } = csvOf(grid, random, pick);
  // Windows writes one of two pages and says nowhere which: a name is shown, and never compared.
  const lost: readonly Column[] = encoding.startsWith('windows') ? ['Name'] : [];
  return {
    name: 'mapping.csv',
    how: [...how, asCsv].join(', '),
    content,
    wanted: read,
    without: [...without, ...lost],
  };
}

function csvOf(grid: Grid, random: Random, pick: Pick): { content: Buffer; how: string; encoding: Encoding } {
  const delimiter = pick([',', ';', '\t', '|']);
  const end = pick(['\r\n', '\n', '\r']);
  const before = pick(['', '', '#TYPE Selected.System.Management.Automation.PSCustomObject', `sep=${delimiter}`]);
  const isQuoted = random() < 0.5;
  const quoted = (text: string): string =>
    isQuoted || /["\r\n,;|\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = grid.map((cells) => cells.map(quoted).join(delimiter));
  const gaps = random() < 0.2;
  if (gaps)
    lines.splice(1 + Math.floor(random() * (lines.length - 1)), 0, delimiter.repeat((grid[0]?.length ?? 1) - 1));
  const text = `${before === '' ? '' : `${before}${end}`}${lines.join(end)}${end}`;
  const encoding = pick(encodings);
  return {
    content: encoded(encoding, text),
    encoding,
    how: `CSV of ${encoding}, ${JSON.stringify(delimiter)}, ${JSON.stringify(end)}${before === '' ? '' : ', with a line before'}${gaps ? ', an empty row' : ''}`,
  };
}

function encoded(encoding: Encoding, text: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-8 with its mark') return Buffer.from(`\ufeff${text}`);
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  const has = encoding === 'windows-1251' ? /[^\u0000-\u007f\u00a0А-Яа-яЁё]/gu : /[^\u0000-\u007f\u00a0äöüßéÄÖÜ]/gu;
  return encode(encoding, text.replace(has, '?'));
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const columnName = (at: number): string => String.fromCharCode(65 + at);

type Texts = 'in the cell' | 'shared' | 'as the value of a formula';

function sheet(grid: Grid, texts: Texts, cellInstead: (row: number, at: number) => string | null = () => null): Buffer {
  const shared: string[] = [];
  const cell = (text: string, row: number, at: number): string => {
    const r = `${columnName(at)}${row}`;
    if (texts === 'in the cell')
      return `<c r="${r}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
    if (texts === 'shared') return `<c r="${r}" t="s"><v>${shared.push(text) - 1}</v></c>`;
    return `<c r="${r}" t="str"><f>"x"</f><v>${escaped(text)}</v></c>`;
  };
  const rows = grid.map((cells, index) => {
    const made = cells.map((text, at) =>
      text === '' ? '' : (cellInstead(index + 1, at) ?? cell(text, index + 1, at)),
    );
    return `<row r="${index + 1}">${made.join('')}</row>`;
  });
  return workbookOf(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`, [
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst>${shared.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    },
  ]);
}

const workbookOf = (worksheet: string, more: readonly { name: string; content: Buffer | string }[] = []): Buffer =>
  archiveOf([
    { name: '[Content_Types].xml', content: '<?xml version="1.0"?><Types/>' },
    { name: '_rels/.rels', content: '<Relationships/>' },
    { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="Mapping" r:id="rId1"/></sheets></workbook>' },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    { name: 'xl/worksheets/sheet1.xml', content: worksheet },
    ...more,
  ]);

/** What PowerShell writes for a property that holds a list, and what Excel leaves of a formula. */
const noLists = [
  'System.String[]',
  'Microsoft.Exchange.Data.ProxyAddressCollection',
  'System.Collections.Generic.List`1[System.String]',
  'Microsoft.Graph.PowerShell.Models.MicrosoftGraphUser',
];
const refusedAs = (code: RegExp): Wanted => ({ outcome: 'refused', code });

function spoiled(shown: Shape, rows: readonly Row[], random: Random, pick: Pick): Upload {
  const { grid, how, without, place } = shown;
  const at = 1 + Math.floor(random() * rows.length);
  const column = pick(['Source Email', 'Destination Email'] as const);
  const put = (text: string): Grid =>
    grid.map((cells, row) => (row === at ? cells.map((one, n) => (n === place(column) ? text : one)) : cells));
  const plain = (table: Grid): Buffer =>
    Buffer.from(
      `${table.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n')}\r\n`,
    );
  const broken = (what: string, name: string, content: Buffer, wanted: Wanted): Upload => ({
    name,
    how: [...how, what].join(', '),
    content,
    wanted,
    without,
  });
  const fault = (code: string): Wanted => ({ outcome: 'faults', row: at + 1, code });
  const ways: readonly (() => Upload)[] = [
    () => broken('a type for a list', 'mapping.csv', plain(put(pick(noLists))), fault('mapping.no-address')),
    () => broken('a type for a list', 'mapping.xlsx', sheet(put(pick(noLists)), 'shared'), fault('mapping.no-address')),
    () => broken('a formula as text', 'mapping.csv', plain(put('=B2&"@fabrikam.com"')), fault('mapping.no-address')),
    () => {
      const cell = (row: number, n: number): string | null =>
        row === at + 1 && n === place(column)
          ? `<c r="${columnName(n)}${row}"><f>B2&amp;"@fabrikam.com"</f></c>`
          : null;
      return broken(
        'a formula that nobody has reckoned',
        'mapping.xlsx',
        sheet(put('x'), 'in the cell', cell),
        fault('mapping.cell-formula'),
      );
    },
    () => {
      const error = pick(['#N/A', '#REF!', '#NAME?', '#VALUE!']);
      const cell = (row: number, n: number): string | null =>
        row === at + 1 && n === place(column)
          ? `<c r="${columnName(n)}${row}" t="e"><f>VLOOKUP(A2,B:C,2,0)</f><v>${error}</v></c>`
          : null;
      return broken(
        `Excel's own ${error}`,
        'mapping.xlsx',
        sheet(put('x'), 'shared', cell),
        fault('mapping.cell-error'),
      );
    },
    () =>
      broken(
        'two addresses in a cell',
        'mapping.csv',
        plain(put('one@contoso.com, two@contoso.com')),
        fault('mapping.several-in-cell'),
      ),
    () =>
      broken(
        'no wanted column',
        'mapping.csv',
        plain(grid.map((cells) => cells.filter((_, n) => n !== place(column)))),
        refusedAs(/^upload\.(columns|no-rows|uneven)$/),
      ),
    () =>
      broken(
        'a column twice',
        'mapping.xlsx',
        sheet(
          grid.map((cells) => [...cells, cells[place(column)] ?? '']),
          'shared',
        ),
        refusedAs(/^upload\.column-twice$/),
      ),
    () => broken('nothing but the head', 'mapping.csv', plain(grid.slice(0, 1)), refusedAs(/^upload\.no-rows$/)),
    () =>
      broken(
        'nothing but the head',
        'mapping.xlsx',
        sheet(grid.slice(0, 1), 'in the cell'),
        refusedAs(/^upload\.no-rows$/),
      ),
    () =>
      broken(
        'more cells than the head has',
        'mapping.csv',
        plain(grid.map((cells, row) => (row === at ? [...cells, 'x', 'y'] : cells))),
        refusedAs(/^upload\.uneven$/),
      ),
    () =>
      broken(
        'cut off in a row',
        'mapping.csv',
        plain(grid.map((cells, row) => (row === rows.length ? cells.slice(0, -1) : cells))).subarray(0, -2),
        refusedAs(/^upload\.(uneven|damaged)$/),
      ),
    () =>
      broken(
        'a quote that is never closed',
        'mapping.csv',
        Buffer.concat([plain(grid), Buffer.from('"open,x\r\n')]),
        refusedAs(/^upload\.damaged$/),
      ),
    () =>
      broken(
        'two bytes a letter and no mark',
        'mapping.csv',
        Buffer.from(plain(grid).toString(), 'utf16le'),
        refusedAs(/^upload\.(unknown|damaged)$/),
      ),
    () =>
      broken(
        'noughts in it',
        'mapping.csv',
        Buffer.concat([plain(grid), Buffer.from([0, 0])]),
        refusedAs(/^upload\.unknown$/),
      ),
    () => {
      const content = sheet(grid, 'shared');
      return broken(
        'half of a workbook',
        'mapping.xlsx',
        content.subarray(0, Math.floor(content.length * (0.2 + random() * 0.7))),
        refusedAs(/^upload\.(damaged|unknown|wrong-ending)$/),
      );
    },
    () =>
      broken(
        'a workbook that packs a bomb',
        'mapping.xlsx',
        workbookOf('<worksheet/>', [{ name: 'xl/media/1.bin', content: Buffer.alloc(30_000_000) }]),
        refusedAs(/^upload\.grows$/),
      ),
    () =>
      broken(
        'the old Excel',
        'mapping.xls',
        Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
        refusedAs(/^upload\.old-excel$/),
      ),
    () =>
      broken(
        'a page under the name of a table',
        'mapping.csv',
        Buffer.from(`<table>${grid.map((cells) => `<tr><td>${cells.join('</td><td>')}</td></tr>`).join('')}</table>`),
        refusedAs(/^upload\.unknown$/),
      ),
    () =>
      broken(
        'a picture of the table',
        'mapping.png',
        plain(grid),
        refusedAs(/^upload\.(wrong-ending|damaged|unknown)$/),
      ),
  ];
  return pick(ways)();
}

/** Once each: they are large. */
export const boundless: readonly Upload[] = [
  [
    'a million columns',
    Buffer.from(`Source Email,Destination Email${','.repeat(1_000_000)}\r\na@b.c,d@e.f\r\n`),
    /^upload\.(many-columns|long-line)$/,
  ],
  [
    'a million columns, two bytes a letter',
    Buffer.from(`\ufeffSource Email\tDestination Email${'\t'.repeat(1_000_000)}\r\na@b.c\td@e.f\r\n`, 'utf16le'),
    /^upload\.(many-columns|long-line)$/,
  ],
  ['a hundred megabytes', Buffer.alloc(100 * 1024 * 1024, 'a'), /^upload\.too-large$/],
  [
    'two million empty lines',
    Buffer.from(`Source Email,Destination Email\r\n${'\r\n'.repeat(2_000_000)}`),
    /^upload\.(many-lines|many-rows|no-rows)$/,
  ],
].map(([how, content, code]) => ({
  name: 'mapping.csv',
  how: String(how),
  content: content as Buffer,
  wanted: refusedAs(code as RegExp),
  without: [],
}));
