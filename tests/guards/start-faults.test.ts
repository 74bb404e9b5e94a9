import { ConfigFault } from '../../src/config';
import { startFaultText } from '../../src/main/composition/start-fault';
import { DataFolderInUse, OtherStamp } from '../../src/store/faults';

test('a data folder in use is said with who has it and what to do', () => {
  const text = startFaultText(new DataFolderInUse({ dataDir: '/data', pid: 42, host: 'night' }));

  expect(text).toBe(
    '/data is in use by process 42 on night. Stop that process first, or set DATA_DIR to another folder.',
  );
});

test('the database of another migration is refused without being touched', () => {
  const text = startFaultText(
    new OtherStamp({
      ...{ foundMode: 'live', foundSourceTenantId: 'a', foundDestinationTenantId: 'b' },
      ...{ wantedMode: 'rehearsal', wantedSourceTenantId: 'c', wantedDestinationTenantId: 'd' },
    }),
  );

  expect(text).toMatch(/^This database was made for live a -> b, not for rehearsal c -> d\. Nothing was touched\./);
});

test('gaps in the configuration come as their own list, a defect of ours with its stack', () => {
  expect(startFaultText(new ConfigFault(['PORT is wrong.']))).toContain('  - PORT is wrong.');
  expect(startFaultText(new TypeError('boom'))).toMatch(/^TypeError: boom\n\s+at /);
});
