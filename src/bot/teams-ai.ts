/** What the bot uses of teams-ai. */
import './teams-ai-parts.js';
export { Application } from '@microsoft/teams-ai/lib/Application';
export { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter';
export type { TurnState } from '@microsoft/teams-ai/lib/TurnState';
