/** Synced from on premises, and not handed to the cloud for its Exchange properties: Exchange Online refuses every change of its addresses. */
export const masteredOnPremises = (recipient: {
  readonly IsDirSynced: boolean | null;
  readonly IsExchangeCloudManaged?: boolean | null;
}): boolean => recipient.IsDirSynced === true && recipient.IsExchangeCloudManaged !== true;
