/** Everybody who works there, most of them on the first domain, with the aliases that people have. */
import type { Maker } from './maker.js';
import { people } from './names.js';

const count = 56;

export function staff(maker: Maker): void {
  const { first, second, plan } = maker;
  const more = plan.moving.slice(1);
  const employees = people(plan.names, count);
  employees.forEach(({ name, local }, n) => {
    const on = n % 4 === 3 ? (more[Math.floor(n / 4) % more.length] as string) : first;
    const [given = '', last = ''] = local.split('.');
    const aliases = [
      ...(n % 3 === 0 ? [`smtp:${given.charAt(0)}${last}${n}@${on}`] : []),
      ...(n % 5 === 0 ? [`smtp:${local}.${n}@${second}`] : []),
      ...(n % 2 === 0 ? [`SIP:${local}@${on}`] : []),
      ...(n % 7 === 0 ? [maker.x500(local)] : []),
    ];
    const also = {
      // A hybrid has accounts of the cloud too.
      synced: plan.hybrid && n % 9 !== 8,
      ...(n === 10 ? { forwards: `${employees[11]?.local}@${more[2 % more.length]}` } : {}),
    };
    // An older tenant has people without an address of its own.
    if (n % 6 === 5 && !plan.hybrid)
      maker.add('UserMailbox', name, [`SMTP:${local}@${on}`, ...aliases], {
        userPrincipalName: `${local}@${on}`,
        ...also,
      });
    else maker.mailbox('UserMailbox', name, [local, on], aliases, also);
  });
}
