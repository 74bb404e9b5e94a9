/** Where a rehearsal listens and what the bot needs to take part; written by the rehearsal into its state folder, readable by its owner only. */
export interface RehearsalAddress {
  readonly url: string;
  readonly pid: number;
  readonly controlToken: string;
  readonly bot: { readonly appId: string; readonly appPassword: string };
  readonly hostTenantId: string;
}
