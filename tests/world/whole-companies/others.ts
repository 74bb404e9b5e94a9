/** Whoever has a mailbox elsewhere or none: contacts, guests, public folders. */
import type { Maker } from './maker.js';

export function others(maker: Maker): void {
  const { first, second } = maker;
  const { initial, words } = maker.plan;
  const folder = [`SMTP:ablage@${first}`, `smtp:ablage@${initial}`];
  maker.add('PublicFolder', words.folder, folder, { synced: false });
  maker.add('PublicFolderMailbox', `${words.folder} 1`, [`SMTP:ordnerpost@${initial}`], { synced: false });

  const contact = (name: string, external: string, ...own: readonly string[]): void =>
    maker.add('MailContact', name, [`SMTP:${external}`, ...own.map((one) => `smtp:${one}`)], { external });
  contact(words.hotline, 'hotline@partnerfirma.example', `hotline@${first}`, `stoerung@${second}`);
  contact(words.outside, 'steuer@kanzlei.example');

  const guest = (local: string, name: string, ...own: readonly string[]): void => {
    const external = `${local}@partnerfirma.example`;
    maker.add('GuestMailUser', name, [`SMTP:${external}`, ...own.map((one) => `smtp:${one}`)], {
      userPrincipalName: `${external.replace('@', '_')}#EXT#@${initial}`,
      external,
      synced: false,
    });
  };
  guest('gast.eins', 'Gast Eins');
  guest('gast.zwei', 'Gast Zwei', `gast.zwei@${first}`);
}
