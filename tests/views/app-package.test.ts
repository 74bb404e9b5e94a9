import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { offered } from '../../src/views/index.js';

const folder = resolve(__dirname, '../../appPackage');
const fill: Readonly<Record<string, string>> = {
  TEAMS_APP_ID: '0f8f2a52-6c0e-4b8e-9f57-3a1d2c4b5e60',
  BOT_ID: '7b1f0c1e-2f77-4a64-9a3b-5a4f0d1c2b3a',
  BOT_DOMAIN: 'changeover.example.com',
  DEVELOPER_NAME: 'Example',
};
const source = readFileSync(join(folder, 'manifest.json'), 'utf8');
const readMe = readFileSync(join(folder, 'README.md'), 'utf8');

interface Manifest {
  readonly bots: readonly {
    readonly commandLists: readonly { readonly commands: readonly { readonly title: string }[] }[];
  }[];
  readonly icons: { readonly color: string; readonly outline: string };
}
const manifest = JSON.parse(
  source.replace(/\$\{\{(\w+)\}\}/g, (whole, name: string) => fill[name] ?? whole),
) as Manifest;

/** Width and height stand at a fixed place in every PNG. */
const sizeOf = (file: string): readonly number[] => {
  const png = readFileSync(join(folder, file));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

/** In a process of its own: the validator loads an ES module, which jest cannot do on Node 20. */
const validator = `
  const { AppManifestUtils } = require('@microsoft/app-manifest');
  AppManifestUtils.validateAgainstSchema(JSON.parse(require('node:fs').readFileSync(0, 'utf8')))
    .then((errors) => console.log(JSON.stringify(errors)));`;
const errorsIn = (candidate: object): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['-e', validator], { cwd: folder, input: JSON.stringify(candidate) }).toString(),
  );

test('the manifest is valid by Microsoft’s schema once its placeholders are filled', () => {
  expect(errorsIn(manifest)).toEqual([]);
  expect(errorsIn({ ...manifest, defaultInstallScope: 'nowhere' })).not.toEqual([]);
});

test('every placeholder is explained', () => {
  for (const name of new Set([...source.matchAll(/\$\{\{(\w+)\}\}/g)].map((match) => match[1] as string))) {
    expect(fill).toHaveProperty(name);
    expect(readMe).toContain(`\${{${name}}}`);
  }
});

test('the typed words are offered as Teams commands', () => {
  const listed = manifest.bots[0]?.commandLists[0]?.commands.map(({ title }) => title.slice(1));
  expect(listed).toEqual([...offered]);
});

test('the icons have the sizes Teams asks for', () => {
  expect(sizeOf(manifest.icons.color)).toEqual([192, 192]);
  expect(sizeOf(manifest.icons.outline)).toEqual([32, 32]);
});
