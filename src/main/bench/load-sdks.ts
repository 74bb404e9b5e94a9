/** Loads the libraries the bot stands on, says how much memory that took (KiB) and ends: what a start costs before a line of ours has run. */
import '@azure/identity';
import '@dbos-inc/dbos-sdk';
import '@electric-sql/pglite';
import '@microsoft/microsoft-graph-client';
import '@microsoft/teams-ai';
import 'botbuilder';
import 'restify';

process.stdout.write(`${process.resourceUsage().maxRSS}`);
process.exit(0);
