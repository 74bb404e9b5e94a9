# What -Setup asks a person for.
param([string] $Folder, [string] $Key, [string] $Password, [switch] $Endpoints)
function Save-Secret([string] $User, [string] $Secret, [string] $Name) {
    $secure = ConvertTo-SecureString $Secret -AsPlainText -Force
    New-Object System.Management.Automation.PSCredential $User, $secure | Export-Clixml -LiteralPath (Join-Path $Folder $Name)
}
Save-Secret 'worker' $Key 'key.xml'
Save-Secret 'agent@partner.example' $Password 'bittitan.xml'
if ($Endpoints) { foreach ($side in 'source', 'destination') { Save-Secret "$side@x.example" "secret of $side" "$side-endpoint.xml" } }
