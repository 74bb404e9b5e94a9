import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runbook } from '../../src/runbook/index';

const steps = resolve(__dirname, '../../src/steps');
const read = (file: string): string => readFileSync(join(steps, file), 'utf8');

/** What is proved otherwise, and by what of `back-out-proof`. */
const provedOtherwise: Readonly<Record<string, string>> = {
  'remove-domain-source': 'the domain is verified at the source again',
  'force-remove-domain-source': 'the domain is verified at the source again',
  'verify-domain-destination': 'the domain is not verified at the destination any more',
  'user-aliases-destination': 'nobody at the destination holds an address on the domain',
  'group-aliases-destination': 'nobody at the destination holds an address on the domain',
  'primary-address-users': 'nobody at the destination holds an address on the domain',
  'primary-address-groups': 'nobody at the destination holds an address on the domain',
};

test('whatever of code a back-out undoes is looked at by its proof, or it is said what proves it', () => {
  const byId = read('addresses/taken-from-source.ts') + read('proofs/records-as-before.ts');
  const proof = read('proofs/back-out-proof.ts');
  const isLookedAt = (id: string): boolean =>
    byId.includes(`'${id}'`) || proof.includes(`'${id}'`) || proof.includes(`/${id}.js'`);
  const undone = runbook.filter(({ undo, action }) => undo === 'with-back-out' && action !== undefined);

  expect(undone.map(({ id }) => id).filter((id) => !isLookedAt(id) && provedOtherwise[id] === undefined)).toEqual([]);
  expect(Object.keys(provedOtherwise).filter((id) => isLookedAt(id) || !undone.some((row) => row.id === id))).toEqual(
    [],
  );
});
