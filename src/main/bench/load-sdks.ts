/** Loads the libraries the bot stands on and ends: what a start costs before a line of ours has run. */
import '@azure/identity';
import '@dbos-inc/dbos-sdk';
import '@electric-sql/pglite';
import '@microsoft/microsoft-graph-client';
import '@microsoft/teams-ai';
import 'botbuilder';
import 'restify';

process.exit(0);
