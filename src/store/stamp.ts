import { OtherStamp } from './faults.js';
import type { Pool } from 'pg';
import type { DatabaseOptions } from './api.js';

type Stamp = DatabaseOptions['stamp'];

interface StampRow {
  readonly mode: string;
  readonly source_tenant_id: string;
  readonly destination_tenant_id: string;
}

/** A rehearsal's database must never meet live tenants, nor one migration's another's. */
export async function checkStamp(pool: Pool, stamp: Stamp): Promise<void> {
  await pool.query(`create table if not exists store_stamp (
    only_row boolean primary key default true check (only_row),
    mode text not null,
    source_tenant_id text not null,
    destination_tenant_id text not null,
    stamped_at timestamptz not null default now())`);
  await pool.query(
    `insert into store_stamp (mode, source_tenant_id, destination_tenant_id) values ($1, $2, $3) on conflict do nothing`,
    [stamp.mode, stamp.sourceTenantId.toLowerCase(), stamp.destinationTenantId.toLowerCase()],
  );
  const { rows } = await pool.query<StampRow>('select mode, source_tenant_id, destination_tenant_id from store_stamp');
  const found = rows[0];
  if (
    found?.mode === stamp.mode &&
    found.source_tenant_id === stamp.sourceTenantId.toLowerCase() &&
    found.destination_tenant_id === stamp.destinationTenantId.toLowerCase()
  ) {
    return;
  }
  throw new OtherStamp({
    foundMode: found?.mode ?? '',
    foundSourceTenantId: found?.source_tenant_id ?? '',
    foundDestinationTenantId: found?.destination_tenant_id ?? '',
    wantedMode: stamp.mode,
    wantedSourceTenantId: stamp.sourceTenantId,
    wantedDestinationTenantId: stamp.destinationTenantId,
  });
}
