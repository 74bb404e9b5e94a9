/** RS256 JSON Web Tokens with a key of this world's own, kept in its folder so that a token outlives a restart of the world. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Claims {
  readonly aud: string;
  readonly iss: string;
  readonly tid: string;
  readonly appid: string;
  readonly oid: string;
  readonly roles?: readonly string[];
  /** Directory roles, by the template's id. */
  readonly wids?: readonly string[];
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly [claim: string]: unknown;
}

export interface Signing {
  issue(claims: Claims): string;
  /** Takes a token back before its time. */
  revoke(token: string): void;
  isRevoked(token: string): boolean;
  /** The claims of a token this world signed, whatever its age; undefined for anything else. */
  read(token: string): Claims | undefined;
  keySet(): { readonly keys: readonly Record<string, unknown>[] };
}

export function createSigning(folder: string | null, key?: KeyObject): Signing {
  const privateKey = key ?? loadKey(folder);
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(jwk['n'])).digest('base64url').slice(0, 27);
  const known = new Map<string, Claims>();
  const revoked = new Set<string>();
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  return {
    issue(claims) {
      const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid, x5t: kid })}.${encode(claims)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    revoke: (token) => void revoked.add(token),
    isRevoked: (token) => revoked.has(token),
    read(token) {
      const seen = known.get(token);
      if (seen !== undefined) return seen;
      const [head, body, signature] = token.split('.');
      if (head === undefined || body === undefined || signature === undefined) return undefined;
      if (!verify('sha256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'))) {
        return undefined;
      }
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Claims;
      if (known.size > 500) known.clear();
      known.set(token, claims);
      return claims;
    },
    keySet: () => ({ keys: [{ ...jwk, use: 'sig', alg: 'RS256', kid, x5t: kid }] }),
  };
}

function loadKey(folder: string | null): KeyObject {
  const file = folder === null ? null : join(folder, 'signing-key.pem');
  if (file !== null && existsSync(file)) return createPrivateKey(readFileSync(file, 'utf8'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  if (folder !== null && file !== null) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  return privateKey;
}
