/** Exports in the code pages of their countries, each told by the letters of a language. */
import { decodeText } from '../../src/rehearsal/world/company/from-files/text/decode-text.js';
import { encode } from './support/encode.js';

const heading = 'UserPrincipalName;DisplayName;Department\r\n';
const row = (n: number, name: string): string => `person${n}@talbrunn.example;${name};"Ost (1)"\r\n`;

const read = (bytes: Buffer) => {
  const decoded = decodeText(bytes);
  if ('otherKind' in decoded) throw new Error(decoded.otherKind);
  return decoded;
};

const names: readonly (readonly [language: string, page: string, names: readonly string[]])[] = [
  ['German', 'windows-1252', ['Jürgen Groß', 'Käthe Öhlschläger']],
  ['German, one name', 'windows-1252', ['Jörg Falkner']],
  ['French', 'windows-1252', ['Zoé Lefèvre', 'François Bœuf', 'Benoît Maïs']],
  ['Norwegian', 'windows-1252', ['Kåre Sjøåsen', 'Pål Nærø']],
  ['Icelandic', 'windows-1252', ['Þórður Guðmundsson', 'Ásdís Ævarsdóttir']],
  ['Portuguese', 'windows-1252', ['João Conceição', 'Antónia Simões']],
  ['Finnish', 'windows-1252', ['Šimo Mäkelä', 'Åke Näsi – Öhman']],
  ['Spanish', 'windows-1252', ['Íñigo Muñoz', 'Núria Güell']],
  ['Russian', 'windows-1251', ['Антон Белов', 'Пётр Щербаков']],
  ['Russian, one name', 'windows-1251', ['Ия']],
  ['Ukrainian', 'windows-1251', ['Їжакевич Ганна', 'Євген Ґалаґан']],
  ['Serbian', 'windows-1251', ['Ђорђе Љубић', 'Њина Џеп']],
  ['Russian of DOS', 'ibm866', ['Антон Белов', 'Пётр Щербаков']],
  ['Russian in KOI8', 'koi8-r', ['Антон Белов', 'Пётр Щербаков']],
  ['Ukrainian in KOI8', 'koi8-u', ['Їжакевич Ганна', 'Євген Ґалаґан', 'Антон Бєлов']],
  ['Polish', 'windows-1250', ['Łukasz Wąsik', 'Żaneta Śliwińska']],
  ['Czech', 'windows-1250', ['Jiří Dvořák', 'Zdeněk Šťastný']],
  ['Hungarian', 'windows-1250', ['Győző Szűcs', 'Ödön Kővári']],
  ['Croatian', 'windows-1250', ['Željko Đurić', 'Anđela Čačić']],
  ['Greek', 'windows-1253', ['Γιώργος Παπαδόπουλος', 'Ελένη Δήμου']],
  ['Turkish', 'windows-1254', ['Işıl Çağlayan', 'Oğuz Şahin', 'İbrahim Gül']],
  ['Hebrew', 'windows-1255', ['דוד לוי', 'שרה כהן']],
  ['Arabic', 'windows-1256', ['محمد علي', 'فاطمة حسن']],
  ['Latvian', 'windows-1257', ['Jānis Bērziņš', 'Ģirts Kļaviņš']],
  ['Lithuanian', 'windows-1257', ['Žydrūnė Šimkutė', 'Ąžuolas Ūsas']],
];

test.each(names)('%s in %s', (_language, page, people) => {
  const text = heading + people.map((name, n) => row(n, name)).join('');
  const decoded = read(encode(page, text));
  expect(decoded.text.replaceAll('\r', '')).toBe(text.replaceAll('\r', ''));
  expect(decoded.certain).toBe(false);
  // Shown in the remark, so that a person sees whether the letters are right.
  expect(decoded.example).toBe(people[0]);
  expect(decoded.otherLines).toEqual([]);
});

test('German of DOS', () => {
  // 0x81 ü, 0x94 ö, 0xe1 ß, 0x84 ä
  const text = Buffer.concat([
    Buffer.from(heading),
    Buffer.from(row(0, 'J\u0081rgen Gro\u00e1'), 'latin1'),
    Buffer.from(row(1, 'K\u0084the \u0099hl'), 'latin1'),
  ]);
  const decoded = read(text);
  expect(decoded.encoding).toBe('code page 850');
  expect(decoded.text).toContain('Jürgen Groß');
  expect(decoded.text).toContain('Käthe Öhl');
});

describe('a file that was written to twice', () => {
  test('UTF-8 with lines of Windows-1252', () => {
    const bytes = Buffer.concat([
      Buffer.from(heading + row(0, 'Jürgen Groß') + row(1, 'Zoé Łuk') + row(2, 'Plain')),
      Buffer.from(row(3, 'Käthe Öhl'), 'latin1'),
    ]);
    const decoded = read(bytes);
    for (const name of ['Jürgen Groß', 'Zoé Łuk', 'Käthe Öhl']) expect(decoded.text).toContain(name);
    expect(decoded.otherLines).toEqual([5]);
  });

  test('Windows-1251 with a line of code page 866', () => {
    const many = ['Антон Белов', 'Пётр Щербаков', 'Ольга Зимина'].map((name, n) => row(n, name)).join('');
    const bytes = Buffer.concat([encode('windows-1251', heading + many), encode('ibm866', row(9, 'Глеб Наумов'))]);
    const decoded = read(bytes);
    for (const name of ['Антон Белов', 'Глеб Наумов']) expect(decoded.text).toContain(name);
    expect(decoded.otherLines).toEqual([5]);
  });
});

test('a mark, plain text and UTF-8 are what they are', () => {
  expect(read(Buffer.from(`\uFEFF${heading}${row(1, 'Jürgen')}`))).toMatchObject({ encoding: 'UTF-8', certain: true });
  expect(read(Buffer.from(heading))).toMatchObject({ encoding: 'UTF-8', certain: true, example: '' });
});
