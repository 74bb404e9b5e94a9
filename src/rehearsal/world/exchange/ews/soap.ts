/** The little of SOAP that opening a mailbox takes: https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getfolder-operation */
import type { ServiceAnswer } from '../../context.js';

const types = 'http://schemas.microsoft.com/exchange/services/2006/types';
const messages = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const errors = 'http://schemas.microsoft.com/exchange/services/2006/errors';

export class EwsFault extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const plain = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] as string);
const escaped = (text: string): string =>
  text.replace(/[<>&"]/g, (one) => `&${Object.keys(entities).find((name) => entities[name] === one) as string};`);

/** What stands between the tags of this name, whatever prefix it has; undefined where there is none. */
export const inside = (xml: string, name: string): string | undefined =>
  new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:[\\w-]+:)?${name}>`).exec(xml)?.[1];

export const textInside = (xml: string, name: string): string | undefined => {
  const found = inside(xml, name);
  return found === undefined ? undefined : plain(found.trim());
};

/** Every element of this name: its attributes as they are written, and what is inside. */
export const elements = (
  xml: string,
  name: string,
): readonly { readonly id: string | undefined; readonly body: string }[] =>
  [
    ...xml.matchAll(new RegExp(`<(?:[\\w-]+:)?${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</(?:[\\w-]+:)?${name}>)`, 'g')),
  ].map(([, attributes = '', body = '']) => {
    const id = /\sId\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes);
    return { id: id === null ? undefined : plain(id[1] ?? id[2] ?? ''), body };
  });

/** Body and header of the envelope; anything else is no request of this service. */
export function envelopeIn(xml: string): { readonly header: string; readonly body: string } {
  const body = inside(xml, 'Body');
  if (!/<(?:[\w-]+:)?Envelope[\s>]/.test(xml) || body === undefined)
    throw new EwsFault('ErrorSchemaValidation', 'The request failed schema validation: Root element is missing.');
  return { header: inside(xml, 'Header') ?? '', body };
}

const envelope = (header: string, body: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">${header}<s:Body>${body}</s:Body></s:Envelope>`;

const xml = (status: number, text: string): ServiceAnswer => ({
  status,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  text,
});

/** The whole request is refused. */
export const faultAnswer = ({ code, message }: EwsFault): ServiceAnswer =>
  xml(
    500,
    envelope(
      '',
      `<s:Fault><faultcode xmlns:a="${types}">a:${code}</faultcode><faultstring xml:lang="en-US">${escaped(message)}</faultstring><detail><e:ResponseCode xmlns:e="${errors}">${code}</e:ResponseCode><e:Message xmlns:e="${errors}">${escaped(message)}</e:Message></detail></s:Fault>`,
    ),
  );

export interface FolderShown {
  readonly id: string;
  readonly displayName: string;
  readonly items: number;
  readonly children: number;
  readonly unread: number;
}

const shown = ({ id, displayName, items, children, unread }: FolderShown, idOnly: boolean): string =>
  `<t:Folder><t:FolderId Id="${escaped(id)}" ChangeKey="AQAAAB"/>${
    idOnly
      ? ''
      : `<t:DisplayName>${escaped(displayName)}</t:DisplayName><t:TotalCount>${items}</t:TotalCount><t:ChildFolderCount>${children}</t:ChildFolderCount><t:UnreadCount>${unread}</t:UnreadCount>`
  }</t:Folder>`;

/** One message for each folder that was asked for, found or not. */
export function folderAnswer(folders: readonly (FolderShown | EwsFault)[], idOnly: boolean): ServiceAnswer {
  const told = folders.map((one) =>
    one instanceof EwsFault
      ? `<m:GetFolderResponseMessage ResponseClass="Error"><m:MessageText>${escaped(one.message)}</m:MessageText><m:ResponseCode>${one.code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey><m:Folders/></m:GetFolderResponseMessage>`
      : `<m:GetFolderResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Folders>${shown(one, idOnly)}</m:Folders></m:GetFolderResponseMessage>`,
  );
  const header = `<s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="20" MajorBuildNumber="9000" MinorBuildNumber="0" xmlns:h="${types}"/></s:Header>`;
  return xml(
    200,
    envelope(
      header,
      `<m:GetFolderResponse xmlns:m="${messages}" xmlns:t="${types}"><m:ResponseMessages>${told.join('')}</m:ResponseMessages></m:GetFolderResponse>`,
    ),
  );
}
