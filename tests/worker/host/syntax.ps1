# What a script is made of, read by PowerShell's own parser and not run: its commands with their parameters, its functions, and what Windows
# PowerShell 5.1 would not understand.
param([string] $Path)
$tokens = $null
$errors = $null
$tree = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $tokens, [ref] $errors)
$newer = @(
    $tree.FindAll({ $args[0].GetType().Name -in 'TernaryExpressionAst', 'PipelineChainAst' }, $true)
    $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.PipelineAst] -and $args[0].Background }, $true)
    $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.MemberExpressionAst] -and $args[0].NullConditional }, $true)
    $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.IndexExpressionAst] -and $args[0].NullConditional }, $true)
) | ForEach-Object { "$($_.Extent.StartLineNumber): $($_.Extent.Text)" }
$newer += @($tokens | Where-Object { $_.Kind.ToString() -in 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'AndAnd', 'OrOr', 'Clean' } |
        ForEach-Object { "$($_.Extent.StartLineNumber): $($_.Text)" })
$commands = @($tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | ForEach-Object {
        $elements = $_.CommandElements
        [ordered] @{
            line = $_.Extent.StartLineNumber
            name = $_.GetCommandName()
            parameters = @($elements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] } | ForEach-Object { $_.ParameterName })
            values = @($elements | Select-Object -Skip 1 | Where-Object { $_ -is [System.Management.Automation.Language.StringConstantExpressionAst] } | ForEach-Object { $_.Value })
            splatted = [bool] @($elements | Where-Object { $_ -is [System.Management.Automation.Language.VariableExpressionAst] -and $_.Splatted })
            operator = $_.InvocationOperator.ToString()
        }
    })
$members = @($tree.FindAll({ $args[0] -is [System.Management.Automation.Language.InvokeMemberExpressionAst] }, $true) | ForEach-Object { $_.Member.Extent.Text } | Sort-Object -Unique)
$functions = @($tree.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true) | ForEach-Object { $_.Name })
ConvertTo-Json -Depth 5 -Compress -InputObject ([ordered] @{
        errors = @($errors | ForEach-Object { "$($_.Extent.StartLineNumber): $($_.Message)" }); newer = @($newer); commands = $commands; functions = $functions; members = $members
    })
