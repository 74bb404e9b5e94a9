<#
.SYNOPSIS
    Carries out what the Changeover bot asks of BitTitan MigrationWiz. It asks the bot for work; nobody connects to this machine.
.DESCRIPTION
    Windows PowerShell 5.1 with BitTitan's module. The protocol is PROTOCOL.md of the bot. What is written is looked for first, so that
    whatever is cut off may be begun again. The job in hand lies in the state folder until the bot has taken its result.

    Once:    .\Changeover.Worker.ps1 -Bot https://bot.example -Setup
    Then:    .\Changeover.Worker.ps1 -Bot https://bot.example
    Run both as the account that the scheduled task will have: what -Setup keeps can be read by that account on this machine alone.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string] $Bot,
    [string] $StateFolder = (Join-Path ([Environment]::GetFolderPath('CommonApplicationData')) 'Changeover'),
    # Where the installer of the vendor's module put it; absent: where it usually is.
    [string] $Module = '',
    # Asks for the bot's key and BitTitan's sign-in, keeps both, and ends.
    [switch] $Setup,
    # With -Setup: for both endpoints, too, where projects are to be made by user name and password.
    [switch] $WithEndpoints,
    # Ends when there is nothing to do.
    [switch] $Once,
    [ValidateRange(0, 25)] [double] $WaitSeconds = 25,
    # How long after a question that nobody answered; doubles each time, up to a minute.
    [ValidateRange(0.01, 60)] [double] $RetrySeconds = 5
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$Protocol = 1
$NoGuid = '00000000-0000-0000-0000-000000000000'
$VendorPage = 100
$VendorCmdlets = @(
    'Get-BT_Ticket', 'Get-MW_Ticket', 'Get-BT_Workgroup', 'Get-BT_Customer', 'Add-BT_Customer', 'Get-BT_Endpoint', 'Get-MW_MailboxConnector',
    'Add-MW_MailboxConnector', 'Set-MW_MailboxConnector', 'Get-MW_Mailbox', 'Add-MW_Mailbox', 'Get-MW_MailboxMigration',
    'Add-MW_MailboxMigration', 'Set-MW_MailboxMigration', 'Get-MW_MailboxStat', 'Get-MW_MailboxError', 'Get-MW_LicensePack',
    'Get-BT_ProductSkuId', 'Get-BT_CustomerEndUser', 'Get-BT_Subscription', 'Add-BT_Subscription'
)
$Operations = @(
    'probe', 'ensureCustomer', 'findEndpoint', 'ensureProject', 'upsertItems', 'licencePool', 'applyLicences', 'submitPass', 'stopPass',
    'listPasses', 'statistics', 'errors'
)
$script:Secrets = New-Object 'System.Collections.Generic.List[string]'
$script:Tickets = @{}
$script:InHand = $null

# ---- What this machine keeps -------------------------------------------------------------------------------------------------------------

function Get-StatePath([string] $Name) { Join-Path $StateFolder $Name }

function Hide-Secret([string] $Text) {
    foreach ($secret in $script:Secrets) { $Text = $Text.Replace($secret, '***') }
    $Text
}

function Write-Log([string] $Text) {
    $file = Get-StatePath 'worker.log'
    if ((Test-Path -LiteralPath $file) -and (Get-Item -LiteralPath $file).Length -gt 5MB) {
        Move-Item -LiteralPath $file -Destination "$file.old" -Force
    }
    $line = '{0} {1}' -f [DateTime]::UtcNow.ToString('yyyy-MM-dd HH:mm:ss'), (Hide-Secret $Text)
    [System.IO.File]::AppendAllText($file, $line + [Environment]::NewLine)
    Write-Host $line
}

# Whole or not at all: a machine that loses power in between has the old file or the new one.
function Set-StateText([string] $Name, [string] $Text) {
    $file = Get-StatePath $Name
    $new = "$file.new"
    [System.IO.File]::WriteAllText($new, $Text, (New-Object System.Text.UTF8Encoding $false))
    if (Test-Path -LiteralPath $file) { [System.IO.File]::Replace($new, $file, [NullString]::Value) }
    else { [System.IO.File]::Move($new, $file) }
}

function Get-StateText([string] $Name) {
    $file = Get-StatePath $Name
    if (Test-Path -LiteralPath $file) { [System.IO.File]::ReadAllText($file, [System.Text.Encoding]::UTF8) }
}

function Remove-State([string] $Name) {
    $file = Get-StatePath $Name
    if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file -Force }
}

function Get-Secret([string] $Name) {
    $file = Get-StatePath $Name
    if (-not (Test-Path -LiteralPath $file)) { return }
    $credential = Import-Clixml -LiteralPath $file
    $password = $credential.GetNetworkCredential().Password
    if ($password.Length -ge 4 -and -not $script:Secrets.Contains($password)) { $script:Secrets.Add($password) }
    $credential
}

function Get-Instance {
    $instance = Get-StateText 'instance'
    if ([string]::IsNullOrEmpty($instance)) {
        $instance = [Guid]::NewGuid().ToString('n')
        Set-StateText 'instance' $instance
    }
    $instance
}

function Save-Setup {
    Get-Credential -UserName 'worker' -Message 'The key that the bot has shown for this machine' | Export-Clixml -LiteralPath (Get-StatePath 'key.xml')
    Get-Credential -Message 'The BitTitan account of this migration' | Export-Clixml -LiteralPath (Get-StatePath 'bittitan.xml')
    if ($WithEndpoints) {
        foreach ($side in 'source', 'destination') {
            Get-Credential -Message "The account of the $side endpoint" | Export-Clixml -LiteralPath (Get-StatePath "$side-endpoint.xml")
        }
    }
}

# ---- What is said to the bot -------------------------------------------------------------------------------------------------------------

function Open-Line {
    [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
    # Windows PowerShell does not load it by itself.
    [void] [System.Reflection.Assembly]::LoadWithPartialName('System.Net.Http')
    $script:Http = New-Object System.Net.Http.HttpClient
    $script:Http.Timeout = [TimeSpan]::FromSeconds(90)
}

# Status 0: no answer came, and whether the words arrived nobody knows.
function Send-Word([string] $Question, [string] $Json) {
    $request = New-Object System.Net.Http.HttpRequestMessage ([System.Net.Http.HttpMethod]::Post), "$($Bot.TrimEnd('/'))/worker/$Question"
    $answer = $null
    try {
        [void] $request.Headers.TryAddWithoutValidation('Authorization', "Bearer $($script:Key)")
        $request.Content = New-Object System.Net.Http.StringContent $Json, ([System.Text.Encoding]::UTF8), 'application/json'
        $answer = $script:Http.SendAsync($request).GetAwaiter().GetResult()
        $text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
        $body = $null
        if ($text.StartsWith('{')) { $body = ConvertFrom-Json $text }
        return @{ Status = [int] $answer.StatusCode; Text = $text; Body = $body }
    }
    catch {
        return @{ Status = 0; Text = $_.Exception.GetBaseException().Message; Body = $null }
    }
    finally {
        if ($null -ne $answer) { $answer.Dispose() }
        $request.Dispose()
    }
}

function Get-Reason($Answer) {
    $told = Get-Field $Answer.Body 'error'
    if ($null -ne $told) { return [string] (Get-Field $told 'message') }
    "$($Answer.Status) $($Answer.Text)"
}

function ConvertTo-Word($Value) { ConvertTo-Json -InputObject $Value -Depth 10 -Compress }

# 0: go on. Otherwise the seconds to wait, or the end.
function Get-Pause($Answer) {
    if ($Answer.Status -eq 401 -or $Answer.Status -eq 403) {
        Write-Log (Get-Reason $Answer)
        Exit-Worker 3
    }
    if ($Answer.Status -eq 429) { return 60 }
    $script:Silence = [Math]::Min(60, [Math]::Max($RetrySeconds, $script:Silence * 2))
    Write-Log "No use of the answer: $(Get-Reason $Answer). Asking again in $($script:Silence) s."
    $script:Silence
}

function Wait-Pause([double] $Seconds) { Start-Sleep -Milliseconds ([int] ($Seconds * 1000)) }

function Exit-Worker([int] $Code) {
    if ($null -ne $script:Lock) { $script:Lock.Dispose() }
    exit $Code
}

# ---- Faults ------------------------------------------------------------------------------------------------------------------------------

function New-Fault([string] $Code, [string] $Message) {
    $fault = New-Object System.InvalidOperationException $Message
    $fault.Data['code'] = $Code
    $fault
}

function Get-FaultCode($Exception) {
    if ($Exception.Data.Contains('code')) { return [string] $Exception.Data['code'] }
    'vendor'
}

function Get-Short([string] $Text, [int] $Most) {
    $Text = Hide-Secret $Text
    if ($Text.Length -gt $Most) { return $Text.Substring(0, $Most) }
    $Text
}

# ---- Values of the vendor's --------------------------------------------------------------------------------------------------------------

function Get-Field($Object, [string] $Name) {
    if ($null -eq $Object) { return $null }
    $property = $Object.PSObject.Properties[$Name]
    if ($null -eq $property) { return $null }
    $property.Value
}

function Get-Id($Object, [string] $Name) {
    $value = [string] (Get-Field $Object $Name)
    if ($value -eq '' -or $value -eq $NoGuid) { return $null }
    $value.ToLowerInvariant()
}

function Get-Word($Object, [string] $Name, [int] $Most) {
    $value = Get-Field $Object $Name
    if ($null -eq $value) { return $null }
    Get-Short ([string] $value) $Most
}

function Get-Count($Object, [string] $Name) {
    $value = Get-Field $Object $Name
    if ($null -eq $value) { return [long] 0 }
    [long] $value
}

# Theirs are UTC; 1901 and 9999 mean that there is none.
function Get-Moment($Object, [string] $Name) {
    $value = Get-Field $Object $Name
    if ($null -eq $value) { return $null }
    $moment = ConvertTo-Moment $value
    if ($moment.Year -le 1901 -or $moment.Year -ge 9999) { return $null }
    $moment.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture)
}

# PowerShell 7 makes dates of JSON by itself, Windows PowerShell leaves text.
function ConvertTo-Moment($Value) {
    if ($Value -is [DateTime]) {
        if ($Value.Kind -eq [DateTimeKind]::Unspecified) { return [DateTime]::SpecifyKind($Value, [DateTimeKind]::Utc) }
        return $Value.ToUniversalTime()
    }
    $style = [System.Globalization.DateTimeStyles]::AssumeUniversal -bor [System.Globalization.DateTimeStyles]::AdjustToUniversal
    [DateTime]::Parse([string] $Value, [System.Globalization.CultureInfo]::InvariantCulture, $style)
}

function Get-OnlyOne([object[]] $Found, [string] $What) {
    if ($Found.Count -gt 1) { throw (New-Fault 'not-unique' "$($Found.Count) of them are there: $What. Say which one is meant, or rename the others.") }
    if ($Found.Count -eq 1) { return $Found[0] }
}

# ---- The lease ---------------------------------------------------------------------------------------------------------------------------

# Before every write. False: the bot wants no more. Throws where the job may be somebody else's by now.
function Confirm-Lease([int] $Done, [int] $Total) {
    $job = $script:InHand
    $since = $job.Heard.Elapsed.TotalSeconds
    if ($since -lt $job.LeaseSeconds / 3 -and $Done - $job.Told -lt 20) { return $job.GoOn }
    $answer = Send-Word 'progress' (ConvertTo-Word ([ordered] @{ instance = $script:Instance; job = $job.Id; lease = $job.Lease; done = $Done; total = $Total }))
    if ($answer.Status -eq 200) {
        $job.Heard.Restart()
        $job.Told = $Done
        $job.LeaseSeconds = [int] $answer.Body.leaseSeconds
        $job.GoOn = [bool] $answer.Body.goOn
        return $job.GoOn
    }
    if ($answer.Status -eq 409) { throw (New-Fault 'lease-gone' (Get-Reason $answer)) }
    if ($since -gt $job.LeaseSeconds * 0.8) { throw (New-Fault 'lease-unsure' (Get-Reason $answer)) }
    $job.GoOn
}

# ---- Tickets -----------------------------------------------------------------------------------------------------------------------------

function Get-Kept([string] $Name) {
    $ticket = $script:Tickets[$Name]
    if ($null -eq $ticket) { return }
    $ends = Get-Field $ticket 'ExpirationDate'
    # As the vendor's own tool: an hour before it ends.
    if ($null -ne $ends -and (ConvertTo-Moment $ends) -lt [DateTime]::UtcNow.AddMinutes(60)) { return }
    $ticket
}

function Get-BitTitanTicket {
    $ticket = Get-Kept 'bt'
    if ($null -eq $ticket) {
        $ticket = Get-BT_Ticket -Credentials $script:SignIn -ServiceType BitTitan
        $script:Tickets['bt'] = $ticket
    }
    $ticket
}

function Get-OrganizationTicket([string] $OrganizationId) {
    $ticket = Get-Kept "bt $OrganizationId"
    if ($null -eq $ticket) {
        $ticket = Get-BT_Ticket -Ticket (Get-BitTitanTicket) -OrganizationId $OrganizationId
        $script:Tickets["bt $OrganizationId"] = $ticket
    }
    $ticket
}

function Get-MigrationTicket([string] $WorkgroupId) {
    $ticket = Get-Kept "mw $WorkgroupId"
    if ($null -eq $ticket) {
        $ticket = Get-MW_Ticket -Credentials $script:SignIn -WorkgroupId $WorkgroupId -IncludeSharedProjects
        $script:Tickets["mw $WorkgroupId"] = $ticket
    }
    $ticket
}

function Get-WorkgroupOrganization([string] $WorkgroupId) {
    $workgroup = Get-OnlyOne @(Get-BT_Workgroup -Ticket (Get-BitTitanTicket) -Id $WorkgroupId) "workgroup $WorkgroupId"
    if ($null -eq $workgroup) { throw (New-Fault 'not-found' "There is no workgroup $WorkgroupId for this account.") }
    Get-Id $workgroup 'WorkgroupOrganizationId'
}

# ---- The operations ----------------------------------------------------------------------------------------------------------------------

function Invoke-Probe($Given) {
    $missing = New-Object 'System.Collections.Generic.List[object]'
    foreach ($name in $VendorCmdlets) {
        if ($null -eq (Get-Command -Name $name -ErrorAction SilentlyContinue)) { $missing.Add($name) }
    }
    $command = Get-Command -Name 'Get-MW_Ticket' -ErrorAction SilentlyContinue
    $module = $null
    if ($null -ne $command) { $module = "$($command.ModuleName) $($command.Version)" }
    $signedIn = $false
    if ($missing.Count -eq 0) {
        $script:Tickets = @{}
        [void] (Get-MigrationTicket $Given.workgroupId)
        $signedIn = $true
    }
    [ordered] @{ powershell = [string] $PSVersionTable.PSVersion; module = $module; missing = $missing.ToArray(); signedIn = $signedIn }
}

function Find-Customer($Given) {
    $found = @(Get-BT_Customer -Ticket (Get-BitTitanTicket) -WorkgroupId $Given.workgroupId -PrimaryDomain $Given.primaryDomain -IsDeleted $false |
            Where-Object { [string] $_.PrimaryDomain -eq $Given.primaryDomain })
    Get-OnlyOne $found "customer of $($Given.primaryDomain)"
}

function Invoke-EnsureCustomer($Given) {
    $customer = Find-Customer $Given
    $created = $false
    if ($null -eq $customer) {
        [void] (Confirm-Lease 0 1)
        try {
            [void] (Add-BT_Customer -Ticket (Get-BitTitanTicket) -WorkgroupId $Given.workgroupId -PrimaryDomain $Given.primaryDomain -CompanyName $Given.companyName)
        }
        catch {
            # Made all the same, perhaps: only looking tells.
            if ($null -eq (Find-Customer $Given)) { throw }
        }
        $customer = Find-Customer $Given
        if ($null -eq $customer) { throw (New-Fault 'not-found' "The customer of $($Given.primaryDomain) was made and cannot be found.") }
        $created = $true
    }
    [ordered] @{ customerId = Get-Id $customer 'Id'; organizationId = Get-Id $customer 'OrganizationId'; created = $created }
}

function Invoke-FindEndpoint($Given) {
    $found = @(Get-BT_Endpoint -Ticket (Get-OrganizationTicket $Given.organizationId) -Name $Given.name -IsDeleted $false |
            Where-Object { [string] $_.Name -eq $Given.name })
    $endpoint = Get-OnlyOne $found "endpoint $($Given.name)"
    if ($null -eq $endpoint) { throw (New-Fault 'made-by-a-person' "There is no endpoint $($Given.name). Make it in the console, under this very name.") }
    [ordered] @{ endpointId = Get-Id $endpoint 'Id'; type = Get-Word $endpoint 'Type' 100 }
}

function Find-Project($Given) {
    $found = @(Get-MW_MailboxConnector -Ticket (Get-MigrationTicket $Given.workgroupId) -OrganizationId $Given.organizationId -Name $Given.name -RetrieveAll |
            Where-Object { [string] $_.Name -eq $Given.name })
    Get-OnlyOne $found "project $($Given.name)"
}

function New-EndpointSettings([string] $Side, $Given) {
    $credential = Get-Secret "$Side-endpoint.xml"
    if ($null -eq $credential) {
        throw (New-Fault 'made-by-a-person' "There is no project $($Given.name), and this machine has no user name of the $Side endpoint to make one. Make it in the console, under this very name.")
    }
    New-Object -TypeName 'MigrationProxy.WebApi.ExchangeConfiguration' -Property @{
        UseAdministrativeCredentials = $true
        AdministrativeUsername       = $credential.UserName
        AdministrativePassword       = $credential.GetNetworkCredential().Password
    }
}

# The options that stand there already and those that were asked for; an option set otherwise is for people.
function Join-Options([string] $Standing, [object[]] $Wanted, $Differences) {
    $all = $Standing
    foreach ($option in $Wanted) {
        $key = $option.Substring(0, $option.IndexOf('=') + 1)
        if ((" $all ").Contains($option)) { continue }
        if ($all.Contains($key) -and $key -ne 'RecipientMapping=') {
            $Differences.Add([ordered] @{ field = 'AdvancedOptions'; wanted = $option; found = (Get-Short $all 1000) })
            continue
        }
        $all = ("$all $option").Trim()
    }
    $all
}

function Invoke-EnsureProject($Given) {
    $ticket = Get-MigrationTicket $Given.workgroupId
    $differences = New-Object 'System.Collections.Generic.List[object]'
    $project = Find-Project $Given
    $created = $false
    if ($null -eq $project) {
        $export = New-EndpointSettings 'source' $Given
        $import = New-EndpointSettings 'destination' $Given
        [void] (Confirm-Lease 0 1)
        try {
            [void] (Add-MW_MailboxConnector -Ticket $ticket -UserId $ticket.UserId -OrganizationId $Given.organizationId -Name $Given.name `
                    -ProjectType Mailbox -ExportType $Given.exportType -ImportType $Given.importType `
                    -SelectedExportEndpointId $Given.exportEndpointId -SelectedImportEndpointId $Given.importEndpointId `
                    -ExportConfiguration $export -ImportConfiguration $import -AdvancedOptions ([string]::Join(' ', @($Given.advancedOptions))) `
                    -ZoneRequirement $Given.zone -MaximumSimultaneousMigrations $Given.maximumSimultaneousMigrations `
                    -MaximumItemFailures $Given.maximumItemFailures -PurgePeriod $Given.purgePeriod -MaxLicensesToConsume $Given.maxLicensesToConsume)
        }
        catch {
            if ($null -eq (Find-Project $Given)) { throw }
        }
        $project = Find-Project $Given
        if ($null -eq $project) { throw (New-Fault 'not-found' "The project $($Given.name) was made and cannot be found.") }
        $created = $true
    }
    $standing = [string] (Get-Field $project 'AdvancedOptions')
    $options = Join-Options $standing @($Given.advancedOptions) $differences
    if ($options -ne $standing -and (Confirm-Lease 0 1)) {
        [void] (Set-MW_MailboxConnector -Ticket $ticket -mailboxconnector $project -AdvancedOptions $options)
    }
    $wanted = [ordered] @{
        ExportType = $Given.exportType; ImportType = $Given.importType; SelectedExportEndpointId = $Given.exportEndpointId
        SelectedImportEndpointId = $Given.importEndpointId; ZoneRequirement = $Given.zone
        MaximumSimultaneousMigrations = $Given.maximumSimultaneousMigrations; MaximumItemFailures = $Given.maximumItemFailures
        PurgePeriod = $Given.purgePeriod; MaxLicensesToConsume = $Given.maxLicensesToConsume
    }
    foreach ($field in $wanted.Keys) {
        $found = [string] (Get-Field $project $field)
        if ($found -ne [string] $wanted[$field]) {
            $differences.Add([ordered] @{ field = $field; wanted = [string] $wanted[$field]; found = (Get-Short $found 1000) })
        }
    }
    [ordered] @{ projectId = Get-Id $project 'Id'; created = $created; differences = $differences.ToArray(); flags = Get-Word $project 'Flags' 1000 }
}

function Find-Item($Ticket, [string] $ProjectId, $Item) {
    @(Get-MW_Mailbox -Ticket $Ticket -ConnectorId $ProjectId -ExportEmailAddress $Item.source |
            Where-Object { [string] $_.ExportEmailAddress -eq $Item.source -and [string] $_.ImportEmailAddress -eq $Item.destination })
}

function Invoke-UpsertItems($Given) {
    $items = New-Object 'System.Collections.Generic.List[object]'
    $all = @($Given.items)
    foreach ($item in $all) {
        if (-not (Confirm-Lease $items.Count $all.Count)) { break }
        $ticket = Get-MigrationTicket $Given.workgroupId
        $told = [ordered] @{ source = $item.source; destination = $item.destination; itemId = $null; outcome = 'found'; message = $null }
        try {
            $found = @(Find-Item $ticket $Given.projectId $item)
            if ($found.Count -eq 0) {
                try {
                    [void] (Add-MW_Mailbox -Ticket $ticket -ConnectorId $Given.projectId -ExportEmailAddress $item.source -ImportEmailAddress $item.destination)
                }
                catch {
                    if (@(Find-Item $ticket $Given.projectId $item).Count -eq 0) { throw }
                }
                $found = @(Find-Item $ticket $Given.projectId $item)
                $told.outcome = 'created'
            }
            if ($found.Count -eq 1) { $told.itemId = Get-Id $found[0] 'Id' }
            else {
                $told.outcome = 'not-unique'
                $told.message = "$($found.Count) items of the project have these addresses."
            }
        }
        catch {
            $told.outcome = 'failed'
            $told.message = Get-Short $_.Exception.Message 2000
        }
        $items.Add($told)
    }
    [ordered] @{ items = $items.ToArray() }
}

function Get-ProductSku([string] $ProductName) {
    $sku = Get-BT_ProductSkuId -Ticket (Get-BitTitanTicket) -ProductName $ProductName
    if ($null -eq $sku) { throw (New-Fault 'not-found' "There is no product $ProductName.") }
    ([string] $sku).ToLowerInvariant()
}

function Invoke-LicencePool($Given) {
    $sku = Get-ProductSku $Given.productName
    $organization = Get-WorkgroupOrganization $Given.workgroupId
    $packs = New-Object 'System.Collections.Generic.List[object]'
    foreach ($pack in @(Get-MW_LicensePack -Ticket (Get-MigrationTicket $Given.workgroupId) -WorkgroupOrganizationId $organization -ProductSkuId $sku -RetrieveAll)) {
        $packs.Add([ordered] @{
                purchased = Get-Count $pack 'Purchased'; granted = Get-Count $pack 'Granted'; used = Get-Count $pack 'Used'
                revoked = Get-Count $pack 'Revoked'; expiresAt = Get-Moment $pack 'ExpireDate'
            })
    }
    [ordered] @{ productSkuId = $sku; packs = $packs.ToArray() }
}

# One that is still being processed shows here before it shows on the person.
function Test-Subscription($Ticket, [string] $UserId, [string] $Sku) {
    $found = @(Get-BT_Subscription -Ticket $Ticket -ReferenceEntityType CustomerEndUser -ReferenceEntityId $UserId -IsDeleted $false |
            Where-Object { [string] $_.ProductSkuId -eq $Sku })
    $found.Count -gt 0
}

function Set-Licence($Given, [string] $ItemId, [string] $Sku, [string] $Organization, $Customer) {
    $mailbox = Get-OnlyOne @(Get-MW_Mailbox -Ticket (Get-MigrationTicket $Given.workgroupId) -ConnectorId $Given.projectId -Id $ItemId) "item $ItemId"
    if ($null -eq $mailbox) { return 'no-item' }
    $userId = Get-Id $mailbox 'CustomerEndUserId'
    if ($null -eq $userId) { return 'no-user' }
    $organizationId = Get-Id $Customer 'OrganizationId'
    $user = Get-OnlyOne @(Get-BT_CustomerEndUser -Ticket (Get-OrganizationTicket $organizationId) -OrganizationId $organizationId -Id $userId) "user $userId"
    if ($null -eq $user) { return 'no-user' }
    if ($null -ne (Get-Id $user 'ActiveSubscriptionId')) { return 'already' }
    $ticket = Get-OrganizationTicket $Organization
    if (Test-Subscription $ticket $userId $Sku) { return 'already' }
    try {
        [void] (Add-BT_Subscription -Ticket $ticket -ReferenceEntityType CustomerEndUser -ReferenceEntityId $userId -ProductSkuId $Sku -WorkgroupOrganizationId $Organization)
    }
    catch {
        if (-not (Test-Subscription $ticket $userId $Sku)) { throw }
    }
    'applied'
}

function Invoke-ApplyLicences($Given) {
    $sku = Get-ProductSku $Given.productName
    $organization = Get-WorkgroupOrganization $Given.workgroupId
    $customer = Get-OnlyOne @(Get-BT_Customer -Ticket (Get-BitTitanTicket) -Id $Given.customerId) "customer $($Given.customerId)"
    if ($null -eq $customer) { throw (New-Fault 'not-found' "There is no customer $($Given.customerId).") }
    $items = New-Object 'System.Collections.Generic.List[object]'
    $all = @($Given.itemIds)
    foreach ($itemId in $all) {
        if (-not (Confirm-Lease $items.Count $all.Count)) { break }
        $told = [ordered] @{ itemId = $itemId; outcome = 'failed'; message = $null }
        try { $told.outcome = Set-Licence $Given $itemId $sku $organization $customer }
        catch { $told.message = Get-Short $_.Exception.Message 2000 }
        $items.Add($told)
    }
    [ordered] @{ items = $items.ToArray() }
}

function Get-NewestPass($Ticket, [string] $ItemId) {
    $newest = @(Get-MW_MailboxMigration -Ticket $Ticket -FilterBy_Guid_MailboxId $ItemId -SortBy_CreateDate_Descending -PageOffset 0 -PageSize 1)
    if ($newest.Count -gt 0) { $newest[0] }
}

function Test-PassOver($Pass) { @('Completed', 'Failed', 'Stopped', 'MaximumTransferReached') -contains [string] $Pass.Status }

function Test-SameKind($Pass, $Given) {
    if ([string] $Pass.Type -ne $Given.type) { return $false }
    if ($Given.type -ne 'Full') { return $true }
    $from = Get-Moment $Pass 'ItemStartDate'
    $to = Get-Moment $Pass 'ItemEndDate'
    (($null -ne $from) -eq ($null -ne (Get-Field $Given 'itemStartDate'))) -and (($null -ne $to) -eq ($null -ne (Get-Field $Given 'itemEndDate')))
}

function Add-Pass($Ticket, $Given, [string] $ItemId) {
    $from = Get-Field $Given 'itemStartDate'
    $to = Get-Field $Given 'itemEndDate'
    if ($null -ne $to) {
        [void] (Add-MW_MailboxMigration -Ticket $Ticket -MailboxId $ItemId -ConnectorId $Given.projectId -Type $Given.type -UserId $Ticket.UserId -Priority 1 `
                -Status Submitted -ItemTypes $Given.itemTypes -ItemEndDate (ConvertTo-Moment $to))
    }
    elseif ($null -ne $from) {
        [void] (Add-MW_MailboxMigration -Ticket $Ticket -MailboxId $ItemId -ConnectorId $Given.projectId -Type $Given.type -UserId $Ticket.UserId -Priority 1 `
                -Status Submitted -ItemStartDate (ConvertTo-Moment $from))
    }
    else {
        [void] (Add-MW_MailboxMigration -Ticket $Ticket -MailboxId $ItemId -ConnectorId $Given.projectId -Type $Given.type -UserId $Ticket.UserId -Priority 1 `
                -Status Submitted)
    }
}

# What a newer pass than the asker's newest means: ours that nobody answered for, or somebody else's.
function Get-NewerPass($Pass, $Item, $Given) {
    if ($null -eq $Pass -or (Get-Id $Pass 'Id') -eq [string] $Item.afterPassId) { return $null }
    if (Test-SameKind $Pass $Given) { return 'already' }
    'another'
}

function Submit-Item($Given, $Item) {
    $told = [ordered] @{ itemId = $Item.itemId; passId = $null; outcome = 'failed'; message = $null }
    try {
        $ticket = Get-MigrationTicket $Given.workgroupId
        $newest = Get-NewestPass $ticket $Item.itemId
        $newer = Get-NewerPass $newest $Item $Given
        if ($null -ne $newer) { $told.outcome = $newer }
        elseif ($null -eq $newest -and $null -ne $Item.afterPassId) {
            $told.message = "The pass $($Item.afterPassId) is not there any more, and no other. Nothing was submitted."
            return $told
        }
        elseif ($null -ne $newest -and -not (Test-PassOver $newest)) { $told.outcome = 'active' }
        else {
            try { Add-Pass $ticket $Given $Item.itemId }
            catch {
                $told.message = Get-Short $_.Exception.Message 2000
                $newest = Get-NewestPass $ticket $Item.itemId
                # No, or no answer to a yes: only looking tells.
                if ('already' -ne (Get-NewerPass $newest $Item $Given)) { return $told }
                $told.message = $null
            }
            $newest = Get-NewestPass $ticket $Item.itemId
            $told.outcome = 'submitted'
        }
        $told.passId = Get-Id $newest 'Id'
    }
    catch {
        $told.outcome = 'failed'
        $told.message = Get-Short $_.Exception.Message 2000
    }
    $told
}

function Invoke-SubmitPass($Given) {
    $items = New-Object 'System.Collections.Generic.List[object]'
    $all = @($Given.items)
    foreach ($item in $all) {
        if (-not (Confirm-Lease $items.Count $all.Count)) { break }
        $items.Add((Submit-Item $Given $item))
    }
    [ordered] @{ items = $items.ToArray() }
}

function Invoke-StopPass($Given) {
    $items = New-Object 'System.Collections.Generic.List[object]'
    $all = @($Given.itemIds)
    foreach ($itemId in $all) {
        if (-not (Confirm-Lease $items.Count $all.Count)) { break }
        $told = [ordered] @{ itemId = $itemId; passId = $null; status = $null; outcome = 'not-running'; message = $null }
        try {
            $ticket = Get-MigrationTicket $Given.workgroupId
            $pass = Get-NewestPass $ticket $itemId
            if ($null -ne $pass -and @('Processing', 'WaitingForEndUser') -contains [string] $pass.Status) {
                [void] (Set-MW_MailboxMigration -Ticket $ticket -mailboxmigration $pass -Status Stopping)
                $pass = Get-NewestPass $ticket $itemId
                $told.outcome = 'stopping'
            }
            elseif ($null -ne $pass -and [string] $pass.Status -eq 'Stopping') { $told.outcome = 'stopping' }
            $told.passId = Get-Id $pass 'Id'
            $told.status = Get-Word $pass 'Status' 100
        }
        catch {
            $told.outcome = 'failed'
            $told.message = Get-Short $_.Exception.Message 2000
        }
        $items.Add($told)
    }
    [ordered] @{ items = $items.ToArray() }
}

function ConvertFrom-Pass($Pass) {
    [ordered] @{
        passId = Get-Id $Pass 'Id'; itemId = Get-Id $Pass 'MailboxId'; type = Get-Word $Pass 'Type' 100; status = Get-Word $Pass 'Status' 100
        itemTypes = Get-Word $Pass 'ItemTypes' 100; itemStartDate = Get-Moment $Pass 'ItemStartDate'; itemEndDate = Get-Moment $Pass 'ItemEndDate'
        createdAt = Get-Moment $Pass 'CreateDate'; startedAt = Get-Moment $Pass 'StartDate'; completedAt = Get-Moment $Pass 'CompleteDate'
        licencePackId = Get-Id $Pass 'LicensePackId'; failure = Get-Word $Pass 'FailureMessage' 2000
    }
}

function Invoke-ListPasses($Given) {
    $passes = New-Object 'System.Collections.Generic.List[object]'
    $next = $null
    $itemIds = Get-Field $Given 'itemIds'
    if ($null -ne $itemIds) {
        $done = 0
        foreach ($itemId in @($itemIds)) {
            if (-not (Confirm-Lease $done @($itemIds).Count)) { break }
            $pass = Get-NewestPass (Get-MigrationTicket $Given.workgroupId) $itemId
            if ($null -ne $pass) { $passes.Add((ConvertFrom-Pass $pass)) }
            $done++
        }
    }
    else {
        $offset = [int] (Get-Count $Given 'offset')
        $limit = [int] (Get-Count $Given 'limit')
        if ($limit -eq 0) { $limit = 1000 }
        $next = $offset
        while ($null -ne $next -and $passes.Count -lt $limit) {
            if (-not (Confirm-Lease $passes.Count $limit)) { break }
            $size = [Math]::Min($VendorPage, $limit - $passes.Count)
            $page = @(Get-MW_MailboxMigration -Ticket (Get-MigrationTicket $Given.workgroupId) -FilterBy_Guid_ConnectorId $Given.projectId `
                    -SortBy_CreateDate_Ascending -PageOffset $next -PageSize $size)
            foreach ($pass in $page) { $passes.Add((ConvertFrom-Pass $pass)) }
            $next += $page.Count
            if ($page.Count -lt $size) { $next = $null }
        }
    }
    [ordered] @{ passes = $passes.ToArray(); next = $next }
}

function Invoke-Statistics($Given) {
    $rows = New-Object 'System.Collections.Generic.List[object]'
    $done = 0
    foreach ($itemId in @($Given.itemIds)) {
        if (-not (Confirm-Lease $done @($Given.itemIds).Count)) { break }
        foreach ($stat in @(Get-MW_MailboxStat -Ticket (Get-MigrationTicket $Given.workgroupId) -MailboxId $itemId)) {
            foreach ($info in @(Get-Field $stat 'MigrationStatsInfos')) {
                if ($null -eq $info) { continue }
                $counts = Get-Field $info 'MigrationStats'
                $rows.Add([ordered] @{
                        itemId = $itemId; itemType = Get-Word $info 'ItemType' 100; taskType = Get-Word $info 'TaskType' 100
                        successCount = Get-Count $counts 'SuccessCount'; successSize = Get-Count $counts 'SuccessSize'
                        errorCount = Get-Count $counts 'ErrorCount'; errorSize = Get-Count $counts 'ErrorSize'
                        successCountTotal = Get-Count $counts 'SuccessCountTotal'; successSizeTotal = Get-Count $counts 'SuccessSizeTotal'
                        errorCountTotal = Get-Count $counts 'ErrorCountTotal'; errorSizeTotal = Get-Count $counts 'ErrorSizeTotal'
                    })
            }
        }
        $done++
    }
    [ordered] @{ rows = $rows.ToArray() }
}

function Invoke-Errors($Given) {
    $errors = New-Object 'System.Collections.Generic.List[object]'
    $more = New-Object 'System.Collections.Generic.List[object]'
    $done = 0
    foreach ($itemId in @($Given.itemIds)) {
        if (-not (Confirm-Lease $done @($Given.itemIds).Count)) { break }
        $found = @(Get-MW_MailboxError -Ticket (Get-MigrationTicket $Given.workgroupId) -MailboxId $itemId | Sort-Object -Property CreateDate -Descending)
        # The vendor answers a hundred at most to an account without privileges.
        if ($found.Count -gt $Given.perItem -or $found.Count -eq $VendorPage) { $more.Add($itemId) }
        foreach ($one in ($found | Select-Object -First $Given.perItem)) {
            $size = Get-Field $one 'ItemSize'
            if ($null -ne $size) { $size = [long] $size }
            $errors.Add([ordered] @{
                    itemId = $itemId; type = Get-Word $one 'Type' 100; severity = Get-Word $one 'Severity' 100
                    message = Get-Short ([string] (Get-Field $one 'Message')) 4000; itemSize = $size; folder = Get-Word $one 'ContainerName' 1000
                    createdAt = Get-Moment $one 'CreateDate'
                })
        }
        $done++
    }
    [ordered] @{ errors = $errors.ToArray(); more = $more.ToArray() }
}

function Invoke-Operation([string] $Name, $Given) {
    switch ($Name) {
        'probe' { return Invoke-Probe $Given }
        'ensureCustomer' { return Invoke-EnsureCustomer $Given }
        'findEndpoint' { return Invoke-FindEndpoint $Given }
        'ensureProject' { return Invoke-EnsureProject $Given }
        'upsertItems' { return Invoke-UpsertItems $Given }
        'licencePool' { return Invoke-LicencePool $Given }
        'applyLicences' { return Invoke-ApplyLicences $Given }
        'submitPass' { return Invoke-SubmitPass $Given }
        'stopPass' { return Invoke-StopPass $Given }
        'listPasses' { return Invoke-ListPasses $Given }
        'statistics' { return Invoke-Statistics $Given }
        'errors' { return Invoke-Errors $Given }
    }
    throw (New-Fault 'not-understood' "This script knows no operation $Name.")
}

# ---- The loop ----------------------------------------------------------------------------------------------------------------------------

function Get-Told($Job, [string] $Outcome, $Content) {
    $told = [ordered] @{ instance = $script:Instance; job = $Job.id; lease = $Job.lease; outcome = $Outcome }
    if ($Outcome -eq 'done') { $told.result = $Content } else { $told.fault = $Content }
    ConvertTo-Word $told
}

# Leaves the result in a file, or takes the job off this machine where it is somebody else's.
function Complete-Job($Job) {
    $script:InHand = @{
        Id = $Job.id; Lease = $Job.lease; LeaseSeconds = [int] $Job.leaseSeconds; GoOn = $true; Told = 0
        Heard = [System.Diagnostics.Stopwatch]::StartNew()
    }
    Write-Log "Begins $($Job.operation) ($($Job.id))."
    try {
        $result = Invoke-Operation $Job.operation $Job.arguments
        Set-StateText 'result.json' (Get-Told $Job 'done' $result)
    }
    catch {
        $code = Get-FaultCode $_.Exception
        $message = Get-Short $_.Exception.Message 4000
        Write-Log "$($Job.operation) came to nothing ($code): $message"
        if ($code -eq 'lease-gone') { Remove-State 'job.json' }
        elseif ($code -ne 'lease-unsure') { Set-StateText 'result.json' (Get-Told $Job 'failed' ([ordered] @{ code = $code; message = $message })) }
    }
}

# The seconds to wait; 0: it is told.
function Send-Result {
    $text = Get-StateText 'result.json'
    $answer = Send-Word 'result' $text
    # The result itself is not read: Windows PowerShell takes JSON of a few megabytes only.
    $failed = $text.Substring(0, [Math]::Min(400, $text.Length)).Contains('"outcome":"failed"')
    $kept = Get-StateText 'job.json'
    $hopeless = $answer.Status -eq 400 -and ($failed -or $null -eq $kept)
    if ($answer.Status -eq 200 -or $answer.Status -eq 409 -or $hopeless) {
        if ($answer.Status -ne 200) { Write-Log (Get-Reason $answer) }
        # In this order: a result without its job is told again, and that does no harm.
        Remove-State 'job.json'
        Remove-State 'result.json'
        return 0
    }
    if ($answer.Status -eq 413 -or $answer.Status -eq 400) {
        $code = 'not-understood'
        if ($answer.Status -eq 413) { $code = 'too-large' }
        $fault = [ordered] @{ code = $code; message = (Get-Short (Get-Reason $answer) 4000) }
        Set-StateText 'result.json' (Get-Told (ConvertFrom-Json $kept).job 'failed' $fault)
        return $RetrySeconds
    }
    Get-Pause $answer
}

# A job from before a restart: is it still ours?
function Resume-Job {
    $job = (ConvertFrom-Json (Get-StateText 'job.json')).job
    $answer = Send-Word 'progress' (ConvertTo-Word ([ordered] @{ instance = $script:Instance; job = $job.id; lease = $job.lease; done = 0; total = 0 }))
    if ($answer.Status -eq 409) {
        Write-Log (Get-Reason $answer)
        Remove-State 'job.json'
        return 0
    }
    if ($answer.Status -ne 200) { return Get-Pause $answer }
    if ($answer.Body.goOn) { Complete-Job $job }
    else { Set-StateText 'result.json' (Get-Told $job 'failed' ([ordered] @{ code = 'withdrawn'; message = 'Nothing more was done.' })) }
    0
}

function Request-Job {
    $wait = $WaitSeconds
    if ($Once) { $wait = 0 }
    $answer = Send-Word 'lease' (ConvertTo-Word ([ordered] @{ protocol = $Protocol; instance = $script:Instance; operations = $Operations; wait = $wait }))
    if ($answer.Status -ne 200) { return Get-Pause $answer }
    $script:Silence = 0
    if ($null -eq $answer.Body.job) {
        if ($Once) { Exit-Worker 0 }
        return [double] $answer.Body.pollAfter
    }
    Set-StateText 'job.json' $answer.Text
    Complete-Job $answer.Body.job
    0
}

function Import-VendorModule {
    if ($Module -ne '') {
        Import-Module -Name $Module -DisableNameChecking
        return
    }
    $places = @('BitTitanManagement')
    foreach ($root in $env:ProgramFiles, ${env:ProgramFiles(x86)}) {
        if (-not [string]::IsNullOrEmpty($root)) { $places += (Join-Path $root 'BitTitan\BitTitan PowerShell\BitTitanPowerShell.dll') }
    }
    foreach ($place in $places) {
        Import-Module -Name $place -DisableNameChecking -ErrorAction SilentlyContinue
        if ($null -ne (Get-Command -Name 'Get-MW_Ticket' -ErrorAction SilentlyContinue)) { return }
    }
    Write-Log 'BitTitan''s module was not found. What is asked will come to nothing until it is installed; probe tells.'
}

$script:Lock = $null
$script:Silence = 0
$target = New-Object System.Uri $Bot
if ($target.Scheme -ne 'https' -and -not $target.IsLoopback) {
    Write-Host 'The bot is spoken to over https only.'
    Exit-Worker 2
}
[void] (New-Item -ItemType Directory -Path $StateFolder -Force)
if ($Setup) {
    Save-Setup
    Exit-Worker 0
}
try { $script:Lock = [System.IO.File]::Open((Get-StatePath 'worker.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
catch {
    Write-Host 'Another worker runs on this folder.'
    Exit-Worker 2
}
$keyFile = Get-Secret 'key.xml'
$script:SignIn = Get-Secret 'bittitan.xml'
if ($null -eq $keyFile -or $null -eq $script:SignIn) {
    Write-Log 'The key or the sign-in is missing: run once with -Setup, as this account.'
    Exit-Worker 2
}
$script:Key = $keyFile.GetNetworkCredential().Password
$script:Instance = Get-Instance
Open-Line
Import-VendorModule
Write-Log "Asks $($target.Host) for work."
while ($true) {
    $pause = 0
    if ($null -ne (Get-StateText 'result.json')) { $pause = Send-Result }
    elseif ($null -ne (Get-StateText 'job.json')) { $pause = Resume-Job }
    else { $pause = Request-Job }
    if ($pause -gt 0) { Wait-Pause $pause }
}
