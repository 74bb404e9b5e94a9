# Stands in for BitTitan's module in tests. Its parameters are those that windows/evidenced-cmdlets.json has, and PowerShell itself refuses
# any other. What it keeps outlives the process; each call is a line of calls.jsonl.
Set-StrictMode -Version 2.0
$Folder = $env:CHANGEOVER_STAND_IN
# Compiled only where a test has projects made: that takes seconds.
if (Test-Path (Join-Path $Folder 'with-types')) {
    Add-Type -TypeDefinition 'namespace MigrationProxy.WebApi { public class ExchangeConfiguration { public bool UseAdministrativeCredentials { get; set; } public string AdministrativeUsername { get; set; } public string AdministrativePassword { get; set; } } }'
}
$NoGuid = '00000000-0000-0000-0000-000000000000'

function Read-World {
    $world = ConvertFrom-Json ([System.IO.File]::ReadAllText((Join-Path $Folder 'world.json')))
    $world
}
function Write-World($World) { [System.IO.File]::WriteAllText((Join-Path $Folder 'world.json'), (ConvertTo-Json -InputObject $World -Depth 10)) }

# Notes the call, and does what the test wants of it: fail before it is done, or after; or be killed in the middle, with the write done.
function Enter-Call([string] $Cmdlet, $Bound) {
    $given = [ordered] @{}
    foreach ($name in ($Bound.Keys | Sort-Object)) {
        $value = $Bound[$name]
        if ($value -is [string] -or $value -is [bool] -or $value -is [int] -or $value -is [switch] -or $value -is [guid]) { $given[$name] = [string] $value }
        elseif ($value -is [DateTime]) { $given[$name] = $value.ToString('o') }
        else { $given[$name] = '…' }
    }
    $line = ConvertTo-Json -InputObject ([ordered] @{ cmdlet = $Cmdlet; parameters = $given }) -Compress -Depth 4
    [System.IO.File]::AppendAllText((Join-Path $Folder 'calls.jsonl'), $line + "`n")
    if (Test-Path (Join-Path $Folder "$Cmdlet.refuses")) { throw [System.IO.File]::ReadAllText((Join-Path $Folder "$Cmdlet.refuses")) }
}
function Exit-Call([string] $Cmdlet) {
    $silent = Join-Path $Folder "$Cmdlet.unanswered"
    if (Test-Path $silent) {
        [System.IO.File]::Delete($silent)
        throw 'The operation has timed out'
    }
    $fatal = Join-Path $Folder "$Cmdlet.dies"
    if (Test-Path $fatal) {
        [System.IO.File]::Delete($fatal)
        [System.Diagnostics.Process]::GetCurrentProcess().Kill()
        Start-Sleep -Seconds 60
    }
}
function New-Number($World, [string] $Kind) {
    $World.numbers = [int] $World.numbers + 1
    '{0}-0000-4000-8000-{1:d12}' -f $Kind, [int] $World.numbers
}

function Get-BT_Ticket {
    [CmdletBinding()] param($Credentials, [string] $ServiceType, $Ticket, [guid] $OrganizationId)
    Enter-Call 'Get-BT_Ticket' $PSBoundParameters
    if ($null -ne $Credentials -and $Credentials.GetNetworkCredential().Password -ne 'correct horse') { throw "Wrong password: $($Credentials.GetNetworkCredential().Password)" }
    [pscustomobject] @{ UserId = 'aaaaaaaa-0000-4000-8000-000000000001'; OrganizationId = $OrganizationId; ExpirationDate = [DateTime]::UtcNow.AddHours(8) }
}
function Get-MW_Ticket {
    [CmdletBinding()] param($Credentials, [guid] $WorkgroupId, [switch] $IncludeSharedProjects)
    Enter-Call 'Get-MW_Ticket' $PSBoundParameters
    if ($Credentials.GetNetworkCredential().Password -ne 'correct horse') { throw "Wrong password: $($Credentials.GetNetworkCredential().Password)" }
    [pscustomobject] @{ UserId = 'aaaaaaaa-0000-4000-8000-000000000001'; WorkgroupId = $WorkgroupId; ExpirationDate = [DateTime]::UtcNow.AddHours(8) }
}
function Get-BT_Workgroup {
    [CmdletBinding()] param($Ticket, [guid] $Id)
    Enter-Call 'Get-BT_Workgroup' $PSBoundParameters
    [pscustomobject] @{ Id = $Id; WorkgroupOrganizationId = [guid] 'bbbbbbbb-0000-4000-8000-000000000001' }
}
function Get-BT_Customer {
    [CmdletBinding()] param($Ticket, [guid] $Id, [guid] $WorkgroupId, [string] $PrimaryDomain, [bool] $IsDeleted)
    Enter-Call 'Get-BT_Customer' $PSBoundParameters
    @((Read-World).customers) | Where-Object { $_ -and ($_.PrimaryDomain -eq $PrimaryDomain -or $_.Id -eq [string] $Id) }
}
function Add-BT_Customer {
    [CmdletBinding()] param($Ticket, [guid] $WorkgroupId, [string] $PrimaryDomain, [string] $CompanyName)
    Enter-Call 'Add-BT_Customer' $PSBoundParameters
    $world = Read-World
    $made = [pscustomobject] @{ Id = (New-Number $world 'c0000000'); OrganizationId = (New-Number $world 'c1000000'); PrimaryDomain = $PrimaryDomain; CompanyName = $CompanyName }
    $world.customers = @($world.customers) + $made
    Write-World $world
    Exit-Call 'Add-BT_Customer'
    $made
}
function Get-BT_Endpoint {
    [CmdletBinding()] param($Ticket, [string] $Name, [bool] $IsDeleted)
    Enter-Call 'Get-BT_Endpoint' $PSBoundParameters
    @((Read-World).endpoints) | Where-Object { $_ -and $_.Name -eq $Name }
}
function Get-MW_MailboxConnector {
    [CmdletBinding()] param($Ticket, [guid] $OrganizationId, [string] $Name, [switch] $RetrieveAll)
    Enter-Call 'Get-MW_MailboxConnector' $PSBoundParameters
    @((Read-World).projects) | Where-Object { $_ -and $_.Name -eq $Name }
}
function Add-MW_MailboxConnector {
    [CmdletBinding()] param($Ticket, [guid] $UserId, [guid] $OrganizationId, [string] $Name, [string] $ProjectType, [string] $ExportType, [string] $ImportType,
        [guid] $SelectedExportEndpointId, [guid] $SelectedImportEndpointId, $ExportConfiguration, $ImportConfiguration, [string] $AdvancedOptions,
        [string] $ZoneRequirement, [int] $MaximumSimultaneousMigrations, [int] $MaximumItemFailures, [int] $PurgePeriod, [int] $MaxLicensesToConsume)
    Enter-Call 'Add-MW_MailboxConnector' $PSBoundParameters
    $world = Read-World
    $made = [pscustomobject] @{
        Id = (New-Number $world 'd0000000'); Name = $Name; ExportType = $ExportType; ImportType = $ImportType; SelectedExportEndpointId = [string] $SelectedExportEndpointId
        SelectedImportEndpointId = [string] $SelectedImportEndpointId; AdvancedOptions = $AdvancedOptions; ZoneRequirement = $ZoneRequirement
        MaximumSimultaneousMigrations = $MaximumSimultaneousMigrations; MaximumItemFailures = $MaximumItemFailures; PurgePeriod = $PurgePeriod
        MaxLicensesToConsume = $MaxLicensesToConsume
    }
    $world.projects = @($world.projects) + $made
    Write-World $world
    Exit-Call 'Add-MW_MailboxConnector'
    $made
}
function Set-MW_MailboxConnector {
    [CmdletBinding()] param($Ticket, $mailboxconnector, [string] $AdvancedOptions)
    Enter-Call 'Set-MW_MailboxConnector' $PSBoundParameters
    $world = Read-World
    foreach ($one in @($world.projects)) { if ($one.Id -eq $mailboxconnector.Id) { $one.AdvancedOptions = $AdvancedOptions } }
    Write-World $world
    Exit-Call 'Set-MW_MailboxConnector'
}
function Get-MW_Mailbox {
    [CmdletBinding()] param($Ticket, [guid] $ConnectorId, [string] $ExportEmailAddress, [guid] $Id)
    Enter-Call 'Get-MW_Mailbox' $PSBoundParameters
    $byId = $PSBoundParameters.ContainsKey('Id')
    @((Read-World).items) | Where-Object { $_ -and $_.ConnectorId -eq [string] $ConnectorId -and ((-not $byId -and $_.ExportEmailAddress -eq $ExportEmailAddress) -or ($byId -and $_.Id -eq [string] $Id)) }
}
function Add-MW_Mailbox {
    [CmdletBinding()] param($Ticket, [guid] $ConnectorId, [string] $ExportEmailAddress, [string] $ImportEmailAddress)
    Enter-Call 'Add-MW_Mailbox' $PSBoundParameters
    $world = Read-World
    $made = [pscustomobject] @{
        Id = (New-Number $world 'e0000000'); ConnectorId = [string] $ConnectorId; ExportEmailAddress = $ExportEmailAddress; ImportEmailAddress = $ImportEmailAddress
        CustomerEndUserId = (New-Number $world 'e1000000')
    }
    $world.items = @($world.items) + $made
    Write-World $world
    Exit-Call 'Add-MW_Mailbox'
    $made
}
function Get-MW_MailboxMigration {
    [CmdletBinding()] param($Ticket, [guid] $FilterBy_Guid_MailboxId, [guid] $FilterBy_Guid_ConnectorId, [switch] $SortBy_CreateDate_Descending,
        [switch] $SortBy_CreateDate_Ascending, [int] $PageOffset, [int] $PageSize)
    Enter-Call 'Get-MW_MailboxMigration' $PSBoundParameters
    $byItem = $PSBoundParameters.ContainsKey('FilterBy_Guid_MailboxId')
    $found = @(@((Read-World).passes) | Where-Object { $_ -and (($byItem -and $_.MailboxId -eq [string] $FilterBy_Guid_MailboxId) -or (-not $byItem -and $_.ConnectorId -eq [string] $FilterBy_Guid_ConnectorId)) })
    if ($SortBy_CreateDate_Descending) { [array]::Reverse($found) }
    $found | Select-Object -Skip $PageOffset -First $PageSize
}
function Add-MW_MailboxMigration {
    [CmdletBinding()] param($Ticket, [guid] $MailboxId, [guid] $ConnectorId, [string] $Type, [guid] $UserId, [int] $Priority, [string] $Status, [string] $ItemTypes,
        [DateTime] $ItemStartDate, [DateTime] $ItemEndDate)
    Enter-Call 'Add-MW_MailboxMigration' $PSBoundParameters
    $world = Read-World
    $made = [pscustomobject] @{
        Id = (New-Number $world 'f0000000'); MailboxId = [string] $MailboxId; ConnectorId = [string] $ConnectorId; Type = $Type; Status = $Status; ItemTypes = $ItemTypes
        ItemStartDate = '1901-01-01T00:00:00Z'; ItemEndDate = '9999-12-31T23:59:59Z'; CreateDate = [DateTime]::UtcNow.ToString('o'); StartDate = $null
        CompleteDate = $null; LicensePackId = $NoGuid; FailureMessage = $null
    }
    if ($PSBoundParameters.ContainsKey('ItemStartDate')) { $made.ItemStartDate = $ItemStartDate.ToUniversalTime().ToString('o') }
    if ($PSBoundParameters.ContainsKey('ItemEndDate')) { $made.ItemEndDate = $ItemEndDate.ToUniversalTime().ToString('o') }
    $world.passes = @($world.passes) + $made
    Write-World $world
    Exit-Call 'Add-MW_MailboxMigration'
    $made
}
function Set-MW_MailboxMigration {
    [CmdletBinding()] param($Ticket, $mailboxmigration, [string] $Status)
    Enter-Call 'Set-MW_MailboxMigration' $PSBoundParameters
    $world = Read-World
    foreach ($one in @($world.passes)) { if ($one.Id -eq $mailboxmigration.Id) { $one.Status = $Status } }
    Write-World $world
    Exit-Call 'Set-MW_MailboxMigration'
}
function Get-MW_MailboxStat {
    [CmdletBinding()] param($Ticket, [guid] $MailboxId)
    Enter-Call 'Get-MW_MailboxStat' $PSBoundParameters
    @((Read-World).statistics) | Where-Object { $_ -and $_.MailboxId -eq [string] $MailboxId }
}
function Get-MW_MailboxError {
    [CmdletBinding()] param($Ticket, [guid] $MailboxId)
    Enter-Call 'Get-MW_MailboxError' $PSBoundParameters
    @((Read-World).errors) | Where-Object { $_ -and $_.MailboxId -eq [string] $MailboxId }
}
function Get-MW_LicensePack {
    [CmdletBinding()] param($Ticket, [guid] $WorkgroupOrganizationId, [guid] $ProductSkuId, [switch] $RetrieveAll)
    Enter-Call 'Get-MW_LicensePack' $PSBoundParameters
    @((Read-World).packs) | Where-Object { $_ }
}
function Get-BT_ProductSkuId {
    [CmdletBinding()] param($Ticket, [string] $ProductName)
    Enter-Call 'Get-BT_ProductSkuId' $PSBoundParameters
    [guid] '39854d8c-b41d-11e6-a82f-e4b31882dc3b'
}
function Get-BT_CustomerEndUser {
    [CmdletBinding()] param($Ticket, [guid] $OrganizationId, [guid] $Id)
    Enter-Call 'Get-BT_CustomerEndUser' $PSBoundParameters
    [pscustomobject] @{ Id = $Id; ActiveSubscriptionId = $NoGuid }
}
function Get-BT_Subscription {
    [CmdletBinding()] param($Ticket, [string] $ReferenceEntityType, [guid] $ReferenceEntityId, [bool] $IsDeleted)
    Enter-Call 'Get-BT_Subscription' $PSBoundParameters
    @((Read-World).subscriptions) | Where-Object { $_ -and $_.ReferenceEntityId -eq [string] $ReferenceEntityId }
}
function Add-BT_Subscription {
    [CmdletBinding()] param($Ticket, [string] $ReferenceEntityType, [guid] $ReferenceEntityId, [guid] $ProductSkuId, [guid] $WorkgroupOrganizationId)
    Enter-Call 'Add-BT_Subscription' $PSBoundParameters
    $world = Read-World
    $made = [pscustomobject] @{ Id = (New-Number $world 'a1000000'); ReferenceEntityId = [string] $ReferenceEntityId; ProductSkuId = [string] $ProductSkuId }
    $world.subscriptions = @($world.subscriptions) + $made
    Write-World $world
    Exit-Call 'Add-BT_Subscription'
    $made
}
Export-ModuleMember -Function '*-BT_*', '*-MW_*'
