/**
 * The signing key of the channel and the registration of the bot. The same shape as Microsoft's: OpenID metadata, JSON Web Keys with
 * endorsements, RS256 tokens (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication).
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const channelIssuer = 'https://api.botframework.com';

export interface BotRegistration {
  readonly appId: string;
  readonly appPassword: string;
}

export type Claims = Readonly<Record<string, unknown>>;

export interface KeyRing {
  readonly registration: BotRegistration;
  readonly keyId: string;
  readonly privateKey: KeyObject;
  openIdMetadata(base: string): object;
  keys(): object;
  /** The token that comes with an activity to the bot. */
  activityToken(serviceUrl: string): string;
  /** The bot's own token; null when the id or the secret is not the registered one. */
  botToken(appId: string, appPassword: string): { readonly token: string; readonly expiresIn: number } | null;
  acceptsBotToken(authorization: string | undefined): boolean;
}

interface KeptKeys extends BotRegistration {
  readonly privateKey: string;
}

const tokenLifetime = 3600;

/** @param signingKey Only without a folder: what is kept has its own. */
export function openKeyRing(folder: string | null, signingKey?: KeyObject): KeyRing {
  const kept = folder === null ? freshKeys(signingKey) : keysIn(folder);
  const privateKey = createPrivateKey(kept.privateKey);
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' });
  const keyId = createHash('sha256').update(`${jwk.n}`).digest('base64url').slice(0, 27);
  const seconds = (): number => Math.floor(Date.now() / 1000);
  const signed = (claims: Claims): string => signToken({ alg: 'RS256', kid: keyId, typ: 'JWT' }, claims, privateKey);

  return {
    registration: { appId: kept.appId, appPassword: kept.appPassword },
    keyId,
    privateKey,
    openIdMetadata: (base) => ({
      issuer: channelIssuer,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${base}/botframework/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    }),
    keys: () => ({
      keys: [
        { kty: 'RSA', use: 'sig', alg: 'RS256', kid: keyId, x5t: keyId, n: jwk.n, e: jwk.e, endorsements: ['msteams'] },
      ],
    }),
    activityToken: (serviceUrl) =>
      signed({
        iss: channelIssuer,
        aud: kept.appId,
        serviceurl: serviceUrl,
        nbf: seconds() - 60,
        iat: seconds(),
        exp: seconds() + tokenLifetime,
      }),
    botToken(appId, appPassword) {
      if (appId !== kept.appId || !same(appPassword, kept.appPassword)) return null;
      const claims = { iss: 'changeover-room', aud: channelIssuer, appid: appId };
      return { token: signed({ ...claims, exp: seconds() + tokenLifetime }), expiresIn: tokenLifetime };
    },
    acceptsBotToken(authorization) {
      const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '');
      if (token === null) return false;
      const [, header = '', payload = '', signature = ''] = token;
      const bytes = Buffer.from(`${header}.${payload}`);
      if (!verify('sha256', bytes, publicKey, Buffer.from(signature, 'base64url'))) return false;
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
      return claims['aud'] === channelIssuer && claims['appid'] === kept.appId && Number(claims['exp']) > seconds();
    },
  };
}

export function signToken(header: object, claims: Claims, key: KeyObject): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

function same(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
}

function keysIn(folder: string): KeptKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'keys.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as KeptKeys;
  const keys = freshKeys();
  writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
}

function freshKeys(signingKey?: KeyObject): KeptKeys {
  const privateKey = signingKey ?? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return {
    appId: randomUUID(),
    appPassword: randomBytes(24).toString('base64url'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
