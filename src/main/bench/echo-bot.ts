/**
 * The smallest bot on the same stack, as Microsoft's echo sample has it: CloudAdapter behind restify, tokens verified, one answer to every
 * message. Takes the path of a rehearsal's address file, whose channel it trusts; prints its port.
 * https://github.com/microsoft/BotBuilder-Samples/tree/main/samples/javascript_nodejs/02.echo-bot
 */
import type { AddressInfo } from 'node:net';
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { createServer, plugins } from 'restify';
import { BotCredentials, botToken } from '../../bot/door/credentials.js';
import { frameworkSettings } from '../../bot/door/trust.js';
import { addressOfRunning } from '../rehearsal/address.js';
import { trustIn } from './channel.js';

const address = addressOfRunning(process.argv[2] as string);
const trust = trustIn(address);
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(
    frameworkSettings(trust),
    new BotCredentials(trust.appId, botToken(trust)),
  ),
);
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`Echo: ${context.activity.text}`);
  await next();
});

const server = createServer();
server.use(plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Echo bot: ${(server.address() as AddressInfo).port}\n`);
});
