/** What a person reads on standard error when the start failed: what happened, and what to do next; a stack only for defects of ours. */
import { ConfigFault } from '../../config.js';
import { StoreFault, type StoreFaultCode } from '../../store/faults.js';
import { RehearsalUnavailable } from '../rehearsal/find-or-start.js';

const advice: Readonly<Record<StoreFaultCode, string>> = {
  'store.data-folder-in-use': 'Stop that process first, or set DATA_DIR to another folder.',
  'store.data-folder-unusable': 'Set DATA_DIR to a folder that can be written.',
  'store.other-stamp':
    'Nothing was touched. Set DATA_DIR or DATABASE_URL to the database of this migration, or to an empty one.',
  'store.unreachable': 'Check DATABASE_URL and whether the server runs; leave it empty for the embedded database.',
  'store.not-durable': 'Set DATA_DIR to a folder on a local disk.',
};

export function startFaultText(fault: unknown): string {
  if (fault instanceof StoreFault) return `${capitalised(fault.message)}. ${advice[fault.code]}`;
  if (fault instanceof ConfigFault || fault instanceof RehearsalUnavailable) return fault.message;
  const { code, port } = fault as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use by another program: set PORT to a free one, or to 0 to have one picked.`;
  }
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
