// A process of its own for the tests: opens a database with the compiled store and does what it is told until it is killed.
const { join } = require('node:path');

const [folder, orderText] = process.argv.slice(2);
const order = JSON.parse(orderText);
const { openDatabase } = require(join(folder, 'store/open-database.js'));
const { createDurableJobs } = require(join(folder, 'store/durable.js'));
const { Kysely, PostgresDialect } = require(join(folder, 'node_modules/kysely'));
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const log = { info() {}, warn() {}, error() {} };

async function main() {
  let database;
  try {
    database = await openDatabase({ ...order.open, log });
  } catch (fault) {
    say({ fault: fault.name, facts: fault.facts });
    return;
  }
  if (order.hold) {
    say({ opened: true });
    setInterval(() => {}, 1000);
    return;
  }
  if (order.job) {
    const jobs = createDurableJobs({ database, queues: [{ name: 'q', concurrency: 2 }], pollMs: 20, log });
    jobs.register('work', async (input) => {
      await database.pool.query('insert into begun (job, pid) values ($1, $2)', [input, process.pid]);
      say({ begun: input });
      await new Promise(() => {});
    });
    await jobs.launch();
    const kysely = new Kysely({ dialect: new PostgresDialect({ pool: database.pool }) });
    await jobs.enqueue(kysely, { name: 'work', queue: 'q', id: order.job, input: order.job });
  }
}

void main();
