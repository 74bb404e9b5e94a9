/** What the kernel says of a process: https://www.kernel.org/doc/html/latest/filesystems/proc.html */
import { readFileSync } from 'node:fs';

/** The unit of `/proc/PID/stat`, `sysconf(_SC_CLK_TCK)`: 100 wherever Node runs on Linux. */
const ticksPerSecond = 100;

/** Seconds of processor time of all its threads since it began. */
export function processorSeconds(pid: number): number {
  // The second field is the program's name in brackets, which may hold anything.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  if (!Number.isFinite(user + system)) throw new Error('the kernel does not tell the processor time of a process');
  return (user + system) / ticksPerSecond;
}

/** `VmHWM` is the high-water mark, `VmRSS` what is held now. */
export function memoryMiB(pid: number, which: 'VmHWM' | 'VmRSS'): number {
  const kibibytes = new RegExp(`^${which}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kibibytes === undefined) throw new Error('the kernel does not tell the memory of a process');
  return Number(kibibytes) / 1024;
}
