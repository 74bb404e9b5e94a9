import type { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';

type SystemDatabase = DBOSExecutor['systemDatabase'];

/** What this process does not see happen (there should be nothing) is found by then. */
const ASK_ANYWAY_MS = 1_000;

/**
 * DBOS asks the database for ready jobs at every poll of every queue, and nearly always in vain. The embedded database has one
 * process, so whatever becomes ready does so here: a poll of a queue that was found empty, and that nothing was put into since, is
 * answered without asking. Polls may then be as frequent as a chained hop should be short.
 */
export class QuietPolls {
  private readonly emptySince = new Map<string, number>();

  /** Something was put into the queue, or became due in any. A transaction still open keeps its session: whoever asks now is answered after it. */
  stir(queue?: string): void {
    if (queue === undefined) this.emptySince.clear();
    else this.emptySince.delete(queue);
  }

  /** Stands between DBOS and its questions: which jobs may start, and which partitions have any. */
  attend(database: SystemDatabase): void {
    const startable = database.findAndMarkStartableWorkflows.bind(database);
    database.findAndMarkStartableWorkflows = (...given) => {
      const [queue, , , partition, running = 0] = given;
      // DBOS comes with a partition only when it was told that there is something in it.
      if (partition !== undefined) return startable(...given);
      // With every place taken nothing is found, however much there is.
      const full = queue.workerConcurrency !== undefined && running >= queue.workerConcurrency;
      return this.ask(queue.name, () => startable(...given), full);
    };
    const heads = database.findAndMarkStartablePartitionedWorkflows.bind(database);
    database.findAndMarkStartablePartitionedWorkflows = (...given) => {
      const [{ name }] = given;
      return this.ask(name, () => heads(...given), database.countRunningWorkflowsForQueue(name) > 0);
    };
    const partitions = database.getQueuePartitions.bind(database);
    database.getQueuePartitions = (name) => this.ask(name, () => partitions(name), false);
  }

  private async ask(queue: string, question: () => Promise<string[]>, full: boolean): Promise<string[]> {
    const asked = Date.now();
    if (asked - (this.emptySince.get(queue) ?? 0) < ASK_ANYWAY_MS) return [];
    // Whatever stirs the queue from here on takes this away again, and the next poll asks.
    this.emptySince.set(queue, asked);
    let found: string[] = [];
    try {
      found = await question();
    } finally {
      if (found.length > 0 || full) this.stir(queue);
    }
    return found;
  }
}
