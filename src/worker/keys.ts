/** The keys of workers: each is good for one installation, is shown once, and is kept as a hash. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';

export interface WorkerKey {
  readonly id: string;
  readonly name: string;
  readonly madeAt: Date;
  readonly seenAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface WorkerKeys {
  /** The text is shown to whoever asked, and is nowhere afterwards. */
  make(name: string): Promise<{ readonly key: WorkerKey; readonly text: string }>;
  revoke(id: string): Promise<boolean>;
  list(): Promise<readonly WorkerKey[]>;
  /** Null: not a key of ours, or one that was revoked. Which of them is nobody's business. */
  check(text: string): Promise<string | null>;
  /** Binds the key to the first installation that uses it; false for any other. */
  belongsTo(id: string, instance: string): Promise<boolean>;
}

/** 256 bits of chance need no slow hash. */
const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const nobody = hash('nobody');
const form = /^cwk_([0-9a-f]{16})_([\w-]{43})$/;

/** The part of a key's text that tells it from others and is no secret. */
export const idIn = (text: string): string | null => form.exec(text)?.[1] ?? null;

const columns = 'id, name, made_at as "madeAt", seen_at as "seenAt", revoked_at as "revokedAt"';

export function createWorkerKeys({ pool, now }: { readonly pool: Pool; readonly now: () => Date }): WorkerKeys {
  return {
    async make(name) {
      const id = randomBytes(8).toString('hex');
      const secret = randomBytes(32).toString('base64url');
      const { rows } = await pool.query<WorkerKey>(
        `insert into worker.key (id, name, secret_hash, made_at) values ($1, $2, $3, $4) returning ${columns}`,
        [id, name, hash(secret).toString('hex'), now()],
      );
      return { key: rows[0] as WorkerKey, text: `cwk_${id}_${secret}` };
    },
    async revoke(id) {
      const { rowCount } = await pool.query(
        'update worker.key set revoked_at = $2 where id = $1 and revoked_at is null',
        [id, now()],
      );
      return rowCount === 1;
    },
    async list() {
      const { rows } = await pool.query<WorkerKey>(`select ${columns} from worker.key order by made_at, id`);
      return rows;
    },
    async check(text) {
      const [, id = '', secret = ''] = form.exec(text) ?? [];
      const { rows } = await pool.query<{ secret_hash: string }>(
        'select secret_hash from worker.key where id = $1 and revoked_at is null',
        [id],
      );
      // Who guesses an id learns nothing from how long the answer takes.
      const kept = rows[0] === undefined ? nobody : Buffer.from(rows[0].secret_hash, 'hex');
      return timingSafeEqual(hash(secret), kept) && rows[0] !== undefined ? id : null;
    },
    async belongsTo(id, instance) {
      const { rowCount } = await pool.query(
        'update worker.key set instance = coalesce(instance, $2), seen_at = $3 where id = $1 and (instance is null or instance = $2)',
        [id, instance, now()],
      );
      return rowCount === 1;
    },
  };
}
