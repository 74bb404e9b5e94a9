/** Folders are named in the language in which their owner opened the mailbox first; who writes a name in Cyrillic did it in Russian. */
import type { TenantBuilder } from './tenant-builder.js';

export function languages(builder: TenantBuilder, random: () => number): void {
  for (const recipient of [...builder.recipients]) {
    if (recipient.RecipientTypeDetails !== 'UserMailbox' || recipient.WhenSoftDeleted !== null) continue;
    const [german, holidays] = [random() < 0.1, random() < 0.05];
    if (/[а-яё]/i.test(recipient.DisplayName)) {
      builder.detail(recipient, { language: 'ru-RU' });
      if (holidays) builder.detail(recipient, { folders: [{ key: 'holidays', under: 'Calendar', name: 'Праздники' }] });
    } else if (german) builder.detail(recipient, { language: 'de-DE' });
    else if (holidays)
      builder.detail(recipient, { folders: [{ key: 'birthdays', under: 'Calendar', name: 'Birthdays' }] });
  }
}
