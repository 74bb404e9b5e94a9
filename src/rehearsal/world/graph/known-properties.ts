/**
 * Every property of a type by https://graph.microsoft.com/v1.0/$metadata, so that a documented one is never called unknown. `[]` marks a
 * collection, which is empty and not null where nothing is kept.
 */
const words = (text: string): readonly string[] => text.split(/\s+/);

export interface KnownProperties {
  readonly names: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
}

const known = (text: string): KnownProperties => {
  const all = [...words(text), 'id', 'deletedDateTime'];
  return {
    names: new Set(all.map((one) => one.replace('[]', ''))),
    lists: new Set(all.filter((one) => one.endsWith('[]')).map((one) => one.replace('[]', ''))),
  };
};

export const knownOfUser = known(
  `accountEnabled ageGroup assignedLicenses[] assignedPlans[] businessPhones[] city companyName consentProvidedForMinor country createdDateTime
  creationType department displayName employeeHireDate employeeId employeeLeaveDateTime employeeOrgData employeeType externalUserState
  externalUserStateChangeDateTime faxNumber givenName identities[] identityParentId imAddresses[] isManagementRestricted isResourceAccount jobTitle
  lastPasswordChangeDateTime legalAgeGroupClassification licenseAssignmentStates[] mail mailNickname mobilePhone officeLocation
  onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime
  onPremisesProvisioningErrors[] onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled onPremisesUserPrincipalName otherMails[]
  passwordPolicies passwordProfile postalCode preferredDataLocation preferredLanguage provisionedPlans[] proxyAddresses[] securityIdentifier
  serviceProvisioningErrors[] showInAddressList signInSessionsValidFromDateTime state streetAddress surname usageLocation userPrincipalName userType`,
);

/** Of a user, and kept by other services than the directory: none of them is here. */
export const keptElsewhere: ReadonlySet<string> = new Set(
  words(
    `aboutMe authorizationInfo birthday customSecurityAttributes deviceEnrollmentLimit hireDate interests mailboxSettings mySite pastProjects
    preferredName print responsibilities schools signInActivity skills`,
  ),
);

export const knownOfGroup = known(
  `accessType allowExternalSenders assignedLabels[] assignedLicenses[] autoSubscribeNewMembers classification createdDateTime description displayName
  expirationDateTime groupTypes[] hasMembersWithLicenseErrors hideFromAddressLists hideFromOutlookClients infoCatalogs[] isArchived isAssignableToRole
  isFavorite isManagementRestricted isSubscribedByMail licenseProcessingState mail mailEnabled mailNickname membershipRule
  membershipRuleProcessingState onPremisesDomainName onPremisesExtensionAttributes onPremisesLastSyncDateTime onPremisesNetBiosName
  onPremisesProvisioningErrors[] onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled organizationId preferredDataLocation
  preferredLanguage proxyAddresses[] renewedDateTime resourceBehaviorOptions[] resourceProvisioningOptions[] securityEnabled securityIdentifier
  serviceProvisioningErrors[] theme uniqueName unseenConversationsCount unseenCount unseenMessagesCount visibility welcomeMessageEnabled`,
);

export const knownOfContact = known(
  `addresses[] companyName department displayName givenName jobTitle mail mailNickname onPremisesLastSyncDateTime onPremisesProvisioningErrors[]
  onPremisesSyncEnabled phones[] proxyAddresses[] serviceProvisioningErrors[] surname`,
);

export const knownOfApplication = known(
  `addIns[] api appId applicationTemplateId appRoles[] authenticationBehaviors certification createdByAppId createdDateTime defaultRedirectUri
  description disabledByMicrosoftStatus displayName groupMembershipClaims identifierUris[] info isDeviceOnlyAuthSupported isDisabled
  isFallbackPublicClient keyCredentials[] logo managerApplications[] nativeAuthenticationApisEnabled notes oauth2RequirePostResponse optionalClaims
  parentalControlSettings passwordCredentials[] publicClient publisherDomain requestSignatureVerification requiredResourceAccess[] samlMetadataUrl
  serviceManagementReference servicePrincipalLockConfiguration signInAudience spa tags[] tokenEncryptionKeyId uniqueName verifiedPublisher web`,
);
